"""Our own spreadsheet: a row for each service, under the headings of ``columns``.

Cells are text, whatever the spreadsheet thinks of them. A formula is never worked out; what it
would have said is left out.
"""

import lzma
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from directory.arriving.columns import BY_HEADING, COLUMNS, NEEDED, form_of
from directory.arriving.reading.text_files import rows_of
from directory.arriving.stops import Stopped

MOST_UNPACKED = 150 * 1024**2
MOST_WORDS = 60 * 1024**2
"""Bytes of the part of a spreadsheet that is kept in memory: its texts."""
MOST_ROWS = 100_000
MOST_COLUMNS = 100
WORDS_PART = "xl/sharedStrings.xml"
ROWS_PARTS = ("xl/worksheets/", WORDS_PART)
MOST_BESIDE = 1024**2
"""Bytes of styles and the like: they say how it looks, and are read into memory whole."""
SERVICES, EXPLAINED = "Services", "What to write"


def from_xlsx(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the service of each row of the first sheet. Raises `Stopped`."""
    try:
        _judge(path)
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MOST_COLUMNS)
            yield from _forms(([_text(cell) for cell in row] for row in rows), path.name)
        finally:
            book.close()
    except (BadZipFile, ParseError, KeyError, ValueError, TypeError, IndexError, OSError,
            AttributeError, EOFError, NotImplementedError, RuntimeError,
            zlib.error, lzma.LZMAError) as error:  # fmt: skip
        raise Stopped(f"{path.name} is no spreadsheet that can be read.") from error


def from_csv(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the service of each row of a CSV file with the same headings. Raises `Stopped`."""
    with path.open("rb") as file, closing(rows_of(file, path.name)) as rows:
        yield from _forms(rows, path.name)


def write(file: Path | IO[bytes], forms: Iterable[Mapping[str, Any]]) -> None:
    """Write services as a spreadsheet that `from_xlsx` reads, with the explanations beside them.

    Every cell is text: what begins with ``=`` is no formula.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SERVICES)
    sheet.freeze_panes = "C2"
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([_cell(sheet, column.heading, bold=True) for column in COLUMNS])
    for form in forms:
        sheet.append([_cell(sheet, column.cell.write(dict(form))) for column in COLUMNS])
    explained = book.create_sheet(EXPLAINED)
    for letter, width in (("A", 40), ("B", 80), ("C", 60)):
        explained.column_dimensions[letter].width = width
    explained.append(
        [_cell(explained, text, bold=True) for text in ("Column", EXPLAINED, "Example")]
    )
    for column in COLUMNS:
        needed = "Needed. " if column.heading in NEEDED else ""
        texts = (column.heading, needed + column.explanation, column.example)
        explained.append([_cell(explained, text) for text in texts])
    book.save(file)


def _judge(path: Path) -> None:
    """Raise `Stopped` for what would fill the memory. A zip gives no more than it says it holds."""
    with ZipFile(path) as package:
        sizes = {each.filename: each.file_size for each in package.infolist()}
    rest = (size for name, size in sizes.items() if not name.startswith(ROWS_PARTS))
    if (
        sum(sizes.values()) > MOST_UNPACKED
        or sizes.get(WORDS_PART, 0) > MOST_WORDS
        or max(rest, default=0) > MOST_BESIDE
    ):
        raise Stopped(f"{path.name} is too large: make several of it.")


def _forms(rows: Iterator[list[str]], name: str) -> Iterator[dict[str, Any]]:
    headings = [text.strip() for text in next(rows, [])]
    known = [text.casefold() for text in headings]
    missing = [text for text in NEEDED if text.casefold() not in known]
    if missing:
        raise Stopped(
            f"{name} has no column “{missing[0]}”. `manage.py directory template` writes a "
            "spreadsheet with all of them."
        )
    for heading in BY_HEADING:
        if known.count(heading) > 1:
            raise Stopped(f"{name} has two columns “{BY_HEADING[heading].heading}”.")
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise Stopped(f"{name} has more than {MOST_ROWS:,} rows: make several of it.")
        cells = dict(zip(headings, row, strict=False))
        if any(cell.strip() for cell in cells.values()):
            yield form_of(cells)


def _text(cell: Any) -> str:
    value = cell.value
    if value is None or cell.data_type in ("f", "e"):
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _cell(sheet: Any, text: str, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell
