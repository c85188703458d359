"""The points of our own making: postcode areas, outward codes, and places with names.

The files in ``data/`` say what they are. They are read once; nothing in them comes from a dataset,
so each point is about right and no more.
"""

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from directory.near.points import Point, middle

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Area:
    """A postcode area or an outward code: where about it is, and the town people would name."""

    code: str
    name: str
    point: Point


@dataclass(frozen=True, slots=True)
class Place:
    """A town, village or county. ``outward`` is the outward code of its middle; a county has none.

    region: the county or region by which two of one name are told apart. names: the ways to say it,
    the usual one first.
    """

    names: tuple[str, ...]
    region: str
    point: Point
    outward: str = ""


@cache
def areas() -> dict[str, Area]:
    """Return the 124 postcode areas by their letters."""
    return _read_areas("areas")


@cache
def outward_codes() -> dict[str, Area]:
    """Return the outward codes of which we know more than their area.

    Beside those that have a line of their own, these are the codes of the places we know.
    """
    towns: defaultdict[str, list[Place]] = defaultdict(list)
    for place in places():
        towns[place.outward].append(place)
    known = {
        code: Area(code, here[0].names[0], point)
        for code, here in towns.items()
        if (point := middle(place.point for place in here))
    }
    return known | _read_areas("outward_codes")


@cache
def places() -> tuple[Place, ...]:
    """Return every town and village, in the order of the file."""
    return tuple(
        Place(tuple(name.strip() for name in names.split("/")), region, Point(north, east), code)
        for region, towns in _read("places").items()
        for names, (north, east, code) in towns.items()
    )


@cache
def counties() -> tuple[Place, ...]:
    """Return the counties and regions by all their names, each in the middle of its towns."""
    others = _read("counties")
    towns: defaultdict[str, list[Point]] = defaultdict(list)
    for place in places():
        towns[place.region].append(place.point)
    return tuple(
        Place((region, *others.get(region, ())), region, point)
        for region, points in towns.items()
        if (point := middle(points))
    )


def _read_areas(name: str) -> dict[str, Area]:
    return {
        code: Area(code, town, Point(north, east))
        for code, (town, north, east) in _read(name).items()
    }


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
