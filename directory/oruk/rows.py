"""Rows for what is to be said, by columns named here, in a fixed number of queries.

Only what the public may see is read: published services, places, terms and organisations. A
service whose address is secret has no place, wherever its sessions are. Secret addresses are in a
table that is never asked.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from core.kept import kept
from directory.models import (
    Location,
    Organisation,
    Phone,
    Schedule,
    Service,
    Session,
    Taxonomy,
    TaxonomyTerm,
)
from directory.models import ServiceAtLocation as Link
from directory.oruk import times
from directory.oruk.derived import attribute
from directory.oruk.member import same_always

Rows = list[dict[str, Any]]

ORGANISATION = (
    "id", "name", "alternate_name", "description", "website", "email", "charity_number",
    "company_number",
)  # fmt: skip
SERVICE = (
    "id", "name", "alternate_name", "slug", "summary", "description", "alert",
    "eligibility_description", "minimum_age", "maximum_age", "service_area", "url", "email",
    "channels", "application_process", "referral", "what_happens_next", "wait_time", "is_free",
    "fees_description", "languages", "interpretation_services", "facilities", "status",
    "assured_date", "last_modified", "is_national_helpline", "address_is_secret",
)  # fmt: skip
LOCATION = (
    "id", "name", "address_1", "city", "state_province", "postal_code", "latitude", "longitude",
    "accessibility",
)  # fmt: skip
PHONE = ("id", "service_id", "number", "type", "description")
SCHEDULE = ("id", "service_id", "always", "byday", "opens_at", "closes_at", "notes")
SESSION = (
    "id", "service_id", "location_id", "description", "every", "byday", "week", "dtstart",
    "valid_to", "opens_at", "closes_at", "notes",
)  # fmt: skip
TAXONOMY = ("id", "name", "description", "uri", "version")
TERM = ("id", "name", "description", "term_uri", "taxonomy_id")
_OF_TERM = {"taxonomy__name": "taxonomy", "taxonomy__purpose": "purpose"}
IN_ORDER = ("sort_order", "id")


def services(ids: Sequence[UUID], full: bool = False) -> Rows:
    """Return the services in that order, without those that the public may not see.

    One query; with ``full`` seven, whatever the number of services.
    """
    columns = (*SERVICE, "organisation__live", *(f"organisation__{name}" for name in ORGANISATION))
    found = {row["id"]: row for row in Service.objects.public().filter(pk__in=ids).values(*columns)}
    for row in found.values():
        runs = {name: row.pop(f"organisation__{name}") for name in ORGANISATION}
        row["organization"] = runs if row.pop("organisation__live") else None
    if full:
        _fill(found)
    return [found[each] for each in ids if each in found]


def services_changed(ids: Sequence[UUID]) -> Rows:
    """Return when each of these services last changed, in that order, and nothing else."""
    found = Service.objects.public().filter(pk__in=ids)
    return _ordered(ids, found.values("id", "last_modified"))


def _fill(found: dict[UUID, dict[str, Any]]) -> None:
    phones = Phone.objects.filter(service__in=found).order_by(*IN_ORDER).values(*PHONE)
    hours = Schedule.objects.filter(service__in=found).order_by(*IN_ORDER).values(*SCHEDULE)
    sessions = Session.objects.filter(service__in=found).order_by(*IN_ORDER).values(*SESSION)
    by_phone, by_hours, by_session = _by_service(phones), _by_service(hours), _by_service(sessions)
    by_place = _places(found, by_session)
    by_term = _terms(found)
    for pk, row in found.items():
        row["phones"] = by_phone[pk]
        row["service_at_locations"] = by_place[pk]
        row["attributes"] = [attribute(pk, term) for term in by_term[pk]]
        at = {place["location_id"]: place["id"] for place in by_place[pk]}
        row["schedules"] = [times.opening_hours(each) for each in by_hours[pk]] + [
            times.session(each, at.get(each["location_id"])) for each in by_session[pk]
        ]


def _places(found: dict[UUID, dict[str, Any]], sessions: dict[UUID, Rows]) -> dict[UUID, Rows]:
    """Return where each service is; a place that only its sessions have counts too."""
    open_ones = [pk for pk, row in found.items() if not row["address_is_secret"]]
    links = Link.objects.filter(service__in=open_ones).order_by(*IN_ORDER)
    pairs = {pk: where for pk, *where in links.values_list("id", "service_id", "location_id")}
    linked = set(map(tuple, pairs.values()))
    for service in open_ones:
        for each in sessions[service]:
            if each["location_id"] and (service, each["location_id"]) not in linked:
                where = [service, each["location_id"]]
                pairs[place_of_sessions(*where)] = where
    known = locations({location for _service, location in pairs.values()})
    return _by_service(
        {"id": pk, "service_id": service, "location_id": location, "location": known[location]}
        for pk, (service, location) in pairs.items()
        if location in known
    )


def place_of_sessions(service: UUID, location: UUID) -> UUID:
    """Return the identifier of a service at a place where it has nothing but sessions."""
    return same_always("sessions", service, location)


def locations(ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return the published ones of these places."""
    return {
        row["id"]: row for row in Location.objects.public().filter(pk__in=ids).values(*LOCATION)
    }


def _terms(found: Iterable[UUID]) -> dict[UUID, Rows]:
    every = _every_term()
    place = {term: number for number, term in enumerate(every)}
    about = Service.taxonomy_terms.through.objects.filter(service__in=found)
    by_service: dict[UUID, list[UUID]] = defaultdict(list)
    for service, term in about.values_list("service_id", "taxonomyterm_id"):
        if term in every:
            by_service[service].append(term)
    return {
        service: [every[term] for term in sorted(by_service[service], key=place.__getitem__)]
        for service in found
    }


@kept()
def _every_term() -> dict[UUID, dict[str, Any]]:
    """Return every published term in the order in which services say them."""
    columns = {name: name for name in TERM} | _OF_TERM
    found = TaxonomyTerm.objects.filter(live=True).order_by("name", "id").values(*columns)
    return {row["id"]: {name: row[path] for path, name in columns.items()} for row in found}


def _by_service(rows: Iterable[dict[str, Any]]) -> dict[UUID, Rows]:
    by_service: dict[UUID, Rows] = defaultdict(list)
    for row in rows:
        by_service[row["service_id"]].append(row)
    return by_service


def terms(ids: Sequence[UUID]) -> Rows:
    """Return the published ones of these terms, in that order."""
    every = _every_term()
    return [every[each] for each in ids if each in every]


def taxonomies(ids: Sequence[UUID]) -> Rows:
    """Return these lists of terms, in that order."""
    return _ordered(ids, Taxonomy.objects.filter(pk__in=ids).values(*TAXONOMY))


def organisations(ids: Sequence[UUID]) -> Rows:
    """Return the published ones of these organisations, in that order."""
    found = Organisation.objects.filter(live=True, pk__in=ids)
    return _ordered(ids, found.values(*ORGANISATION))


def _ordered(ids: Sequence[UUID], rows: Iterable[Any]) -> Rows:
    found = {row["id"]: row for row in rows}
    return [found[each] for each in ids if each in found]
