"""Which services are how far from a point: a grid, so that only what is near is measured."""

from collections.abc import Iterable
from math import cos, floor, hypot, radians

from directory.search.bits import bits
from directory.search.documents import Point

MILES_PER_DEGREE = 69.09
CELL = 0.25  # degrees
BANDS = (2, 5, 10, 25, 50)  # miles
FURTHEST = BANDS[-1]


def miles(one: Point, other: Point) -> float:
    """Return the distance of two points in miles; right to a hundredth within a county."""
    narrow = cos(radians((one[0] + other[0]) / 2))
    return MILES_PER_DEGREE * hypot(one[0] - other[0], (one[1] - other[1]) * narrow)


class Grid:
    """The points of numbered services."""

    def __init__(self, points: Iterable[tuple[int, Point]], size: int) -> None:
        self.size = size
        self.cells: dict[tuple[int, int], list[tuple[int, Point]]] = {}
        for number, point in points:
            self.cells.setdefault(_cell(point), []).append((number, point))

    def around(self, here: Point) -> dict[int, int]:
        """Return for each band the set of numbers that have a point within so many miles."""
        found: dict[int, list[int]] = {band: [] for band in BANDS}
        for number, point in self._within_reach(here):
            distance = miles(here, point)
            for band in BANDS:
                if distance <= band:
                    found[band].append(number)
        return {band: bits(near, self.size) for band, near in found.items()}

    def _within_reach(self, here: Point) -> Iterable[tuple[int, Point]]:
        high = FURTHEST / MILES_PER_DEGREE
        wide = high / max(0.1, cos(radians(here[0])))
        lowest, highest = (
            _cell((here[0] - high, here[1] - wide)),
            _cell((here[0] + high, here[1] + wide)),
        )
        for row in range(lowest[0], highest[0] + 1):
            for column in range(lowest[1], highest[1] + 1):
                yield from self.cells.get((row, column), ())


def _cell(point: Point) -> tuple[int, int]:
    return floor(point[0] / CELL), floor(point[1] / CELL)
