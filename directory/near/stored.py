"""The postcodes that an operator imported, as far as memory holds them.

Outward codes are read once for each content generation. Whole postcodes are too many, so all of one
outward code are read together: the database and its logs never meet the one that was typed. While
the database is down there are none, and our own points stand.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db import DatabaseError, InterfaceError

from core.kept import kept
from directory.models import PostcodePoint
from directory.near.points import Point
from directory.near.postcodes import Postcode


@dataclass(frozen=True, slots=True)
class Imported:
    """What was imported. ``editions`` are whose data it is and from when."""

    outward: dict[str, Point] = field(default_factory=dict)
    editions: frozenset[tuple[str, date]] = frozenset()
    has_units: bool = False


@kept(instead=Imported)
def imported() -> Imported:
    """Return what this content generation has; the last known while the database is down."""
    codes = PostcodePoint.objects.filter(outward="")
    rows = list(codes.values_list("code", "latitude", "longitude", "source", "as_of"))
    return Imported(
        outward={code: Point(north, east) for code, north, east, _source, _as_of in rows},
        editions=frozenset((source, as_of) for *_where, source, as_of in rows),
        has_units=PostcodePoint.objects.filter(outward__gt="").exists(),
    )


def unit_point(postcode: Postcode) -> Point | None:
    """Return where a whole postcode is; None if only a part was typed, or it was not imported."""
    if not (postcode.unit and imported().has_units):
        return None
    try:
        beside = PostcodePoint.objects.filter(outward=postcode.outward)
        rows = beside.values_list("code", "latitude", "longitude")
        return next((Point(*where) for code, *where in rows if code == postcode.unit), None)
    except (DatabaseError, InterfaceError):
        return None
