"""A spreadsheet there and back: the same columns read and write, and cells are only ever text."""

import csv
import uuid
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from directory.arriving import written_hours
from directory.arriving.cleaning import clean
from directory.arriving.columns import COLUMNS, beyond_a_row, form_of, row_of, unknown_headings
from directory.arriving.reading import files, spreadsheet
from directory.arriving.stops import Stopped
from tests.directory.arriving.feeds import v3

FEED = uuid.uuid5(uuid.NAMESPACE_URL, "a spreadsheet")
HEADINGS = [column.heading for column in COLUMNS]
EXAMPLE = {column.heading: column.example for column in COLUMNS}


def full(**fields):
    """Everything that a row can hold."""
    return clean(form_of(EXAMPLE) | fields, FEED).form


def test_the_example_of_the_template_is_a_whole_service():
    form = full()
    assert form["name"] == "Safe Harbour drop-in"
    assert form["schedules"][0] == {
        "byday": "MO,TU,WE,TH,FR",
        "opens_at": "09:00",
        "closes_at": "17:00",
    }
    assert [phone["type"] for phone in form["phones"]] == ["voice", "text"]
    assert form["channels"] == ["in_person", "telephone"]
    assert form["is_free"] is True
    assert clean(form_of(EXAMPLE), FEED).notes == ()


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_written_is_read_the_same(tmp_path, ending):
    forms = [full(), full(name="=1+1", summary="+44", other_words="@SUM(A1)", alert="-1")]
    path = tmp_path / f"services.{ending}"
    if ending == "xlsx":
        spreadsheet.write(path, forms)
    else:
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([HEADINGS, *map(row_of, forms)])
    assert [clean(each, FEED).form for each in files.records(path)] == forms


def test_no_cell_that_is_written_is_a_formula(tmp_path):
    spreadsheet.write(tmp_path / "x.xlsx", [full(name="=1+1"), v3(1)])
    book = load_workbook(tmp_path / "x.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}
    assert book["Services"]["B2"].value == "=1+1"
    assert [sheet.title for sheet in book] == ["Services", "What to write"]


def test_what_a_file_cannot_hold_is_left_out_of_a_cell(tmp_path):
    spreadsheet.write(tmp_path / "x.xlsx", [full(name="=1+\x0b1")])
    cell = load_workbook(tmp_path / "x.xlsx")["Services"]["B2"]
    assert (cell.value, cell.quotePrefix) == ("=1+1", True)


def test_every_column_is_explained_and_named_once():
    assert len({heading.casefold() for heading in HEADINGS}) == len(HEADINGS)
    assert unknown_headings([*HEADINGS, "", "Colour"]) == ["Colour"]


def made(path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_cells_are_text_and_formulas_are_never_worked_out(tmp_path):
    path = made(
        tmp_path / "x.xlsx",
        ["name", " ORGANISATION ", "Youngest age", "Last checked", "Telephone", "In one sentence"],
        ["A", "B", 18.0, date(2026, 11, 29), 1632960001, '=HYPERLINK("https://evil.example","x")'],
        [None, None, None, None, None, None],
        ["C", "D", "#REF!", "soon", None, "=cmd|'/c calc'!A1"],
    )
    first, second = files.records(path)
    assert first == {
        "name": "A",
        "organization": {"name": "B"},
        "minimum_age": "18",
        "assured_date": "2026-11-29",
        "phones": [{"number": "1632960001", "type": "voice"}],
    }
    assert "summary" not in second
    assert clean(second, FEED).form["name"] == "C"


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
) + "]><sst>&m;</sst>"  # fmt: skip


def test_a_spreadsheet_that_would_fill_the_memory_is_refused(tmp_path):
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * 160 * 1024**2)
    with pytest.raises(Stopped, match="too large"):
        list(files.records(bomb))
    laughing = made(tmp_path / "laughing.xlsx", ["Name", "Organisation"], ["A", "B"])
    with zipfile.ZipFile(laughing) as before:
        parts = {each: before.read(each) for each in before.namelist()}
    with zipfile.ZipFile(laughing, "w") as after:
        for name, data in parts.items():
            after.writestr(name, LAUGHS if name == "xl/worksheets/sheet1.xml" else data)
    with pytest.raises(Stopped, match="no spreadsheet"):
        list(files.records(laughing))


