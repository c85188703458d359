"""Files of postcodes, read row by row: ONSPD, or Code-Point Open, told apart by their columns.

Either may be the archive as it is downloaded or a CSV file out of it.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from directory.near.credits import CODE_POINT_OPEN, ONSPD
from directory.near.importing import files
from directory.near.importing.files import Row, WrongFile
from directory.near.importing.osgb import to_wgs84
from directory.near.points import Point
from directory.near.postcodes import Postcode, split

CODE_COLUMNS = ("pcds", "pcd", "pcd7", "pcd2", "pcd8")
"""What ONSPD has called the column of the whole postcode, in one edition or another."""
NORTHERN_IRELAND = "BT"
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_EDITION = re.compile(rf"({'|'.join(_MONTHS)})[A-Z]*[_ -]?(20\d\d)")

_OLD_FORM = re.compile(r"(?=.*[0-9])[A-Z0-9 ]{5,8}")
"""GIR 0AA and NPT 1AA are, or were, postcodes too."""
_HEADINGS = ("pc", "postcode")


@dataclass(frozen=True, slots=True)
class Read:
    """One row: the postcode, None if it is of an old form; its point, None if it has no place."""

    postcode: Postcode | None
    terminated: bool
    point: Point | None


@dataclass(frozen=True, slots=True)
class Edition:
    """A file that was recognised. ``as_of`` is None where nothing about it says when it is from."""

    path: Path
    source: str
    as_of: date | None
    members: tuple[str, ...]

    def rows(self) -> Iterator[Read]:
        """Read it from its beginning; raises `WrongFile` at the first row that cannot be read."""
        for member in self.members:
            yield from _rows(self.path, member, self.source)


def recognised(path: Path) -> Edition:
    """Return which of the two a file is; raises `WrongFile` if it is neither."""
    kinds: dict[str, str] = {}
    failure = None
    for member in files.members(path):
        try:
            kinds[member] = _kind(path, member)
        except WrongFile as error:
            # Beside the data an archive has files that are none of our business.
            failure = error
    if onspd := [member for member in kinds if kinds[member] == ONSPD]:
        # The archive has the same rows again, in parts.
        largest = max(onspd, key=lambda member: files.size(path, member))
        return Edition(path, ONSPD, _date(path, largest), (largest,))
    if open_ones := [member for member in kinds if kinds[member] == CODE_POINT_OPEN]:
        return Edition(path, CODE_POINT_OPEN, _date(path, open_ones[0]), tuple(open_ones))
    raise failure or WrongFile(
        f"{path.name} is neither ONSPD nor Code-Point Open: download one of them and give its "
        "archive (.zip) or the CSV file in it."
    )


def _kind(path: Path, member: str) -> str:
    with ExitStack() as opened:
        rows = files.rows(path, member, opened)
        first = next(rows, [])
        if _is_heading(first):
            first = next(rows, [])
    columns = {column.strip().lower() for column in first}
    if {"doterm", "lat", "long"} <= columns and columns & set(CODE_COLUMNS):
        return ONSPD
    if len(first) >= 4 and split(first[0]) and first[2].isdecimal() and first[3].isdecimal():
        return CODE_POINT_OPEN
    return ""


def _rows(path: Path, member: str, source: str) -> Iterator[Read]:
    name = member.rpartition("/")[2] or path.name
    with ExitStack() as opened:
        rows = files.rows(path, member, opened)
        read = _onspd(next(rows)) if source == ONSPD else _code_point_open
        for number, row in enumerate(rows, 2 if source == ONSPD else 1):
            if not row or (number == 1 and _is_heading(row)):
                continue
            try:
                yield read(row)
            except (ValueError, IndexError):
                raise WrongFile(
                    f"Line {number} of {name} cannot be read: the file is damaged or incomplete."
                ) from None


def _onspd(header: Row) -> Callable[[Row], Read]:
    columns = {column.strip().lower(): place for place, column in enumerate(header)}
    code = next(columns[name] for name in CODE_COLUMNS if name in columns)
    doterm, lat, long = (columns[name] for name in ("doterm", "lat", "long"))

    def read(row: Row) -> Read:
        if len(row) != len(header):
            raise ValueError
        point = Point(float(row[lat] or "nan"), float(row[long] or "nan"))
        return Read(_postcode(row[code]), bool(row[doterm].strip()), _known(point))

    return read


def _code_point_open(row: Row) -> Read:
    easting, northing = int(row[2]), int(row[3])
    # Quality 90: no coordinates.
    point = _known(to_wgs84(easting, northing)) if easting and northing else None
    return Read(_postcode(row[0]), False, point)


def _postcode(text: str) -> Postcode | None:
    found = split(text)
    if not found and not _OLD_FORM.fullmatch(text):
        raise ValueError
    return found


def _is_heading(row: Row) -> bool:
    return bool(row) and row[0].strip().lower() in _HEADINGS


def _known(point: Point) -> Point | None:
    """ONSPD writes a place nobody knows as 99.999999 degrees north."""
    return point if point.is_in_the_uk() else None


def _date(path: Path, member: str) -> date | None:
    """Return the month in the file's name, or when the archive's file was written."""
    for name in (member.rpartition("/")[2], path.name):
        if found := _EDITION.search(name.upper()):
            return date(int(found[2]), _MONTHS.index(found[1]) + 1, 1)
    return files.written_on(path, member)
