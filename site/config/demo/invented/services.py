"""The invented services, put together from kinds, towns and organisations: pure and repeatable."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from django.utils.text import slugify

from config.demo.invented import variety
from config.demo.invented.abuse import ABUSE
from config.demo.invented.after_crime import AFTER_CRIME
from config.demo.invented.for_some import FOR_SOME
from config.demo.invented.kinds import Kind
from config.demo.invented.organisations import ORGANISATIONS, WAYS
from config.demo.invented.towns import AREA, TOWNS, Town
from config.demo.words.listings import Listing, Meeting, Place
from directory.models.codes import codes

HOW_MANY = 200
KINDS = (*ABUSE, *AFTER_CRIME, *FOR_SOME)


@dataclass(frozen=True, slots=True)
class One:
    """One to be made: its number among all, its kind, where, and its turn among its kind."""

    number: int
    kind: Kind
    town: Town
    turn: int


def services(today: date) -> list[Listing]:
    """Return the invented services, as they are on that day."""
    return [_listing(one, today) for one in _each()]


def _each() -> Iterator[One]:
    """Give each kind in several towns; those that nobody can visit are for a district each."""
    number = 0
    districts = tuple({town.district: town for town in TOWNS}.values())
    for place, kind in enumerate(KINDS):
        among = districts if kind.building is None else TOWNS
        share = HOW_MANY // len(KINDS) + (place < HOW_MANY % len(KINDS))
        towns = [among[(7 * place + 5 * turn) % len(among)] for turn in range(share)]
        for turn, town in enumerate(sorted(towns, key=_where(kind))):
            yield One(number, kind, town, turn)
            number += 1


def _where(kind: Kind) -> Callable[[Town], str]:
    """Return what says where one of this kind is: its district if nobody can visit it."""
    return attrgetter("district" if kind.building is None else "name")


def _listing(one: One, today: date) -> Listing:
    number, kind, turn = one.number, one.kind, one.turn
    whose = (3 * number + turn) % len(ORGANISATIONS)
    org = ORGANISATIONS[whose]
    free, cost = kind.costs[turn % len(kind.costs)]
    hours = kind.hours[turn % len(kind.hours)]
    return Listing(
        name=f"Example {kind.name}, {_where(kind)(one.town)} (invented)",
        organisation=org,
        summary=kind.summaries[turn % 2],
        description=f"{kind.description} {WAYS[whose]}\n\nThis entry is invented.",
        terms=kind.terms,
        who_for=kind.who_for,
        youngest=kind.ages[0],
        oldest=kind.ages[1],
        area=AREA if number % 4 == 0 else one.town.district,
        phone=f"01632 960{number:03}",
        text=f"01632 960{number + 500:03}" if "text" in kind.channels else "",
        url=f"{org.website}/{slugify(kind.name)}",
        email=org.email,
        provider_email=org.email if number % 5 == 0 else "",
        channels=kind.channels,
        start=_turn(variety.STARTS[kind.referral], turn),
        referral=kind.referral,
        next=kind.next,
        wait=kind.wait or _turn(variety.WAITS, number),
        free=free,
        cost=cost,
        languages=kind.languages or _turn(variety.LANGUAGES, number),
        interpreters=_turn(variety.INTERPRETERS, number),
        facilities=_facilities(one),
        always=hours == "always",
        times=variety.HOURS.get(hours, ()),
        note=variety.NOTES.get(hours, ""),
        places=_places(one),
        meetings=_meetings(one, today),
        status="temporarily closed" if number % 37 == 5 else "active",
        alert="No sessions in the week of the next bank holiday." if number % 29 == 3 else "",
        checked=today - timedelta(days=_turn(variety.DAYS_SINCE_CHECKED, number)),
    )


def _places(one: One) -> tuple[Place, ...]:
    return () if one.kind.building is None else (one.town.place(one.kind.building),)


def _meetings(one: One, today: date) -> tuple[Meeting, ...]:
    """Return none, one or two; every other is at the library."""
    if not one.kind.meets:
        return ()
    at = None if one.kind.building is None else one.town.place(one.turn % 2 * one.kind.building)
    return tuple(
        variety.meeting(one.kind.meets, one.number + more, at, today)
        for more in range((1, 1, 2, 0)[one.turn % 4])
    )


def _facilities(one: One) -> str:
    """Return what its kind has, and what its house has; nothing where nobody can visit."""
    some = variety.FACILITIES if one.kind.building is not None else ("",)
    both = [*codes(one.kind.facilities), *codes(_turn(some, one.number))]
    return ",".join(dict.fromkeys(both))


def _turn(every: Sequence[Any], number: int) -> Any:
    return every[number % len(every)]
