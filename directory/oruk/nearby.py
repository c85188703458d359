"""Which places are near a postcode: distances over the ground, all of it in memory.

The postcode is somebody's. It is never kept or written down, and only its first part is ever asked
of the database (``directory.near``).
"""

from collections.abc import Mapping

from directory.near import finding
from directory.near.points import Point, miles

METRES_IN_A_MILE = 1609.344
METRES_IN_A_DEGREE = 110_000  # of latitude; a little too few


def centre(typed: str) -> Point | None:
    """Return where a postcode is, or the part of one that somebody typed; None if nobody knows."""
    found = finding.find(typed)
    return found.point if isinstance(found, finding.Found) else None


def within(here: Point, metres: float, places: Mapping[str, Point]) -> set[str]:
    """Return those places that are at most so far away."""
    band, most = metres / METRES_IN_A_DEGREE, metres / METRES_IN_A_MILE
    return {
        pk
        for pk, point in places.items()
        if abs(point.latitude - here.latitude) <= band and miles(here, point) <= most
    }
