"""The addresses: each takes identifiers from the listing, and says the rows of one page of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from directory.oruk import asking, listing, nearby, openapi, package, rows, saying
from directory.oruk.answering import JSON, NotFound, answer, envelope, lines, open_to_all
from directory.oruk.asking import (
    FILTERS,
    OF_ORGANIZATIONS,
    OF_PLACES,
    OF_TERMS,
    PAGES,
    Asked,
    Filters,
    Unreadable,
)
from directory.oruk.listing import Place
from directory.oruk.member import Row, Thing
from directory.search import find_ids
from directory.search.words import sought
from directory.upkeep import hidden

AT_ONCE = 200
"""Objects that are read together while everything is sent line by line."""

Listed = TypeVar("Listed", str, Place)


@open_to_all()
def about(asked: Asked) -> HttpResponseBase:
    """What this is, and where its own document is."""
    return answer(openapi.about())


@open_to_all()
def document(asked: Asked) -> HttpResponseBase:
    """Our OpenAPI document: every address, parameter and member."""
    return HttpResponse(openapi.document_as_json(), content_type=JSON)


@open_to_all()
def whole_package(asked: Asked) -> HttpResponseBase:
    """Everything as an HSDS tabular package."""
    response = HttpResponse(package.current(), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{package.NAME}"'
    return response


@open_to_all()
def unknown(asked: Asked, rest: str = "") -> HttpResponseBase:
    """Any other address under ours."""
    raise NotFound


@open_to_all(*PAGES, *FILTERS, "minimal")
def services(asked: Asked) -> HttpResponseBase:
    """Services, in short or in full."""
    found = _services(asked)
    if asked.minimal:
        return _list(
            asked, found, saying.SERVICE_MINIMAL, lambda ids: rows.services_changed(_uuids(ids))
        )
    thing = saying.SERVICE if asked.full else saying.SERVICE_SUMMARY
    return _list(asked, found, thing, lambda ids: rows.services(_uuids(ids), full=asked.full))


@open_to_all()
def service(asked: Asked, id: str) -> HttpResponseBase:
    """One service with all that belongs to it, if it is listed."""

    def found(pk: UUID) -> Sequence[Row]:
        return () if pk in hidden.current().keys else rows.services([pk], full=True)

    return _one(saying.SERVICE, found, id)


@open_to_all(*PAGES, *FILTERS, *OF_PLACES)
def service_at_locations(asked: Asked) -> HttpResponseBase:
    """Services at places. A service whose address is secret has none."""
    thing = saying.SERVICE_AT_LOCATION if asked.full else saying.SERVICE_AT_LOCATION_SUMMARY
    return _list(asked, _places(asked), thing, lambda places: _at_places(places, asked.full))


@open_to_all()
def service_at_location(asked: Asked, id: str) -> HttpResponseBase:
    """One service at one place, with the sessions that are held there."""
    by_id = listing.current().place_by_id

    def found(pk: UUID) -> Sequence[Row]:
        return _at_places([by_id[pk.hex]], full=True) if pk.hex in by_id else ()

    return _one(saying.SERVICE_AT_LOCATION, found, id)


@open_to_all(*PAGES)
def taxonomies(asked: Asked) -> HttpResponseBase:
    """Lists of terms."""
    return _list(
        asked,
        listing.current().taxonomies,
        saying.TAXONOMY,
        lambda ids: rows.taxonomies(_uuids(ids)),
    )


@open_to_all()
def taxonomy(asked: Asked, id: str) -> HttpResponseBase:
    """One list of terms."""
    return _one(saying.TAXONOMY, lambda pk: rows.taxonomies([pk]), id)


@open_to_all(*PAGES, *OF_TERMS)
def taxonomy_terms(asked: Asked) -> HttpResponseBase:
    """Terms."""
    return _list(
        asked,
        listing.current().terms(asked.filters),
        saying.TAXONOMY_TERM,
        lambda ids: rows.terms(_uuids(ids)),
    )


@open_to_all()
def taxonomy_term(asked: Asked, id: str) -> HttpResponseBase:
    """One term."""
    return _one(saying.TAXONOMY_TERM, lambda pk: rows.terms([pk]), id)


@open_to_all(*PAGES, *OF_ORGANIZATIONS)
def organizations(asked: Asked) -> HttpResponseBase:
    """Organisations that run a public service."""
    return _list(
        asked,
        listing.current().organisations(asked.filters),
        saying.ORGANIZATION,
        lambda ids: rows.organisations(_uuids(ids)),
    )


@open_to_all()
def organization(asked: Asked, id: str) -> HttpResponseBase:
    """One organisation that runs a public service."""

    def found(pk: UUID) -> Sequence[Row]:
        listed = listing.current().organisations(Filters())
        return rows.organisations([pk]) if pk.hex in listed else ()

    return _one(saying.ORGANIZATION, found, id)


def _services(asked: Asked) -> list[str]:
    """Return the services asked for; what was typed orders them, and is looked up in memory."""
    found = listing.current().services(asked.filters)
    if not asked.search:
        return found
    among = set(found)
    return [pk for pk in _matching(asked.search) if pk in among]


def _matching(words: str) -> list[str]:
    """Return the services that hold any of the words, best first; none for what has no words."""
    return [pk.hex for pk in find_ids(words)] if sought(words) else []


def _places(asked: Asked) -> list[Place]:
    known = listing.current()
    found = known.places(asked.filters)
    if asked.search:
        order = {pk: place for place, pk in enumerate(_matching(asked.search))}
        found = [place for place in found if place.service in order]
        found.sort(key=lambda place: (order[place.service], place.id))
    if asked.postcode:
        here = nearby.centre(asked.postcode)
        if here is None:
            raise Unreadable("postcode", "is none that we know.")
        near = nearby.within(here, asked.proximity, known.points)
        found = [place for place in found if place.location in near]
    return found


def _at_places(places: Sequence[Place], full: bool) -> list[dict[str, Any]]:
    """Return the rows of services at places, without those that are public no more."""
    of = {
        row["id"].hex: row
        for row in rows.services(_uuids({place.service for place in places}), full=full)
        if not row["address_is_secret"]
    }
    known = rows.locations(_uuids({place.location for place in places}))
    where = {pk.hex: row for pk, row in known.items()}
    return [
        _at_place(UUID(place.id), of[place.service], where[place.location])
        for place in places
        if place.location in where and place.service in of
    ]


def _at_place(pk: UUID, service: dict[str, Any], location: dict[str, Any]) -> dict[str, Any]:
    schedules = service.get("schedules", ())
    return {
        "id": pk,
        "service_id": service["id"],
        "location_id": location["id"],
        "location": location,
        "name": service["name"],
        "status": service["status"],
        "service": service,
        "schedules": [each for each in schedules if each.get("service_at_location_id") == pk],
    }


def _uuids(texts: Iterable[str]) -> list[UUID]:
    return [UUID(text) for text in texts]


def _list(
    asked: Asked,
    found: Sequence[Listed],
    thing: Thing,
    read: Callable[[Sequence[Listed]], Sequence[Row]],
) -> HttpResponseBase:
    if asked.format == "ndjson":
        return lines(_every(found, thing, read))
    start = (asked.page - 1) * asked.per_page
    page = found[start : start + asked.per_page]
    said = [thing.say(row) for row in read(page)] if page else []
    return answer(envelope(len(found), asked, said))


def _every(
    found: Sequence[Listed],
    thing: Thing,
    read: Callable[[Sequence[Listed]], Sequence[Row]],
) -> Iterator[dict[str, Any]]:
    for start in range(0, len(found), AT_ONCE):
        yield from map(thing.say, read(found[start : start + AT_ONCE]))


def _one(thing: Thing, read: Callable[[UUID], Sequence[Row]], id: str) -> HttpResponseBase:
    try:
        found = read(asking.identifier(id))
    except ValueError:
        raise NotFound from None
    if not found:
        raise NotFound
    return answer(thing.say(found[0]))
