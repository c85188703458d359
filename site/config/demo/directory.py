"""Demonstration content of the directory: real helplines, the hub's services, and invented ones.

Each invented service says so in its name and in its organisation's. They are made only for the hub
whose towns they are in, with one refuge whose address is secret; for other hubs it is a draft.

An entry that is there already is left as its editors have it.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from config.demo import invented, listed
from config.demo.words import helplines, local_services
from config.demo.words.listings import Listing, Org, Place
from config.demo.words.terms import TERMS
from directory.models import (
    ConfidentialLocation,
    Location,
    Organisation,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from hub.snapshot import current_hub

AFTER_THE_LINES = 50
"""The place of the other real ones: before the invented, where a search finds both as well."""


@transaction.atomic
def make() -> None:
    """Make the directory, all of it or none. Made again, it adds only what is not there."""
    make_terms()
    make_real()
    make_refuge()
    if _is_here():
        invented.make(timezone.localdate())


def make_terms() -> None:
    """Make the three lists of terms; a term that is in any list stays as it is."""
    known = set(TaxonomyTerm.objects.values_list("name", flat=True))
    lists = {each.purpose: each for each in Taxonomy.objects.all()}
    for term in TERMS:
        if term.name not in known:
            TaxonomyTerm.objects.create(
                taxonomy=lists[term.purpose],
                name=term.name,
                description=term.description,
                other_words=term.other_words,
            )


def make_real() -> None:
    """List the national lines in their order here, and what the hub commissions.

    The first of the lines answers when the hub is closed.
    """
    lines = [helplines.SUPPORTLINE, helplines.SAMARITANS, *helplines.HELPLINES]
    if not current_hub().welsh:
        lines.sort(key=lambda line: line.area == "Wales")
    for order, line in enumerate(lines, start=1):
        _list(
            [line],
            is_national_helpline=True,
            locked=True,
            answering_order=order,
            answers_when_hub_is_closed=line is helplines.SUPPORTLINE,
            is_lifeline=line is helplines.SAMARITANS,
        )
    _list(helplines.OTHERS, answering_order=AFTER_THE_LINES)
    if _is_here():
        _list(local_services.SERVICES, is_commissioned=True, answering_order=AFTER_THE_LINES)


def make_refuge() -> None:
    """List the invented refuge, whose address stands in a table of its own."""
    _list([local_services.REFUGE], address_is_secret=True, live=_is_here())
    refuge = Service.objects.get(name=local_services.REFUGE.name)
    ConfidentialLocation.objects.get_or_create(service=refuge, defaults=local_services.SECRET_PLACE)


def _is_here() -> bool:
    return current_hub().slug == local_services.HUB


def _list(listings: Iterable[Listing], **how: Any) -> None:
    for listing in listings:
        if not Service.objects.filter(name=listing.name).exists():
            service = listed.service_of(
                listing,
                _organisation(listing.organisation),
                review_date=timezone.localdate(),  # to be checked before a launch
                **how,
            )
            service.taxonomy_terms.set(TaxonomyTerm.objects.filter(name__in=listing.terms))
            service.phones.set(listed.phones_of(listing))
            service.schedules.set(listed.schedules_of(listing))
            service.service_at_locations.set(
                [ServiceAtLocation(location=_location(place)) for place in listing.places]
            )
            service.save()
            revision = service.save_revision()
            if service.live:
                revision.publish()


def _organisation(org: Org) -> Organisation:
    known = Organisation.objects.filter(name=org.name).first()
    if known is None:
        known = listed.organisation_of(org)
        known.save()
    return known


def _location(place: Place) -> Location:
    known = Location.objects.filter(name=place.name, city=place.city).first()
    if known is None:
        known = listed.location_of(place)
        known.save()
    return known
