"""Places by their names, as people type them: pure.

Capital letters, accents, hyphens, "Saint" for "St", and what people add ("near", "town centre") do
not count, and small typing errors are forgiven: one for every four letters.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.near.areas import Place, counties, places
from directory.search.words import fold

LETTERS_FOR_ONE = 4
MOST_ERRORS = 3
"""A name of four letters may have one typing error, of eight two, of twelve or more three."""
MOST_CHOICES = 6

_BEFORE = re.compile(r"^(?:(?:i live|i am|im|near|nr|in|at|around|close|to|the) )+")
_AFTER = re.compile(r" (?:city centre|town centre|centre|city|town|area|england|wales|uk)$")


@dataclass(frozen=True, slots=True)
class Named:
    """One place by the name that was meant. ``name`` is how the place is called in that way."""

    name: str
    place: Place

    @property
    def label(self) -> str:
        """The name with what tells it from others; typed as it is, it means this place alone."""
        if self.name == self.place.region or not self.place.outward:
            return self.place.region
        return f"{self.name}, {self.place.region}"


@dataclass(frozen=True, slots=True)
class Meant:
    """The places that may be meant; none if nothing is like it. ``guessed``: it was misspelt."""

    places: tuple[Named, ...] = ()
    guessed: bool = False


def plain(text: str) -> str:
    """Return a name as it is compared."""
    words = re.sub(r"[^\w]+", " ", fold(text).replace("&", " and "), flags=re.ASCII)
    return re.sub(r"\bsaint\b", "st", " ".join(words.split()))


def look_up(typed: str) -> Meant:
    """Return the places that somebody may mean by what they typed."""
    head, _comma, tail = typed.rpartition(",")
    told = _known().get(plain(head), ())
    if told:
        return Meant(tuple(named for named in told if _is_in(named, plain(tail))) or told)
    for text in dict.fromkeys((plain(typed), _bare(plain(typed)))):
        if found := _known().get(text) or _before_its_region(text):
            return Meant(tuple(found))
    return _nearest(_bare(plain(typed)))


def exactly(name: str) -> tuple[Named, ...]:
    """Return the places that have this name, or a name and its county; nothing is guessed."""
    text = _bare(plain(name))
    return _known().get(text) or tuple(_before_its_region(text))


def _bare(text: str) -> str:
    return _AFTER.sub("", _BEFORE.sub("", text))


def _before_its_region(text: str) -> list[Named]:
    """Find "newport isle of wight", which has no comma."""
    words = text.split()
    return [
        named
        for count in range(1, len(words))
        for named in _known().get(" ".join(words[:count]), ())
        if _is_in(named, " ".join(words[count:]))
    ]


def _is_in(named: Named, county: str) -> bool:
    return county in _names_of_counties()[named.place.region]


def _nearest(text: str) -> Meant:
    errors = min(MOST_ERRORS, len(text) // LETTERS_FOR_ONE)
    if not errors:
        return Meant()
    near = process.extract(
        text, list(_known()), scorer=OSA.distance, score_cutoff=errors, limit=MOST_CHOICES
    )
    best = [name for name, distance, _place in near if distance == near[0][1]]
    found = _each_place_once(named for name in best for named in _known()[name])
    return Meant(found[:MOST_CHOICES], guessed=bool(found))


def _each_place_once(every: Iterable[Named]) -> tuple[Named, ...]:
    return tuple({id(named.place): named for named in every}.values())


@cache
def _names_of_counties() -> dict[str, frozenset[str]]:
    return {county.region: frozenset(map(plain, county.names)) for county in counties()}


@cache
def _known() -> dict[str, tuple[Named, ...]]:
    """Every name as it is compared, with the places that have it; "London" is a town first."""
    found: defaultdict[str, list[Named]] = defaultdict(list)
    towns = {name for place in places() for name in place.names}
    for place in (*places(), *(county for county in counties() if county.region not in towns)):
        for name in place.names:
            found[plain(name)].append(Named(name, place))
    return {name: tuple(every) for name, every in found.items()}
