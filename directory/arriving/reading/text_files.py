"""Rows of CSV files, whatever wrote them. Raises one sentence for what is no CSV."""

import csv
import io
from codecs import getincrementaldecoder
from collections.abc import Generator
from typing import IO

from directory.arriving.stops import Stopped

LONGEST_CELL = 200_000
MOST_ROWS = 2_000_000


def rows_of(file: IO[bytes], name: str, most: int = MOST_ROWS) -> Generator[list[str], None, None]:
    """Yield the rows of an open file, its headings first; empty rows are left out.

    most: rows that are read, the headings and empty ones included. Raises `Stopped` for more.
    """
    csv.field_size_limit(LONGEST_CELL)
    text = _as_text(file)
    try:
        for number, row in enumerate(csv.reader(text, strict=True), 1):
            if number > most:
                raise Stopped(f"{name} has too many rows.")
            if any(cell.strip() for cell in row):
                yield row
    except (csv.Error, UnicodeError) as error:
        raise Stopped(f"{name} is no CSV that can be read: {error}.") from None
    finally:
        text.detach()  # the file is its owner's to close


def _as_text(file: IO[bytes]) -> io.TextIOWrapper:
    """Return a file of bytes as text: UTF-8 if all of it is, and otherwise what Windows wrote."""
    decoder = getincrementaldecoder("utf-8")()
    encoding = "utf-8-sig"
    try:
        while piece := file.read(65536):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        encoding = "cp1252"
    file.seek(0)
    return io.TextIOWrapper(file, encoding, errors="replace", newline="")  # type: ignore[type-var]
