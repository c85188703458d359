"""The index of what is published now: read once for each content generation and day.

Six queries whatever the size; none of them holds anything that somebody typed.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import override

from core.kept import kept
from core.telephone import is_free_to_call
from directory.models import Phone, Schedule, Service, ServiceAtLocation, Session, TaxonomyTerm
from directory.models.codes import codes
from directory.models.weekdays import numbers
from directory.near.finding import of_place
from directory.near.points import Point
from directory.near.reach import reach
from directory.near.serving import home
from directory.search.choices import AGES, OF_TERMS, Group
from directory.search.documents import Document, Term
from directory.search.index import Index
from directory.search.words import phrases, single_words
from directory.status import Status
from directory.upkeep.facts import sinking_and_hidden
from directory.vocabulary import LANGUAGES, OWN_NAMES, Channel, Purpose
from hub.opening import Period

_OF_SERVICE = (
    "id", "name", "alternate_name", "other_words", "summary", "description",
    "eligibility_description", "what_happens_next", "organisation__name",
    "organisation__alternate_name", "minimum_age", "maximum_age", "languages", "channels",
    "address_is_secret", "is_free", "status", "is_lifeline", "is_national_helpline",
    "is_commissioned", "service_area",
)  # fmt: skip
_ORDER = ("answering_order", "name", "id")


@kept(daily=True, old_meanwhile=True)
def current() -> Index:
    """Return the index of what is published; the last known while the database is down."""
    return build(timezone.localdate())


def build(today: date) -> Index:
    """Return the index of what is published; what nobody checks sinks in it, or is left out."""
    terms = list(TaxonomyTerm.objects.filter(live=True).select_related("taxonomy"))
    groups = {term.pk: (OF_TERMS.get(Purpose(term.taxonomy.purpose)), term.slug) for term in terms}
    parts = _Parts(groups, today)
    services = Service.objects.public().order_by(*_ORDER).values(*_OF_SERVICE)
    return Index(
        (
            parts.document(row)
            for row in services.iterator(chunk_size=2000)
            if row["id"] not in parts.freshness.hidden
        ),
        [
            Term(
                id=term.pk,
                name=term.name,
                words=f"{term.name} {term.description}",
                phrases=term.other_words,
                slug=term.slug,
                group=OF_TERMS.get(Purpose(term.taxonomy.purpose), ""),
            )
            for term in terms
        ],
        home(),
    )


class _Parts:
    """What services are made of, by service."""

    def __init__(self, groups: dict[UUID, tuple[Group | None, str]], today: date) -> None:
        self.groups = groups
        self.freshness = sinking_and_hidden(today)
        through = Service.taxonomy_terms.through.objects
        self.terms = _by_service(through.values_list("service_id", "taxonomyterm_id"))
        self.hours = _by_service(
            Schedule.objects.values_list("service_id", "always", "byday", "opens_at", "closes_at")
        )
        self.phones = _by_service(Phone.objects.values_list("service_id", "type", "number"))
        places = (
            "location__name", "location__city", "location__postal_code", "location__latitude",
            "location__longitude",
        )  # fmt: skip
        self.places = _by_service(
            ServiceAtLocation.objects.filter(location__live=True).values_list("service_id", *places)
        )
        self.sessions = _by_service(
            Session.objects.filter(location__live=True).values_list("service_id", *places)
        )

    def document(self, row: dict[str, Any]) -> Document:
        key = row["id"]
        secret = row["address_is_secret"]
        places = [] if secret else [*self.places[key], *self.sessions[key]]
        terms = tuple(term for (term,) in self.terms[key] if term in self.groups)
        text = (
            "summary", "description", "eligibility_description", "what_happens_next",
            "organisation__name", "organisation__alternate_name",
        )  # fmt: skip
        open_to_people = row["status"] == Status.ACTIVE
        return Document(
            id=key,
            names=f"{row['name']} {row['alternate_name']}",
            hidden=" ".join((single_words(row["other_words"]), *self._languages(row))),
            loose=row["other_words"],
            phrases=tuple(phrase for phrase in phrases(row["other_words"]) if " " in phrase),
            text=" ".join([*(row[name] for name in text), *(f"{p[0]} {p[1]}" for p in places)]),
            terms=terms,
            choices=frozenset(self._choices(row, terms, bool(places))),
            periods=tuple(self._periods(key)) if open_to_people else (),
            always=open_to_people and any(hours[0] for hours in self.hours[key]),
            points=_points(places),
            lifeline_phrases=row["other_words"] if row["is_lifeline"] and open_to_people else "",
            reach=reach(row["service_area"]),
            sinks=key in self.freshness.sinks,
            is_helpline=row["is_national_helpline"],
            is_commissioned=row["is_commissioned"],
            free_to_call=open_to_people
            and any(
                kind == Phone.Type.VOICE and is_free_to_call(number)
                for kind, number in self.phones[key]
            ),
        )

    def _languages(self, row: dict[str, Any]) -> Iterable[str]:
        """Give the names of the languages that are spoken, in English and in themselves."""
        with override("en"):
            for code in codes(row["languages"]):
                if code != "en":
                    yield f"{LANGUAGES.get(code, '')} {OWN_NAMES.get(code, '')}"

    def _periods(self, key: UUID) -> Iterable[Period]:
        for _always, byday, opens, closes in self.hours[key]:
            if opens is not None and closes is not None:
                yield from (Period(day, opens, closes) for day in numbers(byday))

    def _choices(
        self, row: dict[str, Any], terms: Iterable[UUID], has_places: bool
    ) -> Iterable[tuple[str, str]]:
        for term in terms:
            group, slug = self.groups[term]
            if group:
                yield group, slug
        for band, ages in AGES.items():
            if ages.suits(row["minimum_age"], row["maximum_age"]):
                yield Group.AGE, band
        for language in codes(row["languages"]):
            yield Group.LANGUAGE, language
        for channel in codes(row["channels"]) or self._channels(row["id"], has_places):
            yield Group.CHANNEL, channel
        if row["is_free"]:
            yield Group.FREE, "yes"

    def _channels(self, key: UUID, has_places: bool) -> Iterable[str]:
        """Tell how help reaches people where nobody ticked it: by the numbers and places."""
        types = {kind for kind, _number in self.phones[key]}
        if Phone.Type.VOICE in types:
            yield Channel.TELEPHONE
        if Phone.Type.TEXT in types:
            yield Channel.TEXT
        if has_places:
            yield Channel.IN_PERSON


def _by_service(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, list[tuple[Any, ...]]]:
    found: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *rest in rows:
        found[key].append(tuple(rest))
    return found


def _points(places: Iterable[tuple[Any, ...]]) -> tuple[Point, ...]:
    found = (of_place(postcode, *degrees) for _name, _city, postcode, *degrees in places)
    return tuple(point for point in found if point)
