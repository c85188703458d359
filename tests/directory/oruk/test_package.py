"""The tabular package: valid by its own descriptor and by HSDS's, and the same as the answers."""

import csv
import io
import json
import zipfile
from datetime import date, datetime

import pytest

from directory.oruk import package
from tests.directory.conftest import make_service
from tests.directory.oruk import checking

HSDS = {each["name"]: each for each in checking.read("hsds-3.0/datapackage.json")["resources"]}
PARTS = {
    "phone": "phones", "language": "languages", "schedule": "schedules",
    "attribute": "attributes", "cost_option": "cost_options", "service_area": "service_areas",
}  # fmt: skip


class Package:
    """A package as somebody else reads it."""

    def __init__(self, content):
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            assert opened.testzip() is None
            self.descriptor = json.loads(opened.read("datapackage.json"))
            self.files = {name: opened.read(name).decode() for name in opened.namelist()}

    def rows(self, name):
        path = next(each["path"] for each in self.descriptor["resources"] if each["name"] == name)
        return list(csv.DictReader(io.StringIO(self.files[path], newline="")))


@pytest.fixture
def downloaded(reader, rich):
    make_service("=1+1, the second\nline", org="Another", phone="07700 900456")
    response = reader.ask("/package.zip")
    assert response["Content-Type"] == "application/zip"
    assert "attachment" in response["Content-Disposition"]
    return Package(response.content)


def is_of_type(kind, text):
    if kind == "number":
        return float(text) is not None
    if kind == "boolean":
        return text in ("true", "false")
    if kind == "date":
        return date.fromisoformat(text)
    return datetime.fromisoformat(text.replace("Z", "+00:00")) if kind == "datetime" else True


def test_it_is_what_its_descriptor_says(downloaded):
    assert downloaded.descriptor["profile"] == "tabular-data-package"
    known = {}
    for each in downloaded.descriptor["resources"]:
        rows, fields = downloaded.rows(each["name"]), each["schema"]["fields"]
        header = downloaded.files[each["path"]].splitlines()[0].split(",")
        assert header == [field["name"] for field in fields]
        for row in rows:
            for field in fields:
                text = row[field["name"]]
                assert text or not field.get("constraints", {}).get("required") or (
                    each["name"] == "address"
                )  # fmt: skip
                assert not text or is_of_type(field["type"], text)
        known[each["name"]] = {row["id"] for row in rows}
        assert len(known[each["name"]]) == len(rows)
    for each in downloaded.descriptor["resources"]:
        for key in each["schema"].get("foreignKeys", ()):
            leads = {row[key["fields"]] for row in downloaded.rows(each["name"])} - {""}
            assert leads <= known[key["reference"]["resource"]]


@pytest.mark.parametrize("table", package.TABLES.values(), ids=lambda table: table.name)
def test_it_is_what_hsds_says(downloaded, table):
    theirs = HSDS[table.name]
    fields = {field["name"]: field for field in theirs["schema"]["fields"]}

    assert table.file == theirs["path"]
    for column in table.columns:
        assert column in fields or column.startswith("front_door_"), column
    for name, field in fields.items():
        if field.get("constraints", {}).get("required"):
            assert name in table.columns
            assert all(row[name] for row in downloaded.rows(table.name))


def test_it_says_what_the_answers_say(downloaded, reader, rich):
    said = reader.get(f"/services/{rich.pk}")
    row = next(row for row in downloaded.rows("service") if row["id"] == str(rich.pk))

    for name, value in row.items():
        expected = said[name]
        if isinstance(expected, bool):
            expected = str(expected).lower()
        assert value == (",".join(expected) if isinstance(expected, list) else str(expected))
    for table, member in PARTS.items():
        of_it = [
            each["id"]
            for each in downloaded.rows(table)
            if str(rich.pk) in (each.get("service_id"), each.get("link_id"))
        ]
        assert of_it == [each["id"] for each in said[member]]


def test_cells_are_exact(downloaded):
    assert "=1+1, the second\nline" in {row["name"] for row in downloaded.rows("service")}
    assert "not prepared for spreadsheets" in downloaded.descriptor["description"]


def test_a_service_of_an_unpublished_organisation_cannot_be_in_it(reader, rich):
    rich.organisation.live = False
    rich.organisation.save()
    found = Package(reader.ask("/package.zip").content)

    assert found.rows("service") == found.rows("organization") == found.rows("phone") == []


def test_it_is_made_once_for_what_there_is(reader, rich, django_assert_num_queries):
    reader.ask("/package.zip")
    with django_assert_num_queries(0):
        reader.ask("/package.zip")
    rich.name = "Another name"
    rich.save()

    assert "Another name" in Package(reader.ask("/package.zip").content).files["services.csv"]
