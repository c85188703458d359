"""``manage.py import_postcodes``: all of a file, or one sentence and what there was before."""

import tracemalloc
import zipfile
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from directory.management.commands.import_postcodes import Command
from directory.models import PostcodePoint
from directory.near import credits
from directory.near.finding import Precision, find
from directory.near.importing import storing
from directory.near.importing.reading import recognised
from tests.directory.near import making
from tests.directory.near.making import (
    ONSPD_COLUMNS,
    code_point_row,
    onspd_row,
    write_code_point,
    write_onspd,
)

ROWS = [
    onspd_row("SO14 7DU", 50.911, -1.401),
    onspd_row("SO14 7DX", 50.901, -1.411),
    onspd_row("SO14 9ZZ", 10, 10, ended="202101"),
    onspd_row("SO15 1AA", 50.92, -1.42),
    onspd_row("BT1 1AA", 54.6, -5.9),
    onspd_row("GY1 1AA", 99.999999, 0),
    onspd_row("GIR 0AA", 53.45, -3.0),
    onspd_row("NPT 1AA", 51.6, -3.0, ended="199601"),
]
BEFORE = {"XX1": (51.0, -1.0)}


@pytest.fixture
def onspd(tmp_path):
    return write_onspd(tmp_path / "ONSPD_FEB_2026_UK.csv", ROWS)


@pytest.fixture
def before(db):
    PostcodePoint.objects.create(
        code="XX1", latitude=51, longitude=-1, source="ONSPD", as_of=date(2020, 1, 1)
    )


def run(path, *options):
    out = StringIO()
    call_command("import_postcodes", str(path), *options, stdout=out)
    return out.getvalue()


def kept():
    rows = PostcodePoint.objects.values_list("code", "latitude", "longitude")
    return {code: (round(north, 5), round(east, 5)) for code, north, east in rows}


def test_the_mean_of_each_outward_code_takes_the_place_of_what_there_was(before, onspd):
    said = run(onspd)
    assert kept() == {"SO14": (50.906, -1.406), "SO15": (50.92, -1.42)}
    assert "ONSPD of February 2026: 3 postcodes in use, 2 outward codes." in said
    assert "2 ended, 2 without a place or of an old form" in said
    assert "1 of Northern Ireland, whose licence" in said
    assert said.endswith("Imported.\n")


def test_whole_postcodes_are_kept_where_asked_for_but_none_of_northern_ireland(hub, onspd):
    run(onspd, "--units")
    assert kept() == {
        "SO14": (50.906, -1.406), "SO147DU": (50.911, -1.401), "SO147DX": (50.901, -1.411),
        "SO15": (50.92, -1.42), "SO151AA": (50.92, -1.42),
    }  # fmt: skip
    assert find("SO14 7DU").precision == Precision.POSTCODE
    assert find("BT1 1AA").precision == Precision.OUTWARD_CODE  # our own point of Belfast


def test_importing_again_without_them_takes_them_away(hub, onspd):
    run(onspd, "--units")
    run(onspd)
    assert kept().keys() == {"SO14", "SO15"}
    assert find("SO14 7DU").precision == Precision.OUTWARD_CODE


def test_a_dry_run_says_the_same_and_keeps_nothing(before, onspd):
    said = run(onspd, "--dry-run", "--units")
    assert "3 postcodes in use" in said
    assert said.endswith("Nothing was kept.\n")
    assert kept() == BEFORE


def test_the_credits_are_those_of_the_data_and_its_year(hub, onspd, tmp_path):
    assert credits.credits() == []
    run(onspd)
    assert credits.credits() == [
        "Contains OS data © Crown copyright and database right 2026",
        "Contains Royal Mail data © Royal Mail copyright and database right 2026",
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
    ]
    run(write_code_point(tmp_path / "codepo.zip", [code_point_row("SO14 7DU", 442000, 111500)]),
        "--as-of", "2025-11-01")  # fmt: skip
    assert credits.credits()[-1] == (
        "Contains National Statistics data © Crown copyright and database right 2025"
    )
    assert len(credits.credits()) == 3


def test_the_archive_of_code_point_open_is_read_whole(db, tmp_path):
    rows = [
        code_point_row("SO14 7DU", 442000, 111500),
        code_point_row("PO1 2LX", 464000, 100200),
        code_point_row("PO1 3AX", 0, 0, quality=90),
    ]
    said = run(write_code_point(tmp_path / "codepo_gb.zip", rows), "--units")
    assert "Code-Point Open" in said
    assert "0 ended, 1 without a place" in said
    points = kept()
    assert points.keys() == {"SO14", "SO147DU", "PO1", "PO12LX"}
    assert points["SO147DU"] == pytest.approx((50.902, -1.404), abs=0.002)


def test_a_file_of_code_point_open_may_have_a_heading(db, tmp_path):
    path = tmp_path / "so.csv"
    path.write_text("PC,PQ,EA,NO\nSO147DU,10,442000,111500\n", encoding="utf-8")
    run(path, "--as-of", "2026-02-01")
    assert kept().keys() == {"SO14"}


