"""Where somebody means: `find` takes what they typed and never fails, nor keeps it.

The first that knows wins: an imported postcode, an imported outward code, our own point of the
outward code, a postcodes.io of the operator's, our own point of the postcode area. Names are looked
up in memory.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from directory.near import names, postcodes, postcodes_io, serving, stored
from directory.near.areas import areas, outward_codes
from directory.near.names import Named
from directory.near.points import Point, miles
from directory.near.postcodes import Postcode

LONGEST = 100
"""Characters. Anything longer is no place, and is not looked at."""


class Precision(StrEnum):
    """How much of a place was known, the best first."""

    POSTCODE = "postcode"
    OUTWARD_CODE = "outward code"
    TOWN = "town"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Found:
    """A place. ``label`` says what was understood, for the person to see.

    code: the outward code, or the postcode area, for `serving`; empty for a county. approximate:
    distances from here are only about right. guessed: the name was misspelt.
    """

    point: Point
    label: str
    precision: Precision
    approximate: bool
    code: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing we know, or several places of one name: ``choices`` to pick from."""

    choices: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """Who knows where something is, beside our own points. Each may know nothing."""

    unit: Callable[[Postcode], Point | None] = lambda _postcode: None
    outward: Callable[[str], Point | None] = lambda _outward: None
    elsewhere: Callable[[str], Point | None] = lambda _outward: None
    home: Callable[[], Point | None] = lambda: None


def find(typed: str) -> Found | Unknown:
    """Return the place that somebody typed: a postcode, a part of one, or a name.

    Of several places with one name, the nearest to this hub is the first choice.
    """
    return read(
        typed,
        Sources(
            unit=stored.unit_point,
            outward=lambda outward: stored.imported().outward.get(outward),
            elsewhere=postcodes_io.point_of,
            home=serving.home,
        ),
    )


def read(typed: str, sources: Sources) -> Found | Unknown:
    """Return the place that somebody typed, as far as those sources and our own points know it."""
    if not typed.strip() or len(typed) > LONGEST:
        return Unknown()
    if postcode := postcodes.read(typed, areas()):
        return _of_postcode(postcode, sources)
    meant = names.look_up(typed)
    found = [_of_name(named, meant.guessed) for named in meant.places]
    if len(found) == 1:
        return found[0]
    if found and (home := sources.home()):
        found.sort(key=lambda place: miles(home, place.point))
    return Unknown(tuple(found))


def _of_name(named: Named, guessed: bool) -> Found:
    place = named.place
    precision = Precision.TOWN if place.outward else Precision.AREA
    return Found(place.point, named.label, precision, True, place.outward, guessed)


def _of_postcode(postcode: Postcode, sources: Sources) -> Found:
    area = areas()[postcode.area]
    if not postcode.outward:
        label = f"{area.code}, {area.name}"
        return Found(area.point, label, Precision.AREA, True, area.code)
    near = outward_codes().get(postcode.outward, area)
    point, precision = _where(postcode, sources, area.point)
    label = f"{postcode.outward}, {near.name}"
    return Found(point, label, precision, precision != Precision.POSTCODE, postcode.outward)


def _where(postcode: Postcode, sources: Sources, otherwise: Point) -> tuple[Point, Precision]:
    """Ask one after another; who comes after one that knows is not asked."""
    if point := sources.unit(postcode):
        return point, Precision.POSTCODE
    outward = postcode.outward
    own = outward_codes().get(outward)
    if point := sources.outward(outward) or (own and own.point) or sources.elsewhere(outward):
        return point, Precision.OUTWARD_CODE
    return otherwise, Precision.AREA


def of_place(postcode: str, latitude: float | None, longitude: float | None) -> Point | None:
    """Return where one of our own places is: its degrees, or about where its postcode is."""
    if latitude is not None and longitude is not None:
        return Point(latitude, longitude)
    own = Sources(outward=lambda outward: stored.imported().outward.get(outward))
    found = read(postcode, own)
    return found.point if isinstance(found, Found) else None
