"""Saving the invented services, many at a time."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import ReferenceIndex

from config.demo import listed
from config.demo.invented.services import services
from config.demo.words.listings import Listing, Place
from directory.models import (
    Location,
    Organisation,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Session,
    TaxonomyTerm,
)
from directory.slugs import free_slug


def make(today: date) -> None:
    """Save those that are not there yet, published, as they are on that day.

    They have no revision: an editor's first change makes one.
    """
    known = set(Service.objects.values_list("name", flat=True))
    listings = [listing for listing in services(today) if listing.name not in known]
    organisations = _organisations(listings)
    locations = _locations(listings)
    made = [(each, _service(each, organisations[each.organisation.name])) for each in listings]
    Service.objects.bulk_create(service for _listing, service in made)
    _terms(made)
    _save(Phone, ((service, listed.phones_of(each)) for each, service in made))
    _save(Schedule, ((service, listed.schedules_of(each)) for each, service in made))
    _save(
        ServiceAtLocation,
        (
            (service, [ServiceAtLocation(location=locations[_key(at)]) for at in each.places])
            for each, service in made
        ),
    )
    _save(
        Session,
        (
            (
                service,
                [
                    listed.session_of(meet, locations[_key(meet.place)] if meet.place else None)
                    for meet in each.meetings
                ],
            )
            for each, service in made
        ),
    )
    for _listing, service in made:
        ReferenceIndex.create_or_update_for_object(service)


def _published() -> dict[str, Any]:
    now = timezone.now()
    return {"first_published_at": now, "last_published_at": now}


def _service(listing: Listing, organisation: Organisation) -> Service:
    service = listed.service_of(listing, organisation, **_published())
    service.slug = slugify(service.name)
    if Service.objects.filter(slug=service.slug).exists():
        service.slug = free_slug(Service, service, "service")
    return service


def _organisations(listings: list[Listing]) -> dict[str, Organisation]:
    known = {each.name: each for each in Organisation.objects.all()}
    new = {each.organisation.name: each.organisation for each in listings}
    missing = [listed.organisation_of(org) for name, org in new.items() if name not in known]
    return known | {each.name: each for each in Organisation.objects.bulk_create(missing)}


def _key(place: Place) -> tuple[str, str]:
    return place.name, place.city


def _locations(listings: list[Listing]) -> dict[tuple[str, str], Location]:
    known = {(each.name, each.city): each for each in Location.objects.all()}
    of_sessions = [meet.place for each in listings for meet in each.meetings if meet.place]
    places = [*(place for each in listings for place in each.places), *of_sessions]
    new = {_key(place): place for place in places}
    missing = [listed.location_of(place) for key, place in new.items() if key not in known]
    return known | {(each.name, each.city): each for each in Location.objects.bulk_create(missing)}


def _terms(made: list[tuple[Listing, Service]]) -> None:
    through = Service.taxonomy_terms.through
    terms = dict(TaxonomyTerm.objects.values_list("name", "pk"))
    through.objects.bulk_create(
        through(service_id=service.pk, taxonomyterm_id=terms[name])
        for each, service in made
        for name in each.terms
        if name in terms
    )


def _save(model: type[Any], parts: Iterable[tuple[Service, list[Any]]]) -> None:
    rows = []
    for service, mine in parts:
        for order, row in enumerate(mine):
            row.service_id, row.sort_order = service.pk, order
            rows.append(row)
    model.objects.bulk_create(rows)
