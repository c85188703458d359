"""What is kept of a file of postcodes: all of it, or nothing and what there was before.

A file is read to its end before anything is written, so that a damaged one changes nothing and the
database is busy only while it writes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.db import transaction

from core import generation
from directory.models import PostcodePoint
from directory.near.importing.reading import NORTHERN_IRELAND, Edition, Read
from directory.near.points import Point

BATCH = 2000
"""Rows written at a time."""
DECIMALS = 5
"""Of a degree: about a metre."""


@dataclass(slots=True)
class Tally:
    """What a file holds: the sums of each outward code, and how many rows were passed over."""

    sums: dict[str, tuple[float, float, int]] = field(default_factory=dict)
    used: int = 0
    terminated: int = 0
    northern_ireland: int = 0
    nowhere: int = 0

    def add(self, read: Read) -> None:
        """Count a row."""
        if read.postcode and read.point and is_used(read):
            self._sum(read.postcode.outward, read.point)
        elif read.terminated:
            self.terminated += 1
        elif read.postcode and read.point:
            self.northern_ireland += 1
        else:
            self.nowhere += 1

    def means(self) -> Iterator[tuple[str, Point]]:
        """Yield each outward code with the mean of its postcodes."""
        for outward, (north, east, count) in self.sums.items():
            yield outward, Point(north / count, east / count)

    def _sum(self, outward: str, point: Point) -> None:
        north, east, count = self.sums.get(outward, (0.0, 0.0, 0))
        self.sums[outward] = (north + point.latitude, east + point.longitude, count + 1)
        self.used += 1


def is_used(read: Read) -> bool:
    """Tell whether a row is kept.

    Postcodes of Northern Ireland are not: their licence does not let anybody publish them.
    """
    if read.terminated or not read.postcode or not read.point:
        return False
    return read.postcode.area != NORTHERN_IRELAND


def tallied(edition: Edition) -> Tally:
    """Read a file to its end and return what it holds; raises `WrongFile`."""
    tally = Tally()
    for read in edition.rows():
        tally.add(read)
    return tally


def replace(edition: Edition, tally: Tally, *, as_of: date, units: bool) -> None:
    """Put what the file holds in the place of all that was imported before; raises `WrongFile`.

    ``units`` keeps every whole postcode as well.
    """

    def row(code: str, outward: str, point: Point) -> PostcodePoint:
        north, east = round(point.latitude, DECIMALS), round(point.longitude, DECIMALS)
        return PostcodePoint(
            code=code, outward=outward, latitude=north, longitude=east,
            source=edition.source, as_of=as_of,
        )  # fmt: skip

    with transaction.atomic():
        PostcodePoint.objects.all().delete()
        _write(row(outward, "", point) for outward, point in tally.means())
        if units:
            _write(
                row(read.postcode.unit, read.postcode.outward, read.point)
                for read in edition.rows()
                if read.postcode and read.point and is_used(read)
            )
        generation.bump()


def _write(rows: Iterable[PostcodePoint]) -> None:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        PostcodePoint.objects.bulk_create(batch)
