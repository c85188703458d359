"""No answer holds any part of a secret address: one is planted, and everything is searched."""

import io
import zipfile

import pytest

from config.demo.words.local_services import SECRET_PLACE
from directory.models import ConfidentialLocation, Location, Service, ServiceAtLocation, Session
from tests.directory.oruk.checking import UK_OF

SECRETS = ("never published lane", "nevertown", "zz1", "refuge's house", "hidden hall")
LISTS = [f"/{path}" for path in UK_OF if "{id}" not in path]
ASKED = (
    {}, {"full": "true"}, {"minimal": "true"}, {"format": "ndjson", "full": "true"},
    {"search": "refuge"}, {"search": "never published lane nevertown", "full": "true"},
    {"search": "hidden hall zz1 1aa", "full": "true"}, {"day": "MO", "full": "true"},
    {"postcode": "ZZ1 1AA", "full": "true"}, {"postcode": "SO14", "proximity": "500000"},
    {"modified_after": "2000-01-01", "full": "true"}, {"minimum_age": "0"},
)  # fmt: skip


@pytest.fixture
def refuge(demonstrated, hub):
    """The demonstration's, published; and what an editor should not have left beside it."""
    Service.objects.get(name="Example refuge (invented)").latest_revision.publish()
    refuge = Service.objects.get(name="Example refuge (invented)")
    assert ConfidentialLocation.objects.get(service=refuge).address_1 == SECRET_PLACE["address_1"]
    ConfidentialLocation.objects.create(service=refuge, address_1="2 Hidden Hall", city="Nevertown")
    forgotten = Location.objects.create(
        name="Hidden Hall", address_1="2 Never Published Lane", postal_code="ZZ1 1AA",
        latitude=50.9, longitude=-1.4,
    )  # fmt: skip
    ServiceAtLocation.objects.create(service=refuge, location=forgotten)
    Session.objects.create(service=refuge, location=forgotten, description="Group", byday="MO",
                           opens_at="10:00", closes_at="11:00")  # fmt: skip
    return refuge


def hides(content):
    said = content.decode().lower()
    found = [
        said[max(0, place - 60) : place + 60] for place in map(said.find, SECRETS) if place > 0
    ]
    assert not found
    return True


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_no_list_holds_it(reader, refuge, asked):
    for path in LISTS:
        assert hides(reader.ask(path, **asked).getvalue()), path


def test_no_answer_about_one_holds_it(reader, refuge):
    for path in LISTS:
        for each in reader.ids(path, per_page=200):
            assert hides(reader.ask(f"{path}/{each}").content)


def test_its_service_is_there_without_a_place(reader, refuge):
    said = reader.get(f"/services/{refuge.pk}")

    assert "service_at_locations" not in said
    assert [each["description"] for each in said["schedules"]] == ["Group"]


def test_no_address_of_a_place_leads_to_it(reader, refuge):
    for link in ServiceAtLocation.objects.filter(service=refuge):
        reader.refused(f"/service_at_locations/{link.pk}", 404)
    for secret in ConfidentialLocation.objects.all():
        for path in LISTS:
            assert hides(reader.ask(f"{path}/{secret.pk}").content)


def test_the_package_does_not_hold_it(reader, refuge):
    with zipfile.ZipFile(io.BytesIO(reader.ask("/package.zip").content)) as package:
        for name in package.namelist():
            assert hides(package.read(name)), name
            if name == "services.csv":
                assert refuge.name.encode() in package.read(name)


def test_its_table_is_never_asked(reader, refuge, django_assert_max_num_queries):
    with django_assert_max_num_queries(300) as captured:
        for path in (*LISTS, "/package.zip", "", "/openapi.json"):
            reader.ask(path, full="true")
    assert captured.captured_queries
    assert not [q for q in captured.captured_queries if "confidentiallocation" in q["sql"].lower()]
