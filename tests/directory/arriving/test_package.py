"""Tabular packages: either naming, a folder or a zip, joined into whole services."""

import csv
import io
import uuid
import zipfile

import pytest

from directory.arriving.cleaning import clean
from directory.arriving.reading import files
from directory.arriving.stops import Stopped

FEED = uuid.uuid5(uuid.NAMESPACE_URL, "a package")
TABLES = {
    "services": [
        {"id": "s1", "organization_id": "o1", "name": "One", "status": "active",
         "assurer_email": "CANARY@example.org", "minimum_age": "12"},
        {"id": "s2", "organization_id": "o9", "name": "Nobody's", "status": "active"},
    ],
    "organizations": [{"id": "o1", "name": "Org", "description": "It runs."}],
    "organization_identifiers": [
        {"id": "i", "organization_id": "o1", "identifier_scheme": "GB-CHC",
         "identifier_type": "Charity", "identifier": "123"}],
    "locations": [{"id": "l1", "location_type": "physical", "name": "Hall"}],
    "address": [{"id": "a", "location_id": "l1", "attention": "CANARY", "address_1": "1 Road",
                 "city": "Leeds", "postal_code": "LS1 4AP", "address_type": "physical"}],
    "accessibility": [{"id": "x", "location_id": "l1", "description": "A ramp."}],
    "service_at_location": [{"id": "sl", "service_id": "s1", "location_id": "l1"}],
    "schedule": [
        {"id": "h", "service_id": "s1", "byday": "MO", "opens_at": "09:00", "closes_at": "17:00"},
        {"id": "k", "service_id": "s1", "service_at_location_id": "sl", "byday": "TU",
         "opens_at": "10:00", "closes_at": "12:00"},
    ],
    "contacts": [{"id": "c", "service_id": "s1", "name": "CANARY", "title": "Desk"}],
    "phones": [{"id": "p", "contact_id": "c", "number": "01632 960001"}],
    "languages": [{"id": "g", "service_id": "s1", "name": "Polish", "code": "pl"}],
    "cost_options": [{"id": "f", "service_id": "s1", "amount": "0", "option": "Everyone"}],
    "attribute": [{"id": "t", "link_id": "s1", "taxonomy_term_id": "tt"}],
    "taxonomy_terms": [{"id": "tt", "name": "Stalking", "taxonomy_id": "tx"}],
    "taxonomies": [{"id": "tx", "name": "Crimes", "description": "Kinds."}],
}  # fmt: skip
INTERNATIONAL = {"address": "addresses", "schedule": "schedules", "attribute": "attributes"}


