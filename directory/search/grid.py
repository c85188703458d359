"""Which services are how far from a point: a grid, so that only what is near is measured."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from math import cos, floor, radians
from operator import or_

from directory.near.points import Point
from directory.search.bits import bits

MILES_PER_DEGREE = 69.09
CELL = 0.1  # degrees
BANDS = (2, 5, 10, 25, 50)  # miles
FURTHEST = BANDS[-1]


class Grid:
    """The points of numbered services."""

    def __init__(self, points: Iterable[tuple[int, Point]], size: int) -> None:
        self.size = size
        self.cells: dict[tuple[int, int], list[tuple[int, float, float]]] = {}
        for number, point in points:
            self.cells.setdefault(_cell(point), []).append(
                (number, point.latitude, point.longitude)
            )

    def around(self, here: Point, furthest: int = 0) -> dict[int, int]:
        """Return for each band the set of numbers that have a point within so many miles.

        Bands beyond ``furthest`` miles are left out; 0 is the furthest band there is.
        """
        bands = [band for band in BANDS if band <= (furthest or FURTHEST)] or [BANDS[0]]
        squares = [band * band for band in bands]
        found: list[list[int]] = [[] for _band in (*bands, "beyond")]
        narrow = cos(radians(here.latitude))
        for number, latitude, longitude in self._within_reach(here, bands[-1], narrow):
            high = (latitude - here.latitude) * MILES_PER_DEGREE
            wide = (longitude - here.longitude) * MILES_PER_DEGREE * narrow
            found[bisect_left(squares, high * high + wide * wide)].append(number)
        within = accumulate((bits(near, self.size) for near in found[:-1]), or_)
        return dict(zip(bands, within, strict=True))

    def _within_reach(
        self, here: Point, reach: float, narrow: float
    ) -> Iterable[tuple[int, float, float]]:
        high = reach / MILES_PER_DEGREE
        wide = high / max(0.1, narrow)
        lowest = _cell(Point(here.latitude - high, here.longitude - wide))
        highest = _cell(Point(here.latitude + high, here.longitude + wide))
        for row in range(lowest[0], highest[0] + 1):
            for column in range(lowest[1], highest[1] + 1):
                yield from self.cells.get((row, column), ())


def _cell(point: Point) -> tuple[int, int]:
    return floor(point.latitude / CELL), floor(point.longitude / CELL)
