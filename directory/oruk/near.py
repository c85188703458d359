"""Which places are near a postcode: distances over the ground, all of it in memory.

The postcode is somebody's. It is never sent to the database, kept, or written down.
"""

from collections.abc import Callable, Iterable
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

Point = tuple[float, float]
"""Latitude and longitude in degrees, WGS84."""
EARTH = 6_371_009.0  # metres


def metres(one: Point, other: Point) -> float:
    """Return the distance over the ground between two points."""
    north, east = radians(other[0] - one[0]), radians(other[1] - one[1])
    shrunk = cos(radians(one[0])) * cos(radians(other[0]))
    return 2 * EARTH * asin(sqrt(min(1.0, sin(north / 2) ** 2 + shrunk * sin(east / 2) ** 2)))


def within(
    centre: Point,
    distance: float,
    locations: Iterable[tuple[UUID, str, float | None, float | None]],
    point_of: Callable[[str], Point | None],
) -> set[UUID]:
    """Return the locations within that many metres. Without degrees, one is where its postcode is."""
    band = distance / 110_000  # degrees of latitude, a little too many
    found = set()
    for pk, postcode, latitude, longitude in locations:
        if latitude is not None and longitude is not None:
            point: Point | None = (latitude, longitude)
        else:
            point = point_of(postcode) if postcode else None
        if point and abs(point[0] - centre[0]) <= band and metres(centre, point) <= distance:
            found.add(pk)
    return found