def test_what_an_import_would_keep_of_it_is_counted_before_it_is_opened(tmp_path, monkeypatch):
    path = made(tmp_path / "x.xlsx", ["Name", "Organisation"], ["A", "B"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as more:
        more.writestr("xl/worksheets/sheet2.xml", b"<row/>" * 100_000)
    monkeypatch.setattr("directory.spreadsheets.load_workbook", None)
    with pytest.raises(Stopped, match=r"x\.xlsx has more than 100,000 rows: make several of it"):
        list(files.records(path))
    monkeypatch.setattr(spreadsheet, "LIMITS", replace(spreadsheet.LIMITS, elements=50_000))
    with pytest.raises(Stopped, match=r"x\.xlsx is too large: make several of it"):
        list(files.records(path))


@pytest.mark.parametrize(
    ("name", "data", "says_so"),
    [
        ("x.xlsx", b"not a zip", "nothing that we read"),
        ("x.csv", b"Name,Colour\na,b\n", "no column “Organisation”"),
        ("x.csv", b"", "no column “Name”"),
        ("x.csv", b"Name,Organisation,name\na,b,c\n", "two columns “Name”"),
        ("x.csv", b'Name,Organisation\n"a"b,c\n', "no CSV"),
        ("x.csv", b"Name,Organisation\n" + b"a" * 300_000 + b",b\n", "no CSV"),
        ("x.txt", b"Name,Organisation\n", "nothing that we read"),
        ("x.zip", b"PK\x03\x04 no", "no zip"),
        ("x.jsonl", b"{}\n", "no copy"),
        ("x.jsonl", b"no\n", "no copy"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path, name, data, says_so):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Stopped, match=says_so) as stopped:
        list(files.records(path))
    assert "\n" not in str(stopped.value)
    assert str(tmp_path) not in str(stopped.value)


def test_what_windows_wrote_is_read(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("Name,Organisation,Cost\r\nCafé,B,£5\r\n".encode("cp1252"))
    assert next(files.records(path)) == {
        "name": "Café",
        "organization": {"name": "B"},
        "fees_description": "£5",
    }


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ("Monday to Friday 09:00-17:00", [("MO,TU,WE,TH,FR", "09:00", "17:00")]),
        ("Mon, Wed & Fri: 9am to 5.30pm", [("MO,WE,FR", "09:00", "17:30")]),
        ("every day 8-20", [("MO,TU,WE,TH,FR,SA,SU", "08:00", "20:00")]),
        ("Saturday-Monday 10:00 – 24:00", [("MO,SA,SU", "10:00", "23:59")]),
        ("Tue 10-12; Thu 14:00-16:00", [("TU", "10:00", "12:00"), ("TH", "14:00", "16:00")]),
        ("day and night", ["always"]),
        ("24/7", ["always"]),
        ("office hours", ["office hours"]),
        ("Mon-Fri 9-5", ["Mon-Fri 9-5"]),
        ("first Monday 10-12", ["first Monday 10-12"]),
        ("Monday 25:00-26:00", ["Monday 25:00-26:00"]),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(said, rows):
    found = [
        "always" if row.get("always") else row.get("notes")
        or (row["byday"], row["opens_at"], row["closes_at"])
        for row in written_hours.read(said)
    ]  # fmt: skip
    assert found == rows
    written = written_hours.write(written_hours.read(said))
    assert [row for row in written_hours.read(said) if "notes" not in row] == written_hours.read(
        written
    )


@given(st.text(max_size=80))
def test_no_hours_are_guessed_from_any_text(text):
    for row in written_hours.read(text):
        assert row.get("always") or row.get("notes") or row["byday"]


def test_what_a_row_cannot_hold_is_said():
    at = v3(1)["service_at_locations"][0]
    assert beyond_a_row(full()) == []
    assert beyond_a_row(
        {"service_at_locations": [at, at | {"schedules": [{}]}], "phones": [{"description": "x"}]}
    ) == ["more than one place", "sessions", "notes on telephone numbers"]
