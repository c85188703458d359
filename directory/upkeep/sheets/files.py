"""A spreadsheet file read and written: every cell is text, and no formula ever runs."""

import lzma
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

LARGEST = 2 * 1024**2
MOST_UNPACKED = 40 * 1024**2
"""Bytes: of the file, and of what is packed in it."""
MOST_OF_A_PART = 1024**2
"""Bytes of any part of it but the rows and their texts: openpyxl reads those whole."""
MOST_TAGS = 2_000_000
"""Of a sheet or its texts, those that close one too: each takes about a microsecond."""
MOST_ROWS = 20_000
MOST_COLUMNS = 60
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that some program would take for a formula."""
_LARGE = re.compile(r"xl/(?:worksheets/[^/]+|sharedStrings)\.xml")
_ROW = re.compile(rb"<(?:[^<>\s/]{1,20}:)?row(?=[\s/>])")
_NOT_ONE = (
    BadZipFile, ParseError, KeyError, ValueError, TypeError, IndexError, OSError, AttributeError,
    EOFError, NotImplementedError, RuntimeError, zlib.error, lzma.LZMAError,
)  # fmt: skip


@dataclass(slots=True)
class Sheet:
    """What a file says: by row number, the text under each heading. ``formulas`` names cells."""

    headings: list[str] = field(default_factory=list)
    rows: dict[int, dict[str, str]] = field(default_factory=dict)
    formulas: list[tuple[int, str]] = field(default_factory=list)


def read(file: IO[bytes], size: int) -> Sheet:
    """Return the first sheet of an xlsx file of so many bytes.

    Raises ValidationError, with one sentence for the editor, for what is too large or none.
    """
    if size > LARGEST:
        raise ValidationError(_("The file is too large: at most 2 MB."))
    try:
        with ZipFile(file) as package:
            _judge(package)
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            return _sheet(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS + 2))
        finally:
            book.close()
    except _NOT_ONE as error:
        raise ValidationError(_("This is no spreadsheet (.xlsx) that can be read.")) from error


def _judge(package: ZipFile) -> None:
    """Refuse what would fill the memory. A part gives no more than it says it holds."""
    parts = package.infolist()
    if sum(each.file_size for each in parts) > MOST_UNPACKED:
        raise ValidationError(_("There is too much packed in the file."))
    for each in parts:
        if _LARGE.fullmatch(each.filename):
            with package.open(each) as part:
                _judge_rows(part)
        elif each.file_size > MOST_OF_A_PART:
            raise ValidationError(_("There is too much packed in the file."))


def _judge_rows(part: IO[bytes]) -> None:
    """Count the rows of a sheet, also empty ones, and all its tags, and keep none of them."""
    rows, tags, rest = 0, 0, b""
    while piece := part.read(64 * 1024):
        whole = rest + piece.replace(b"\0", b"")  # of UTF-16
        tags += piece.count(b"<")
        cut = whole.rfind(b"<", -30)
        whole, rest = (whole[:cut], whole[cut:]) if cut >= 0 else (whole, b"")
        rows += len(_ROW.findall(whole))
        if tags > MOST_TAGS or rows > MOST_ROWS + 1:
            raise ValidationError(_("There are too many rows: at most 20,000."))


def _sheet(rows: Iterator[Sequence[Any]]) -> Sheet:
    found = Sheet(headings=[_text(cell).strip() for cell in next(rows, ())])
    for number, row in enumerate(islice(rows, MOST_ROWS + 1), 2):
        if number > MOST_ROWS + 1:
            raise ValidationError(_("There are too many rows: at most 20,000."))
        cells = dict(zip(found.headings, map(_text, row), strict=False))
        if any(text.strip() for text in cells.values()):
            found.rows[number] = cells
        found.formulas += [
            (number, heading)
            for heading, cell in zip(found.headings, row, strict=False)
            if cell.data_type in ("f", "e")
        ]
    return found


def write(file: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write the rows under their headings as an xlsx file."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(_("Services")))
    sheet.freeze_panes = "C2"
    sheet.append([_cell(sheet, text, bold=True) for text in headings])
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    book.save(file)


def _cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(RISKY)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if bold:
        cell.font = Font(bold=True)
    return cell


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
    return str(value).replace("\r\n", "\n")
