"""Points on the map and the distance between them: pure."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

EARTH_IN_MILES = 3958.8
"""The mean radius. On a sphere, distances within the UK are right to half a per cent."""
FAR = 20
"""Miles. What is further, and only about right, is said in steps of five."""


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees north and degrees east (WGS84)."""

    latitude: float
    longitude: float

    def is_in_the_uk(self) -> bool:
        """Tell whether it lies in the box around the UK, the Isle of Man and the Channel Islands.

        Anything else is a fault of whoever told us: a place at sea, or two numbers swapped.
        """
        return 49 <= self.latitude <= 61 and -9 <= self.longitude <= 2


def miles(a: Point, b: Point) -> float:
    """Return the distance in a straight line over the ground, in miles."""
    north_a, north_b = math.radians(a.latitude), math.radians(b.latitude)
    up = math.sin((north_b - north_a) / 2)
    along = math.sin(math.radians(b.longitude - a.longitude) / 2)
    half = up * up + math.cos(north_a) * math.cos(north_b) * along * along
    return 2 * EARTH_IN_MILES * math.asin(math.sqrt(min(1.0, half)))


def middle(points: Iterable[Point]) -> Point | None:
    """Return the mean of some points that lie close together; None where there is none."""
    every = list(points)
    if not every:
        return None
    return Point(
        math.fsum(point.latitude for point in every) / len(every),
        math.fsum(point.longitude for point in every) / len(every),
    )


def near_in_words(distance: float, approximate: bool) -> str:
    """Return a distance in miles as a person would say it.

    An approximate one never claims to be less than a mile, because nobody knows that.
    """
    if not approximate:
        return _precisely(distance)
    if distance < 1.5:
        return _("about a mile away")
    return _("about %(miles)d miles away") % {"miles": _rounded(distance)}


def _precisely(distance: float) -> str:
    if distance < 1:
        return _("less than a mile away")
    if distance < 1.5:
        return _("a mile away")
    return _("%(miles)d miles away") % {"miles": math.floor(distance + 0.5)}


def _rounded(distance: float) -> int:
    step = 5 if distance > FAR else 1
    return step * math.floor(distance / step + 0.5)
