"""What our own records will say of a service that arrived. Pure: a form in, a plan out.

A plan is plain data, so that it can be compared with what our records say now (``rows``). It names
only what an import decides: who keeps a service and how it is listed stays with the editors.
"""

import re
import uuid
from datetime import date
from typing import Any, TypedDict

from django.utils.translation import override

from directory.arriving.applying.hours import Hours, hours_of
from directory.arriving.cleaning import Form
from directory.arriving.cleaning.text import cut
from directory.vocabulary import LANGUAGES, Channel, Facility, Referral

FREE = re.compile(r"(?:it is |this is |the service is )?(?:free|no (?:cost|charge))\b", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_AREA, _COST, _WAIT = 200, 200, 120
TEXTS = (
    "name", "alternate_name", "other_words", "description", "alert", "eligibility_description",
    "what_happens_next", "url", "email", "application_process", "interpretation_services",
)  # fmt: skip
FIELDS = (
    *TEXTS, "summary", "minimum_age", "maximum_age", "service_area", "fees_description", "is_free",
    "wait_time", "languages", "channels", "facilities", "referral", "status", "assured_date",
)  # fmt: skip
"""The fields of a service that an import decides."""


class Plan(TypedDict):
    """``fields`` of the service by their names; its parts in their order; ids as text."""

    fields: dict[str, Any]
    organisation: str
    terms: list[str]
    phones: list[dict[str, Any]]
    schedules: list[dict[str, Any]]
    sessions: list[dict[str, Any]]
    places: list[str]


class Shared(TypedDict):
    """A record that several services share: its id, and its fields by their names."""

    id: str
    fields: dict[str, Any]


def plan_of(form: Form, ids: dict[str, str], namespace: uuid.UUID, today: date) -> Plan:
    """Return the plan of a cleaned service.

    ids: what ``organisation`` and each of `term_keys` are here. today: what is over is left out.
    """
    places = [place["id"] for place in places_of(form, namespace)]
    hours: Hours = hours_of(form, [_place_id(at, namespace) for at in _at(form)], places, today)
    return Plan(
        fields=_fields(form, today),
        organisation=ids["organisation"],
        terms=sorted({ids[key] for key in term_keys(form) if key in ids}),
        phones=[
            {name: phone.get(name, "") for name in ("number", "type", "description")}
            for phone in form.get("phones", [])
        ],
        schedules=hours.schedules,
        sessions=hours.sessions,
        places=list(dict.fromkeys(places)),
    )


def organisation_of(form: Form, namespace: uuid.UUID) -> Shared:
    """Return who runs it."""
    said = form["organization"]
    numbers = {
        each.get("identifier_scheme", ""): each["identifier"]
        for each in said.get("organization_identifiers", [])
        if len(each["identifier"]) <= 10
    }
    texts = ("name", "alternate_name", "description", "website", "email")
    return Shared(
        id=said.get("id") or str(uuid.uuid5(namespace, f"organization {said['name'].casefold()}")),
        fields={name: said.get(name, "") for name in texts}
        | {
            "charity_number": numbers.get("GB-CHC", ""),
            "company_number": numbers.get("GB-COH", ""),
        },
    )


def places_of(form: Form, namespace: uuid.UUID) -> list[Shared]:
    """Return where it is, each place with its one address. What is only online has none."""
    found = []
    for at in _at(form):
        location = at["location"]
        key = _place_id(at, namespace)
        if key is None:
            continue
        address = _address(location)
        pair = (location.get("latitude"), location.get("longitude"))
        both = None not in pair
        first = address.get("address_1", "")
        names = (location.get("name"), first, address.get("city"), address.get("postal_code"))
        name = next(filter(None, names), form["name"])
        access = [each.get("details") or each["description"] for each in _accessibility(location)]
        found.append(
            Shared(
                id=key,
                fields={
                    "name": name,
                    "address_1": first,
                    "city": address.get("city", ""),
                    "state_province": address.get("state_province") or address.get("region", ""),
                    "postal_code": address.get("postal_code", ""),
                    "latitude": pair[0] if both else None,
                    "longitude": pair[1] if both else None,
                    "accessibility": "\n\n".join(dict.fromkeys(access)),
                },
            )
        )
    return found


def term_keys(form: Form) -> list[str]:
    """Return the terms that it has, each as its list and its name on a line each."""
    return [
        f"{term.get('taxonomy', '')}\n{term['name']}"
        for each in form.get("attributes", [])
        if (term := each["taxonomy_term"])
    ]


def _at(form: Form) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = form.get("service_at_locations", [])
    return found


def _place_id(at: dict[str, Any], namespace: uuid.UUID) -> str | None:
    """Return the id of a place that somebody can go to; None for any other."""
    location = at["location"]
    address = _address(location)
    is_somewhere = bool(address) or "latitude" in location
    if location.get("location_type") == "virtual" or not is_somewhere:
        return None
    said = f"location {location.get('name', '')} {sorted(address.items())}"
    return location.get("id") or str(uuid.uuid5(namespace, said))


def _address(location: dict[str, Any]) -> dict[str, Any]:
    """Return the address that one goes to, best one that says so; a virtual one leads nowhere."""
    found = [
        (address.get("address_type", "physical"), address)
        for address in location.get("addresses", [])
    ]
    accepted = (
        ("physical", "postal") if location.get("location_type") != "postal" else ("physical",)
    )
    for wanted in accepted:
        for kind, address in found:
            if kind == wanted:
                return {name: each for name, each in address.items() if name != "id"}
    return {}


def _accessibility(location: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = location.get("accessibility", [])
    return found


def _fields(form: Form, today: date) -> dict[str, Any]:
    cost = form.get("fees_description") or "; ".join(map(_cost, form.get("cost_options", [])))
    areas = [area["name"] for area in form.get("service_areas", []) if "name" in area]
    checked = form.get("assured_date")
    return {name: form.get(name, "") for name in TEXTS} | {
        "summary": form.get("summary") or _summary(form),
        "minimum_age": form.get("minimum_age"),
        "maximum_age": form.get("maximum_age"),
        "service_area": cut(", ".join(dict.fromkeys(areas)), _AREA) or "",
        "fees_description": cut(cost, _COST) or "",
        "is_free": _is_free(form, cost),
        "wait_time": cut(form.get("wait_time", ""), _WAIT) or "",
        "languages": ",".join(_languages(form)),
        "channels": _codes(form, "channels", Channel.values),
        "facilities": _codes(form, "facilities", Facility.values),
        "referral": form["referral"] if form.get("referral") in Referral.values else "",
        "status": form["status"],
        "assured_date": min(checked, today.isoformat()) if checked else None,
    }


def _summary(form: Form) -> str:
    text = form.get("description") or form.get("eligibility_description") or form["name"]
    return cut(" ".join(_SENTENCE.split(text.strip(), 1)[0].split()), 200) or form["name"]


def _is_free(form: Form, cost: str) -> bool | None:
    if "is_free" in form:
        return bool(form["is_free"])
    amounts = [option.get("amount") for option in form.get("cost_options", [])]
    if amounts and None not in amounts:
        return not any(amounts)
    return True if FREE.match(cost) else None


def _cost(option: dict[str, Any]) -> str:
    amount = option.get("amount")
    money = "" if amount is None else f"£{amount:.2f}".removesuffix(".00") if amount else "free"
    about = " ".join(part for part in (money, option.get("amount_description", "")) if part)
    return (
        f"{about} ({option['option']})"
        if about and "option" in option
        else (about or option.get("option", ""))
    )


def _languages(form: Form) -> list[str]:
    spoken = form.get("languages", [])
    if not spoken:
        return []
    with override("en"):
        names = {str(words).casefold(): code for code, words in LANGUAGES.items()}
    said = {each.get("code", "").lower() for each in spoken}
    said |= {names.get(each.get("name", "").casefold(), "") for each in spoken}
    return [code for code in LANGUAGES if code in said]


def _codes(form: Form, name: str, offered: list[str]) -> str:
    said = form.get(name, [])
    return ",".join(code for code in offered if code in said)
