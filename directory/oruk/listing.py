"""Which services, places, terms and organisations there are, in order: identifiers in memory.

They are texts of 32 hexadecimal digits, which cost a quarter of what as many objects do.

Kept for one content generation and day, so that any page, however deep, costs no more than the
first, and a walk finds the same totals on every page. The order is that of the identifiers. What
the hub's rule hides because nobody checked it is left out, as it is of a search.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Replace

from core import generation
from core.kept import kept
from directory.models import (
    Location,
    Schedule,
    Service,
    ServiceAtLocation,
    Session,
    Taxonomy,
    TaxonomyTerm,
)
from directory.models.weekdays import CODES
from directory.near import finding
from directory.near.points import Point
from directory.oruk.asking import Filters
from directory.oruk.rows import place_of_sessions
from directory.oruk.times import LAST_MINUTE, MIDNIGHT
from directory.recurring import Every
from directory.upkeep import hidden

MOST_FILTERED = 16


class Place(NamedTuple):
    """A service at a location."""

    id: str
    service: str
    location: str


@dataclass
class Listing:
    """What there is now. Each part is read when it is first asked for."""

    hidden: frozenset[str] = frozenset()
    _narrowed: OrderedDict[Filters, list[str]] = field(default_factory=OrderedDict)

    def services(self, filters: Filters) -> list[str]:
        """Return the listed services that all of these filters leave."""
        known = self._narrowed.get(filters)
        if known is None:
            known = [pk for pk in _ids(narrowed(filters)) if pk not in self.hidden]
            self._narrowed[filters] = known
            while len(self._narrowed) > MOST_FILTERED:
                self._narrowed.popitem(last=False)
        return known

    def places(self, filters: Filters) -> list[Place]:
        """Return the places of those services."""
        if filters == Filters():
            return self._places
        among = set(self.services(filters))
        return [place for place in self._places if place.service in among]

    @cached_property
    def _places(self) -> list[Place]:
        shown = Service.objects.public().filter(address_is_secret=False)
        here = {"service__in": shown, "location__live": True}
        links = _texts(
            ServiceAtLocation.objects.filter(**here).order_by(), "id", "service_id", "location_id"
        )
        found = list(map(Place._make, links))
        linked = {place[1:] for place in found}
        sessions = _texts(Session.objects.filter(**here).order_by(), "service_id", "location_id")
        for pair in {*sessions} - linked:
            found.append(Place(place_of_sessions(*map(UUID, pair)).hex, *pair))
        return sorted(place for place in found if place.service not in self.hidden)

    @cached_property
    def place_by_id(self) -> dict[str, Place]:
        """Return every place by its identifier."""
        return {place.id: place for place in self._places}

    @cached_property
    def points(self) -> dict[str, Point]:
        """Return where every published location is, as far as it is known."""
        columns = ("id", "postal_code", "latitude", "longitude")
        every = Location.objects.public().order_by().values_list(*columns)
        found = {pk.hex: finding.of_place(*where) for pk, *where in every}
        return {pk: point for pk, point in found.items() if point}

    @cached_property
    def taxonomies(self) -> list[str]:
        """Return the lists of terms."""
        return _ids(Taxonomy.objects.all())

    def terms(self, filters: Filters) -> list[str]:
        """Return the published terms, of one list or of all."""
        wanted = filters.taxonomy_id and filters.taxonomy_id.hex
        return [pk for pk, taxonomy in self._terms if wanted in (None, taxonomy)]

    @cached_property
    def _terms(self) -> list[tuple[str, ...]]:
        terms = TaxonomyTerm.objects.filter(live=True).order_by()
        return sorted(_texts(terms, "id", "taxonomy_id"))

    def organisations(self, filters: Filters) -> list[str]:
        """Return the published organisations that run one of the services these filters leave."""
        if filters == Filters():
            return self._organisations
        runs = self._runs
        return sorted({runs[service] for service in self.services(filters) if service in runs})

    @cached_property
    def _organisations(self) -> list[str]:
        return sorted(set(self._runs.values()))

    @cached_property
    def _runs(self) -> dict[str, str]:
        """Say which published organisation runs a listed service."""
        public = Service.objects.public().filter(organisation__live=True).order_by()
        pairs = _texts(public, "id", "organisation_id")
        return {service: runs for service, runs in pairs if service not in self.hidden}


def edition() -> tuple[int, str]:
    """Return what stays the same while there is nothing else to say."""
    return generation.current(), hidden.current().mark


@kept(daily=True)
def current() -> Listing:
    """Return the listing as it is now."""
    return Listing(hidden.current().texts)


def narrowed(filters: Filters) -> QuerySet[Service]:
    """Return the public services that all of these filters leave."""
    found = Service.objects.public()
    if filters.taxonomy_term_id or filters.taxonomy_id:
        found = found.filter(pk__in=_about(filters))
    if filters.organization_id:
        found = found.filter(organisation=filters.organization_id, organisation__live=True)
    if filters.minimum_age is not None:
        found = found.filter(minimum_age__gte=filters.minimum_age)
    if filters.maximum_age is not None:
        found = found.filter(maximum_age__lte=filters.maximum_age)
    if filters.modified_after:
        found = found.filter(last_modified__gte=filters.modified_after)
    if filters.day or filters.start_time or filters.end_time:
        found = found.filter(Exists(_hours(filters)) | Exists(_sessions(filters)))
    return found


def _about(filters: Filters) -> QuerySet[Any]:
    terms = TaxonomyTerm.objects.filter(live=True)
    if filters.taxonomy_term_id:
        terms = terms.filter(pk=filters.taxonomy_term_id)
    if filters.taxonomy_id:
        terms = terms.filter(taxonomy=filters.taxonomy_id)
    through = Service.taxonomy_terms.through.objects
    return through.filter(taxonomyterm__in=terms).values("service_id")


def _hours(filters: Filters) -> QuerySet[Schedule]:
    """Return opening hours as they are published: what always answers opens at 00:00."""
    always = Q(always=True)
    if filters.start_time not in (None, MIDNIGHT) or (
        filters.end_time and filters.end_time < LAST_MINUTE
    ):
        always = Q(pk=None)
    on = Q(byday__contains=filters.day) if filters.day else Q()
    return Schedule.objects.filter(always | (on & _times(filters)), service=OuterRef("pk"))


def _sessions(filters: Filters) -> QuerySet[Session]:
    on = Q()
    if filters.day:
        number = list(CODES).index(filters.day) + 1
        on = Q(byday__contains=filters.day) & ~Q(every=Every.ONCE)
        on |= Q(every=Every.ONCE, dtstart__iso_week_day=number)
    return Session.objects.filter(on, _times(filters), service=OuterRef("pk"))


def _times(filters: Filters) -> Q:
    times = Q()
    if filters.start_time:
        times &= Q(opens_at__gte=filters.start_time)
    if filters.end_time:
        times &= Q(closes_at__lte=filters.end_time)
    return times


def _ids(found: QuerySet[Any]) -> list[str]:
    return [pk for (pk,) in _texts(found.order_by("pk"), "pk")]


def _texts(found: QuerySet[Any], *names: str) -> Iterable[tuple[str, ...]]:
    """Return identifiers as the texts that they are kept as; PostgreSQL writes hyphens."""
    texts = {
        f"text_of_{name}": Replace(Cast(name, CharField()), Value("-"), Value("")) for name in names
    }
    return found.annotate(**texts).values_list(*texts)
