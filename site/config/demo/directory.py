"""Demonstration content of the directory: real helplines, the hub's services, an invented refuge.

The refuge is a draft, that editors may see how an address is kept. The public list is all real.

An entry that is there already is left as its editors have it.
"""

from collections.abc import Iterable
from datetime import time
from typing import Any

from django.db import transaction

from config.demo.words import helplines, local_services
from config.demo.words.listings import CHECKED, Listing, Org
from config.demo.words.terms import TERMS
from directory.models import (
    ConfidentialLocation,
    Location,
    Organisation,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from hub.snapshot import current_hub


@transaction.atomic
def make() -> None:
    """Make the directory, all of it or none. Made again, it adds only what is not there."""
    for term in TERMS:
        words = {"description": term.description, "other_words": term.other_words}
        TaxonomyTerm.objects.get_or_create(
            name=term.name, taxonomy=Taxonomy.objects.get(purpose=term.purpose), defaults=words
        )
    _list_helplines()
    _list(helplines.OTHERS)
    if current_hub().slug == local_services.HUB:
        _list(local_services.SERVICES, is_commissioned=True)
    _list([local_services.REFUGE], address_is_secret=True, live=False)
    refuge = Service.objects.get(name=local_services.REFUGE.name)
    ConfidentialLocation.objects.get_or_create(service=refuge, **local_services.SECRET_PLACE)


def _list_helplines() -> None:
    """List the national lines in their order here; the first answers when the hub is closed."""
    lines = (helplines.SUPPORTLINE, helplines.SAMARITANS, *helplines.HELPLINES)
    for order, line in enumerate(lines, start=1):
        _list(
            [line],
            is_national_helpline=True,
            answering_order=order,
            answers_when_hub_is_closed=line is helplines.SUPPORTLINE,
            is_lifeline=line is helplines.SAMARITANS,
        )


def _list(listings: Iterable[Listing], **how: Any) -> None:
    for listing in listings:
        if not Service.objects.filter(name=listing.name).exists():
            service = _service(listing, **how)
            _put(service, [{"name": name, "city": city} for name, city in listing.places])
            service.save()
            revision = service.save_revision()
            if service.live:
                revision.publish()


def _service(listing: Listing, **how: Any) -> Service:
    service = Service(
        organisation=_organisation(listing.organisation),
        name=listing.name,
        alternate_name=listing.alternate_name,
        other_words=listing.other_words,
        summary=listing.summary,
        description=listing.description,
        eligibility_description=listing.who_for,
        minimum_age=listing.youngest,
        maximum_age=listing.oldest,
        url=listing.url,
        email=listing.email,
        application_process=listing.start,
        fees_description=listing.cost,
        assured_date=CHECKED,
        **how,
    )
    service.taxonomy_terms.set(TaxonomyTerm.objects.filter(name__in=listing.terms))
    service.phones.set(_phones(listing))
    service.schedules.set(_schedules(listing))
    return service


def _organisation(org: Org) -> Organisation:
    known, _made = Organisation.objects.get_or_create(
        name=org.name, defaults={"description": org.description, "website": org.website}
    )
    return known


def _phones(listing: Listing) -> list[Phone]:
    numbers = ((listing.phone, Phone.Type.VOICE), (listing.text, Phone.Type.TEXT))
    return [Phone(number=number, type=kind) for number, kind in numbers if number]


def _schedules(listing: Listing) -> list[Schedule]:
    if listing.always:
        return [Schedule(always=True)]
    rows = [
        Schedule(
            byday=times.days,
            opens_at=time.fromisoformat(times.opens),
            closes_at=time.fromisoformat(times.closes),
        )
        for times in listing.times
    ]
    return [*rows, Schedule(notes=listing.note)] if listing.note else rows


def _put(service: Service, places: Iterable[dict[str, Any]]) -> None:
    service.service_at_locations.set(
        [ServiceAtLocation(location=Location.objects.get_or_create(**place)[0]) for place in places]
    )
