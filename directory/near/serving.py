"""Which hubs serve a place, by the postcodes that each profile says its area has.

Nobody is refused anything by this. Borders of police areas run through postcodes, so two hubs may
serve one, and of places without a profile nothing is known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from directory.near.areas import places
from directory.near.points import Point, middle
from directory.near.postcodes import area_of
from hub import profile
from hub.profile import Profile
from hub.snapshot import current_hub


@dataclass(frozen=True, slots=True)
class Server:
    """A hub by which a place is served. What its profile does not state is empty."""

    slug: str
    name: str
    area: str
    phone: str
    website: str

    @property
    def href(self) -> str:
        """The address of its website for a link; profiles write it as people say it."""
        if not self.website or "://" in self.website:
            return self.website
        return f"https://{self.website}"


@dataclass(frozen=True, slots=True)
class Served:
    """Who serves a place, and whether this hub is among them; neither if nobody is known to."""

    hubs: tuple[Server, ...] = ()
    is_ours: bool = False

    @property
    def is_outside(self) -> bool:
        """Whether other hubs are known to serve the place, and this one is not."""
        return bool(self.hubs) and not self.is_ours


def serving(code: str) -> Served:
    """Return who serves an outward code or a postcode area, from the profiles that ship."""
    hubs = tuple(_servers()[slug] for slug in best(code, _held()))
    own = current_hub().slug
    return Served(hubs, any(server.slug == own for server in hubs))


def home() -> Point | None:
    """Return the middle of the towns that this hub serves; None if its profile names none."""
    return _middle(current_hub().slug)


def best(code: str, held: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the names of those whose entries fit a code best: an outward code before an area.

    held: outward codes and postcode areas by the name of who holds them. A postcode area fits all
    who hold it or any part of it, those who hold it whole first.
    """
    if code == area_of(code):
        fits = {name: _of_area(code, entries) for name, entries in held.items()}
        return sorted((name for name in fits if fits[name]), key=lambda name: -fits[name])
    lengths = {name: max(_fits(code, entries), default=0) for name, entries in held.items()}
    longest = max(lengths.values(), default=0)
    return [name for name, length in lengths.items() if length and length == longest]


def _fits(code: str, entries: Iterable[str]) -> Iterable[int]:
    """How much of a code each entry says: EC1 and EC say EC1A, but SO1 says nothing of SO14."""
    ways = {code, area_of(code)} | ({code[:-1]} if code[-1:].isalpha() else set())
    return (len(entry) for entry in entries if entry in ways)


def _of_area(area: str, entries: Iterable[str]) -> int:
    """2 if the area is held whole, 1 if in part, 0 if not at all."""
    if area in entries:
        return 2
    return int(any(area_of(entry) == area for entry in entries))


@cache
def _profiles() -> tuple[Profile, ...]:
    """Every profile that can be read: a broken one must not cost anybody their search."""
    return tuple(stated for stated in map(_loaded, profile.slugs()) if stated)


def _loaded(slug: str) -> Profile | None:
    try:
        return profile.load(slug)
    except profile.ProfileError:
        return None


@cache
def _held() -> dict[str, tuple[str, ...]]:
    return {stated.slug: stated.postcodes for stated in _profiles()}


@cache
def _servers() -> dict[str, Server]:
    return {p.slug: Server(p.slug, p.name, p.area, p.phone, p.website) for p in _profiles()}


@cache
def _middle(slug: str) -> Point | None:
    own = {slug: _held().get(slug, ())}
    return middle(place.point for place in places() if best(place.outward, own))
