"""A spreadsheet from elsewhere is judged before it is opened: by all of its parts together."""

import io
import zipfile

import openpyxl
import pytest

from directory import spreadsheets
from directory.spreadsheets import Limits, NoSpreadsheet, TooManyRows, TooMuch, rows_of, text_of

LIMITS = Limits(unpacked=10 * 1024**2, elements=1_000, rows=100, columns=10)
MANY, CELLS = b"<row/>" * 60, b"<c/>" * 600


def made(more):
    """A file of a book whose parts are also these."""
    book, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(book)
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *more]):
            new.writestr(name, more.get(name) or old.read(name))
    return out


@pytest.mark.parametrize(
    ("parts", "stop"),
    [
        ({"xl/styles.xml": b" " * 1024**2 + b" "}, TooMuch),
        ({"xl/worksheets/_rels/sheet1.xml.rels": b" " * 2 * 1024**2}, TooMuch),
        ({"xl/worksheets/more/sheet1.xml": b" " * 2 * 1024**2}, TooMuch),
        ({"xl/sharedStrings.xml.rels": b" " * 2 * 1024**2}, TooMuch),
        ({"xl/worksheets/sheet1.xml": b" " * 11 * 1024**2}, TooMuch),
        ({"xl/worksheets/sheet1.xml": b"<row/>" * 102}, TooManyRows),
        ({"xl/worksheets/sheet1.xml": MANY, "xl/worksheets/sheet2.xml": MANY}, TooManyRows),
        ({"xl/worksheets/sheet1.xml": b"<c/>" * 1_001}, TooMuch),
        ({"xl/worksheets/sheet1.xml": b"<c " + b'a="" ' * 1_001 + b"/>"}, TooMuch),
        ({"xl/sharedStrings.xml": b"<si/>" * 1_001}, TooMuch),
        ({"xl/worksheets/sheet1.xml": ("<c/>" * 1_001).encode("utf-16")}, TooMuch),
        ({"xl/worksheets/sheet1.xml": CELLS, "xl/sharedStrings.xml": CELLS}, TooMuch),
    ],
)  # fmt: skip
def test_what_would_fill_the_memory_is_never_opened(monkeypatch, parts, stop):
    monkeypatch.setattr(spreadsheets, "load_workbook", None)
    with pytest.raises(TooMuch) as stopped:
        list(rows_of(made(parts), LIMITS))
    assert stopped.type is stop


def test_as_many_rows_as_are_allowed_are_read():
    file, book = io.BytesIO(), openpyxl.Workbook()
    for number in range(101):
        book.active.append([f"Row {number}"])
    book.save(file)
    rows = list(rows_of(file, LIMITS))
    assert [text_of(row[0]) for row in rows] == [f"Row {number}" for number in range(101)]


def test_a_row_far_below_is_one_too_many():
    book = openpyxl.Workbook()
    book.active.cell(row=1_000_000, column=1, value="x")
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(TooManyRows):
        list(rows_of(file, LIMITS))


def test_what_is_no_spreadsheet_is_none():
    with pytest.raises(NoSpreadsheet):
        list(rows_of(io.BytesIO(b"no"), LIMITS))
