"""A CSV file, alone or in an archive, row by row: never in memory as a whole.

Whatever is wrong with it is one sentence.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO

LONGEST_LINE = 20_000
"""Characters. A file without ends of lines is not read into memory in the search for one."""
NO_YEAR = 1980
"""What packs an archive without knowing the date writes this."""

Row = list[str]


class WrongFile(Exception):
    """A file that cannot be used: one sentence for whoever runs the command."""


def members(path: Path) -> list[str]:
    """Return the CSV files of an archive, or one empty name for a file that is none."""
    try:
        if not zipfile.is_zipfile(path):
            return [""]
        with zipfile.ZipFile(path) as archive:
            return [name for name in archive.namelist() if name.lower().endswith(".csv")]
    except (OSError, zipfile.BadZipFile) as error:
        raise WrongFile(f"{path.name} cannot be read: {_why(error)}.") from None


def rows(path: Path, member: str, opened: ExitStack) -> Iterator[Row]:
    """Yield the rows of a file, or of one file of an archive; raises `WrongFile`.

    What is not UTF-8 becomes question marks: nothing that we read has a letter beyond ASCII.
    """
    try:
        text = _text(path, member, opened)
        yield from csv.reader(iter(partial(text.readline, LONGEST_LINE), ""), strict=True)
    except (OSError, EOFError, csv.Error, zlib.error, zipfile.BadZipFile) as error:
        raise WrongFile(f"{path.name} cannot be read: {_why(error)}.") from None
    except (RuntimeError, NotImplementedError):
        raise WrongFile(f"{path.name} is locked, or packed in a way we cannot open.") from None


def _text(path: Path, member: str, opened: ExitStack) -> IO[str]:
    if not member:
        return opened.enter_context(path.open(encoding="utf-8-sig", errors="replace", newline=""))
    archive = opened.enter_context(zipfile.ZipFile(path))
    packed = opened.enter_context(archive.open(member))
    return io.TextIOWrapper(packed, encoding="utf-8-sig", errors="replace", newline="")


def size(path: Path, member: str) -> int:
    """Return how many bytes there are to read."""
    if not member:
        return path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        return archive.getinfo(member).file_size


def written_on(path: Path, member: str) -> date | None:
    """Return when a file of an archive was written; None where nothing says so."""
    if not member:
        return None
    with zipfile.ZipFile(path) as archive:
        year, month, day = archive.getinfo(member).date_time[:3]
    return date(year, month, day) if year > NO_YEAR and month and day else None


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or "it ends too early"
