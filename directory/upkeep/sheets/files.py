"""A spreadsheet file read and written: every cell is text, and no formula ever runs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import Workbook

from directory.spreadsheets import (
    Limits,
    NoSpreadsheet,
    TooManyRows,
    TooMuch,
    is_formula,
    rows_of,
    text_cell,
    text_of,
)

LARGEST = 2 * 1024**2
"""Bytes of the file."""
LIMITS = Limits(unpacked=40 * 1024**2, elements=2_000_000, rows=20_000, columns=60)


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
        return _sheet(rows_of(file, LIMITS))
    except TooManyRows:
        raise ValidationError(_("There are too many rows: at most 20,000.")) from None
    except TooMuch:
        raise ValidationError(_("There is too much packed in the file.")) from None
    except NoSpreadsheet as error:
        raise ValidationError(_("This is no spreadsheet (.xlsx) that can be read.")) from error


def _sheet(rows: Iterator[Sequence[Any]]) -> Sheet:
    found = Sheet(headings=[text_of(cell).strip() for cell in next(rows, ())])
    for number, row in enumerate(rows, 2):
        cells = dict(zip(found.headings, map(text_of, row), strict=False))
        if any(text.strip() for text in cells.values()):
            found.rows[number] = cells
        found.formulas += [
            (number, heading)
            for heading, cell in zip(found.headings, row, strict=False)
            if is_formula(cell)
        ]
    return found


def write(file: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write the rows under their headings as an xlsx file."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(_("Services")))
    sheet.freeze_panes = "C2"
    sheet.append([text_cell(sheet, text, bold=True) for text in headings])
    for row in rows:
        sheet.append([text_cell(sheet, text) for text in row])
    book.save(file)