def test_the_archive_of_onspd_is_read_once_although_it_has_everything_twice(db, onspd, tmp_path):
    path = tmp_path / "onspd.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(onspd, "Data/ONSPD_FEB_2026_UK.csv")
        part = write_onspd(tmp_path / "part.csv", ROWS[:3])
        archive.write(part, "Data/multi_csv/ONSPD_FEB_2026_UK_SO.csv")
        archive.writestr(
            "Documents/names.csv", "code,name\nW06000001,Ynys M\u00f4n\n".encode("cp1252")
        )
        archive.writestr("Documents/broken.csv", 'code,"name\n')
        archive.writestr("__MACOSX/Data/._ONSPD.csv", bytes(range(256)))
    assert "ONSPD of February 2026: 3 postcodes in use" in run(path, "--units")


@pytest.mark.parametrize("name", ["pcds", "pcd7", "pcd8", "PCD"])
def test_the_postcode_s_column_may_have_any_of_its_names(db, tmp_path, name):
    columns = [name if column == "pcd" else column for column in ONSPD_COLUMNS]
    columns = [f"was_{c}" if c in ("pcds", "pcd2") and c != name else c for c in columns]
    run(write_onspd(tmp_path / "ONSPD_AUG_2025.csv", ROWS, columns))
    assert kept().keys() == {"SO14", "SO15"}


def broken(tmp_path, text):
    path = tmp_path / "ONSPD_FEB_2026_UK.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


HEAD = ",".join(ONSPD_COLUMNS) + "\n"
LINES = HEAD + "".join(",".join(row) + "\n" for row in ROWS)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "neither ONSPD nor Code-Point Open"),
        ("name,latitude\nx,1\n", "neither ONSPD nor Code-Point Open"),
        ("<!doctype html><title>Sign in</title>", "neither ONSPD nor Code-Point Open"),
        (HEAD, "no postcode that is in use"),
        (LINES[:-30], "Line 9 of ONSPD_FEB_2026_UK.csv cannot be read"),
        (LINES.replace("50.911", "fifty"), "Line 2 of"),
        (LINES.replace("SO14 7DX", "NOT ONE").replace("SO147DX", "NOT ONE"), "Line 3 of"),
        (LINES + "x" * 200_000, "Line 10 of"),
        (LINES.encode() + b"\xff\xfe\xff\n", "Line 10 of"),
        (LINES + '"unclosed', "cannot be read"),
        (b"PK\x05\x06" + bytes(18), "neither ONSPD nor Code-Point Open"),
        (LINES + ",".join(ROWS[0]) + "\n", "a postcode twice"),
    ],
)
def test_a_wrong_file_is_one_sentence_and_changes_nothing(before, tmp_path, text, says):
    with pytest.raises(CommandError) as refused:
        run(broken(tmp_path, text), "--units")
    assert says in str(refused.value)
    assert str(refused.value).startswith("Nothing was changed: ")
    assert "\n" not in str(refused.value)
    assert kept() == BEFORE


def test_a_damaged_archive_is_one_sentence(before, onspd, tmp_path):
    path = tmp_path / "onspd.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(onspd, "Data/ONSPD_FEB_2026_UK.csv")
    damaged = bytearray(path.read_bytes())
    damaged[150:170] = bytes(20)
    path.write_bytes(damaged)
    with pytest.raises(CommandError, match="cannot be read"):
        run(path)
    assert kept() == BEFORE


def test_a_file_that_is_not_there_is_one_sentence(db, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "nowhere.csv")
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path)


def test_an_archive_without_dates_does_not_say_that_it_is_from_1980(db, tmp_path):
    path = tmp_path / "codepo.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("Data/CSV/so.csv"), "SO147DU,10,442000,111500\n")
    with pytest.raises(CommandError, match="add --as-of"):
        run(path)


def test_a_file_that_does_not_say_when_it_is_from_asks(before, tmp_path):
    path = write_onspd(tmp_path / "postcodes.csv", ROWS)
    with pytest.raises(CommandError) as asked:
        run(path)
    assert str(asked.value) == (
        "Nothing says when the data is from: add --as-of and the day. For the edition of February "
        "2026: --as-of 2026-02-01"
    )
    assert kept() == BEFORE
    with pytest.raises(CommandError, match="the year, the month and the day: --as-of 2026-02-01"):
        run(path, "--as-of", "February 2026")
    assert "ONSPD of March 2026" in run(path, "--as-of", "2026-03-01")


def test_the_help_says_what_the_day_is_for_and_how_it_is_written(monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")  # it breaks no line
    said = " ".join(Command().create_parser("manage.py", "import_postcodes").format_help().split())
    assert "--as-of DAY the day that the data is from" in said
    assert "For the edition of February 2026: --as-of 2026-02-01" in said


def test_a_file_is_never_in_memory_as_a_whole(tmp_path):
    path = write_onspd(tmp_path / "ONSPD_FEB_2026_UK.csv", making.many(20_000))
    edition = recognised(path)
    tracemalloc.start()
    tally = storing.tallied(edition)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert tally.used > 17_000
    assert path.stat().st_size > 1_500_000
    assert peak < 500_000


def test_more_than_one_batch_is_written(db, tmp_path, monkeypatch):
    monkeypatch.setattr(storing, "BATCH", 7)
    run(write_onspd(tmp_path / "ONSPD_FEB_2026_UK.csv", making.many(100)), "--units")
    assert PostcodePoint.objects.exclude(outward="").count() == 87
