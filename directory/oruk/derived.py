"""What the standard keeps in objects of their own and we in a field: pure functions of a row.

Such objects have no row, so their identifiers are made of what they say (``member.same_always``).
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation

from directory.models.codes import codes
from directory.oruk.member import Row, same_always
from directory.vocabulary import LANGUAGES

_SCHEMES = {
    "charity_number": ("GB-CHC", "Charity number, England and Wales"),
    "company_number": ("GB-COH", "Company number, Companies House"),
}


def codes_of(name: str) -> Callable[[Row], list[str]]:
    """Return the function that splits a field of codes."""
    return lambda row: codes(row[name])


def organization_id(row: Row) -> Any:
    """Return the organisation of a service, if it is published."""
    return row["organization"]["id"] if row["organization"] else None


def page(row: Row) -> str:
    """Return the whole address of our page about a service."""
    return f"{settings.SITE_URL}/services/{row['slug']}/"


def identifiers(row: Row) -> list[dict[str, Any]]:
    """Return the numbers of an organisation, by their schemes at org-id.guide."""
    return [
        {
            "id": same_always("identifier", row["id"], scheme),
            "organization_id": row["id"],
            "identifier_scheme": scheme,
            "identifier_type": words,
            "identifier": row[field],
        }
        for field, (scheme, words) in _SCHEMES.items()
        if row[field]
    ]


def languages(row: Row) -> list[dict[str, Any]]:
    """Return the languages of a service."""
    return [
        {
            "id": same_always("language", row["id"], code),
            "service_id": row["id"],
            "name": _names_in_english().get(code),
            "code": code,
        }
        for code in codes(row["languages"])
    ]


@cache
def _names_in_english() -> dict[str, str]:
    with translation.override("en-gb"):
        return {code: str(name) for code, name in LANGUAGES.items()}


def cost_options(row: Row) -> list[dict[str, Any]]:
    """Return what a service costs: nothing if nobody knows."""
    if not row["is_free"] and not row["fees_description"]:
        return []
    return [
        {
            "id": same_always("cost", row["id"]),
            "service_id": row["id"],
            "amount": 0 if row["is_free"] else None,
            "amount_description": row["fees_description"] or "It is free.",
        }
    ]


def service_areas(row: Row) -> list[dict[str, Any]]:
    """Return where people must live; nothing if anywhere."""
    area = row["service_area"]
    made = {"id": same_always("area", row["id"]), "service_id": row["id"], "name": area}
    return [made] if area else []


def addresses(row: Row) -> list[dict[str, Any]]:
    """Return the address of a place, as far as it is known; nothing if nothing is."""
    city, county = row["city"] or row["state_province"], row["state_province"] or row["city"]
    if not (row["address_1"] or city or row["postal_code"]):
        return []
    return [
        {
            "id": same_always("address", row["id"]),
            "location_id": row["id"],
            "address_1": row["address_1"] or row["name"],
            "city": city,
            "state_province": county,
            "postal_code": row["postal_code"],
            "country": "GB",
            "address_type": "physical",
        }
    ]


def accessibility(row: Row) -> list[dict[str, Any]]:
    """Return how one gets into a place; nothing if nobody said."""
    said = row["accessibility"]
    made = {"id": same_always("accessibility", row["id"]), "location_id": row["id"]}
    return [made | {"description": said}] if said else []


def attribute(service: Any, term: Row) -> dict[str, Any]:
    """Return that a service is about a term. Terms of lists of others say no ``link_type``."""
    purpose = term["purpose"]
    return {
        "id": same_always("attribute", service, term["id"]),
        "link_id": service,
        "link_entity": "service",
        "taxonomy_term_id": term["id"],
        "link_type": "" if purpose == "other" else purpose,
        "taxonomy_term": term,
    }
