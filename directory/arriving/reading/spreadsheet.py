"""Our own spreadsheet: a row for each service, under the headings of ``columns``.

Cells are text, whatever the spreadsheet thinks of them. A formula is never worked out; what it
would have said is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from directory.arriving.cleaning.text import line
from directory.arriving.columns import BY_HEADING, COLUMNS, NEEDED, form_of, unknown_headings
from directory.arriving.reading import Told, text_files
from directory.arriving.stops import Stopped
from directory.spreadsheets import (
    Limits,
    NoSpreadsheet,
    TooManyRows,
    TooMuch,
    rows_of,
    text_cell,
    text_of,
)

LIMITS = Limits(unpacked=150 * 1024**2, elements=5_000_000, rows=100_000, columns=100)
COLUMNS_NAMED = 10
"""So many columns that are none of ours are named."""
SERVICES, EXPLAINED = "Services", "What to write"


def from_xlsx(path: Path, told: Told = lambda said: None) -> Iterator[dict[str, Any]]:
    """Yield the service of each row of the first sheet. Raises `Stopped`.

    told: is given a sentence for the operator, if there are columns that are none of ours.
    """
    rows = rows_of(path, LIMITS)
    try:
        yield from _forms(([text_of(cell) for cell in row] for row in rows), path.name, told)
    except TooManyRows:
        raise Stopped(_TOO_MANY_ROWS.format(path.name)) from None
    except TooMuch:
        raise Stopped(f"{path.name} is too large: make several of it.") from None
    except NoSpreadsheet as error:
        raise Stopped(f"{path.name} is no spreadsheet that can be read.") from error


def from_csv(path: Path, told: Told = lambda said: None) -> Iterator[dict[str, Any]]:
    """Yield the service of each row of a CSV file with the same headings. Raises `Stopped`."""
    with path.open("rb") as file, closing(text_files.rows_of(file, path.name)) as rows:
        yield from _forms(rows, path.name, told)


def write(file: Path | IO[bytes], forms: Iterable[Mapping[str, Any]]) -> None:
    """Write services as a spreadsheet that `from_xlsx` reads, with the explanations beside them.

    Every cell is text: what begins with ``=`` is no formula.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SERVICES)
    sheet.freeze_panes = "C2"
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([text_cell(sheet, column.heading, bold=True) for column in COLUMNS])
    for form in forms:
        sheet.append([text_cell(sheet, column.cell.write(dict(form))) for column in COLUMNS])
    explained = book.create_sheet(EXPLAINED)
    for letter, width in (("A", 40), ("B", 80), ("C", 60)):
        explained.column_dimensions[letter].width = width
    explained.append(
        [text_cell(explained, text, bold=True) for text in ("Column", EXPLAINED, "Example")]
    )
    for column in COLUMNS:
        needed = "Needed. " if column.heading in NEEDED else ""
        texts = (column.heading, needed + column.explanation, column.example)
        explained.append([text_cell(explained, text) for text in texts])
    book.save(file)


_TOO_MANY_ROWS = f"{{}} has more than {LIMITS.rows:,} rows: make several of it."


def _forms(rows: Iterator[list[str]], name: str, told: Told) -> Iterator[dict[str, Any]]:
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
    if unknown := unknown_headings(headings):
        named = ", ".join(line(text, 60) or "?" for text in unknown[:COLUMNS_NAMED])
        more = f" and {len(unknown) - COLUMNS_NAMED} more" if len(unknown) > COLUMNS_NAMED else ""
        told(f"We did not know these columns, so we left them out: {named}{more}.")
    for number, row in enumerate(rows):
        if number >= LIMITS.rows:
            raise Stopped(_TOO_MANY_ROWS.format(name))
        cells = dict(zip(headings, row, strict=False))
        if any(cell.strip() for cell in cells.values()):
            yield form_of(cells)
