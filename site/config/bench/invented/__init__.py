"""Invented services, as many as are wanted, to measure on: the same ones every time.

They are plausible in what costs time: words of plain English, some of them in most services and
some in few; organisations that run several; terms, places, numbers, hours and sessions.
"""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.text import slugify

from config.bench.invented import words
from core import generation
from directory.models import (
    Location,
    Organisation,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Session,
    Taxonomy,
    TaxonomyTerm,
)
from directory.near.areas import outward_codes
from directory.vocabulary import LANGUAGES, Channel, Facility

AT_ONCE = 1000
DAYS = ("MO,TU,WE,TH,FR", "MO,WE,FR", "TU,TH", "SA,SU", "MO,TU,WE,TH,FR,SA,SU")
TERMS = {"happened": words.HAPPENED, "help": words.HELP, "audience": words.AUDIENCE}
THEN = datetime(2026, 1, 1, tzinfo=UTC)


@transaction.atomic
def make_services(count: int) -> None:
    """Make so many published services with all that belongs to them, beside what there is."""
    first = Service.objects.count()
    chance = random.Random(first + count)  # noqa: S311
    terms = _terms()
    organisations = [_organisation(chance, first + n) for n in range(max(1, count // 8))]
    locations = [_location(chance) for _ in range(max(1, count // 3))]
    _keep(Organisation, organisations)
    _keep(Location, locations)
    for start in range(first, first + count, AT_ONCE):
        made = _Made(chance, organisations, locations, terms)
        for number in range(start, min(start + AT_ONCE, first + count)):
            made.add(number)
        made.keep()
    generation.bump()


def _terms() -> list[UUID]:
    known = dict(TaxonomyTerm.objects.values_list("slug", "pk"))
    lists = {taxonomy.purpose: taxonomy for taxonomy in Taxonomy.objects.all()}
    missing = [
        TaxonomyTerm(
            taxonomy=lists[purpose],
            name=f"Invented: {name}",
            slug=slugify(f"invented {name}"),
            description=f"About {name}.",
            other_words=name,
        )
        for purpose, names in TERMS.items()
        for name in names
        if slugify(f"invented {name}") not in known
    ]
    _keep(TaxonomyTerm, missing)
    return [*known.values(), *(term.pk for term in missing)]


def _id(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _organisation(chance: random.Random, number: int) -> Organisation:
    name = f"{chance.choice(words.NAMES)} {chance.choice(words.KINDS)} {number + 1}"
    return Organisation(
        id=_id(chance),
        name=f"Invented {name}",
        description=_prose(chance, 12),
        website=f"https://organisation-{number}.example.org",
        charity_number=str(1_000_000 + number),
    )


def _location(chance: random.Random) -> Location:
    area = chance.choice(list(outward_codes().values()))
    return Location(
        id=_id(chance),
        name=f"{chance.choice(words.NAMES)} {chance.choice(('House', 'Hall', 'Rooms'))}",
        address_1=f"{chance.randint(1, 200)} {chance.choice(words.STREETS)} Street",
        city=area.name,
        state_province="Invented county",
        postal_code=f"{area.code} 1AA",
        latitude=round(area.point.latitude + chance.uniform(-0.02, 0.02), 5),
        longitude=round(area.point.longitude + chance.uniform(-0.03, 0.03), 5),
        accessibility=_prose(chance, 6) if chance.random() < 0.5 else "",
    )


def _prose(chance: random.Random, length: int) -> str:
    """Return so many words; those early in the list are the frequent ones, as in any text."""
    last = len(words.PROSE) - 1
    chosen = [words.PROSE[int(last * chance.random() ** 2)] for _ in range(length)]
    return f"{' '.join(chosen).capitalize()}."


def _some(chance: random.Random, codes: list[str], share: float) -> str:
    return ",".join(code for code in codes if chance.random() < share)


class _Made:
    """A batch of services with their parts."""

    def __init__(
        self,
        chance: random.Random,
        organisations: list[Organisation],
        locations: list[Location],
        terms: list[UUID],
    ) -> None:
        self.chance, self.terms = chance, terms
        self.organisations, self.locations = organisations, locations
        self.rows: dict[type[models.Model], list[Any]] = {Service: []}

    def add(self, number: int) -> None:
        """Invent one service."""
        chance = self.chance
        service = self._service(number)
        self.rows[Service].append(service)
        self._part(Phone, service, number=f"07700 900{chance.randint(0, 999):03}")
        self._hours(service)
        place = chance.choice(self.locations)
        if chance.random() < 0.6:
            self._part(ServiceAtLocation, service, location=place)
        if chance.random() < 0.15:
            self._part(
                Session, service, description="Drop-in", location=place, every="week", byday="TU",
                opens_at=time(10), closes_at=time(12),
            )  # fmt: skip
        for term in chance.sample(self.terms, chance.randint(1, 5)):
            through = Service.taxonomy_terms.through
            rows = self.rows.setdefault(through, [])
            rows.append(through(service_id=service.pk, taxonomyterm_id=term))

    def _service(self, number: int) -> Service:
        chance = self.chance
        happened, aid = chance.choice(words.HAPPENED), chance.choice(words.HELP)
        whom = chance.choice(words.AUDIENCE)
        oldest = chance.choice((None, None, None, 17, 25))
        return Service(
            id=_id(chance),
            organisation=chance.choice(self.organisations),
            name=f"{chance.choice(words.NAMES)} {aid} {number + 1}".title(),
            slug=f"invented-{number + 1}",
            summary=f"{aid.capitalize()} after {happened} for {whom}.",
            description=_prose(chance, chance.randint(20, 60)),
            eligibility_description=f"For {whom}. {_prose(chance, 8)}",
            other_words=", ".join(chance.sample(words.PROSE, 3)),
            minimum_age=None if oldest else chance.choice((None, None, 16, 18)),
            maximum_age=oldest,
            service_area=chance.choice(("", "Invented county")),
            channels=_some(chance, list(Channel.values), 0.4),
            facilities=_some(chance, list(Facility.values), 0.2),
            languages=_some(chance, list(LANGUAGES), 0.05),
            is_free=chance.choice((True, True, None)),
            url=f"https://service-{number + 1}.example.org/help",
            wait_time=chance.choice(("", "2 weeks")),
            assured_date=date(2026, 6, 1) + timedelta(days=chance.randint(0, 150)),
            last_modified=THEN + timedelta(minutes=number),
        )

    def _hours(self, service: Service) -> None:
        if self.chance.random() < 0.05:
            return self._part(Schedule, service, always=True)
        opens, closes = self.chance.choice(((9, 17), (10, 16), (8, 20)))
        days = self.chance.choice(DAYS)
        return self._part(
            Schedule, service, byday=days, opens_at=time(opens), closes_at=time(closes)
        )

    def _part(self, model: Any, service: Service, **fields: Any) -> None:
        rows = self.rows.setdefault(model, [])
        rows.append(model(id=_id(self.chance), service_id=service.pk, sort_order=0, **fields))

    def keep(self) -> None:
        """Write the batch, a statement for each table."""
        for model, rows in self.rows.items():
            _keep(model, rows)


def _keep(model: Any, rows: list[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=AT_ONCE)