def text(rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.fixture(params=["UK folder", "HSDS folder", "UK zip", "HSDS zip"])
def package(request, tmp_path):
    naming, kind = request.param.split()
    parts = {
        (INTERNATIONAL.get(name, name) if naming == "HSDS" else name): text(rows)
        for name, rows in TABLES.items()
    }
    if kind == "folder":
        for name, content in parts.items():
            (tmp_path / f"{name}.csv").write_text("\ufeff" + content, encoding="utf-8")
        (tmp_path / "metadata.csv").write_text("id\n1\n")
        return tmp_path
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, content in parts.items():
            made.writestr(f"../../{name}.csv", content)
    return path


def test_the_tables_become_whole_services(package):
    one, nobodys = (clean(record, FEED) for record in files.records(package))
    form = one.form
    assert (form["name"], form["minimum_age"]) == ("One", 12)
    assert form["organization"]["organization_identifiers"][0]["identifier"] == "123"
    assert form["phones"][0] | {"id": ""} == {
        "id": "", "number": "01632 960001", "type": "voice", "description": "Desk",
    }  # fmt: skip
    assert [schedule["byday"] for schedule in form["schedules"]] == ["MO"]
    (at,) = form["service_at_locations"]
    assert at["schedules"][0]["byday"] == "TU"
    assert at["location"]["addresses"][0]["postal_code"] == "LS1 4AP"
    assert at["location"]["accessibility"][0]["description"] == "A ramp."
    assert form["attributes"][0]["taxonomy_term"]["taxonomy"] == "Crimes"
    assert form["languages"][0]["code"] == "pl"
    assert form["cost_options"][0]["amount"] == 0
    assert "CANARY" not in str(one)
    assert nobodys.form is None


def test_a_package_without_services_is_none(tmp_path):
    (tmp_path / "locations.csv").write_text("id,name\n1,a\n")
    with pytest.raises(Stopped, match=r"no services\.csv"):
        list(files.records(tmp_path))


@pytest.mark.parametrize(
    ("content", "says_so"),
    [
        ("id,id\n1,2\n", "does not name"),
        (",".join(f"c{n}" for n in range(99)) + "\n", "does not name"),
        ('id,name\n"a"b,c\n', "no CSV"),
    ],
)
def test_a_table_that_makes_no_sense_is_one_sentence(tmp_path, content, says_so):
    (tmp_path / "services.csv").write_text(content)
    with pytest.raises(Stopped, match=says_so):
        list(files.records(tmp_path))


def test_names_of_columns_never_reach_the_database_as_anything_else(tmp_path):
    (tmp_path / "services.csv").write_text(
        'id,name,"x"" TEXT); DROP TABLE service; --",organization_id\n1,A,b,2\n'
    )
    (record,) = files.records(tmp_path)
    assert record["name"] == "A"


def test_a_zip_that_says_it_is_huge_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("services.csv", b"id\n" + b" " * 2_000_000)
    monkeypatch.setattr("directory.arriving.reading.hsds_csv.MOST_UNPACKED", 1_000_000)
    with pytest.raises(Stopped, match="too large"):
        list(files.records(path))


def test_a_folder_is_no_larger_than_a_zip(tmp_path, monkeypatch):
    monkeypatch.setattr("directory.arriving.reading.hsds_csv.MOST_UNPACKED", 1_000)
    for name in ("services", "phones"):
        (tmp_path / f"{name}.csv").write_text("id\n" + " " * 600)
    with pytest.raises(Stopped, match="too large"):
        list(files.records(tmp_path))


def test_rows_are_counted_over_all_tables(tmp_path, monkeypatch):
    monkeypatch.setattr("directory.arriving.reading.hsds_csv.MOST_ROWS", 100)
    for name in ("services", "phones"):
        (tmp_path / f"{name}.csv").write_text("id\n" + "".join(f"{n}\n" for n in range(60)))
    with pytest.raises(Stopped, match="too many rows"):
        list(files.records(tmp_path))


def test_parts_of_a_service_cannot_be_multiplied(tmp_path):
    """400 places with 400 times of opening, each a small table, are 160,000 rows."""
    many = range(400)
    (tmp_path / "services.csv").write_text("id,name\n0,Small\n1,Large\n")
    (tmp_path / "service_at_locations.csv").write_text(
        "id,service_id,location_id\n" + "same,1,l\n" * len(many)
    )
    (tmp_path / "schedules.csv").write_text(
        "id,service_at_location_id\n" + "".join(f"{n},same\n" for n in many)
    )
    records = files.records(tmp_path)
    assert next(records)["name"] == "Small"
    with pytest.raises(Stopped, match="Service number 2 has more parts than any service has"):
        next(records)


def test_one_large_place_cannot_be_multiplied(tmp_path):
    (tmp_path / "services.csv").write_text("id,name\n1,Large\n")
    (tmp_path / "service_at_locations.csv").write_text(
        "id,service_id,location_id\n" + "".join(f"{n},1,l\n" for n in range(100))
    )
    (tmp_path / "locations.csv").write_text("id,description\nl," + "x" * 190_000)
    with pytest.raises(Stopped, match="more parts than any service has"):
        list(files.records(tmp_path))
