"""Spreadsheet files (.xlsx): what comes is judged before it is opened, and every cell is text.

openpyxl keeps in memory what stands between the rows, and reads every part whole but the rows and
their texts. So it is counted first, over all parts together, how much there is to keep.
"""

import lzma
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

MOST_OF_A_PART = 1024**2
"""Bytes of any part but the rows and their texts."""
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that some program would take for a formula."""
_LARGE = re.compile(r"xl/(?:worksheets/[^/]+|sharedStrings)\.xml")
_ROW = re.compile(rb"<(?:[^<>\s/]{1,20}:)?row(?=[\s/>])")
_NOT_ONE = (
    BadZipFile, ParseError, KeyError, ValueError, TypeError, IndexError, OSError, AttributeError,
    EOFError, NotImplementedError, RuntimeError, zlib.error, lzma.LZMAError,
)  # fmt: skip


class NoSpreadsheet(Exception):
    """It is damaged, or something else."""


class TooMuch(Exception):
    """It would fill the memory."""


class TooManyRows(TooMuch):
    """It has more rows than are read, empty ones included."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read: bytes unpacked, and rows and columns of the sheet, headings not counted.

    elements: of all sheets and their texts, attributes too. Each takes up to 100 bytes and 3
    microseconds; a cell that says something has five to seven.
    """

    unpacked: int
    elements: int
    rows: int
    columns: int


def rows_of(file: Path | IO[bytes], limits: Limits) -> Iterator[Sequence[Any]]:
    """Yield the cells of each row of the first sheet, its headings first.

    Raises `TooMuch` before it is opened, and `NoSpreadsheet`.
    """
    try:
        with ZipFile(file) as package:
            _judge(package, limits)
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=limits.columns, max_row=limits.rows + 2)
            for number, row in enumerate(rows):
                if number > limits.rows:
                    raise TooManyRows
                yield row
        finally:
            book.close()
    except _NOT_ONE as error:
        raise NoSpreadsheet from error


def text_of(cell: Any) -> str:
    """Return what a cell says. A formula is never worked out: it says nothing."""
    value = cell.value
    if value is None or is_formula(cell):
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n")


def is_formula(cell: Any) -> bool:
    """Tell whether a cell is a formula, or what one came to that went wrong."""
    return cell.data_type in ("f", "e")


def text_cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    """Return a cell of a sheet of ours that says this, and is no formula whatever it says."""
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(RISKY)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if bold:
        cell.font = Font(bold=True)
    return cell


def _judge(package: ZipFile, limits: Limits) -> None:
    """Refuse what would fill the memory. A part gives no more than it says it holds."""
    parts = package.infolist()
    if sum(each.file_size for each in parts) > limits.unpacked:
        raise TooMuch
    rows = elements = 0
    for each in parts:
        if not _LARGE.fullmatch(each.filename):
            if each.file_size > MOST_OF_A_PART:
                raise TooMuch
            continue
        with package.open(each) as part:
            for more_rows, more_elements in _counted(part):
                rows, elements = rows + more_rows, elements + more_elements
                if rows > limits.rows + 1:
                    raise TooManyRows
                if elements > limits.elements:
                    raise TooMuch


def _counted(part: IO[bytes]) -> Iterator[tuple[int, int]]:
    """Yield how many rows and how many elements each piece of a part has, and keep none of it."""
    rest = b""
    while piece := part.read(64 * 1024):
        whole = rest + piece.replace(b"\0", b"")  # of UTF-16
        cut = whole.rfind(b"<", -30)
        whole, rest = (whole[:cut], whole[cut:]) if cut >= 0 else (whole, b"")
        yield _in(whole)
    yield _in(rest)


def _in(text: bytes) -> tuple[int, int]:
    elements = text.count(b"<") - text.count(b"</") + text.count(b"=")
    return len(_ROW.findall(text)), elements
