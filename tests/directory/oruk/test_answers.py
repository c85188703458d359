"""What each address answers: valid by both documents, whole, and only what is meant to be said."""

import json

import pytest
from django.urls import resolve

from directory.models import Location, Organisation, ServiceAtLocation, Session, TaxonomyTerm
from directory.oruk import openapi, saying
from directory.status import Status
from tests.directory.conftest import make_service
from tests.directory.oruk import checking
from tests.directory.oruk.conftest import NOWHERE

LISTS = ("/services", "/service_at_locations", "/taxonomies", "/taxonomy_terms", "/organizations")


def test_it_says_what_it_is(reader):
    said = reader.get()

    assert said["version"] == "HSDS-UK-3.0"
    assert said["openapi_url"].endswith("/oruk/v3/openapi.json")
    assert reader.get("/") == said


@pytest.mark.parametrize("path", LISTS)
class TestLists:
    def test_are_valid_with_and_without_a_slash(self, reader, rich, path):
        said = reader.get(path)

        assert said["total_items"] == len(said["contents"]) == said["size"] > 0
        assert reader.get(f"{path}/") == said

    def test_and_in_full(self, reader, rich, path):
        assert reader.get(path, full="true")["contents"]

    def test_lead_to_each(self, reader, rich, path):
        for each in reader.ids(path):
            said = reader.get(f"{path}/{each}")
            assert said["id"] == each
            assert reader.get(f"{path}/{each.upper()}/") == said

    def test_know_no_other(self, reader, rich, path):
        for other in (NOWHERE, "abc", "1" * 5000, "%00", "%F0%9F%99%82"):
            assert "nothing public" in reader.refused(f"{path}/{other}", 404)


def test_every_member_that_we_have_is_said(reader, rich):
    said = reader.get(f"/services/{rich.pk}")

    assert set(said) == {member.name for member in saying.SERVICE.members}
    assert said["organization"]["organization_identifiers"][0]["identifier_scheme"] == "GB-CHC"
    assert said["phones"][0]["number"] == "07700 900123"
    assert [each["name"] for each in said["languages"]] == ["English", "Welsh"]
    assert said["cost_options"][0]["amount"] == 0
    assert said["last_modified"].endswith("Z")
    assert len(said["last_modified"]) == len("2026-03-15T10:30:45.123Z")
    assert said["attributes"][0]["link_type"] == "audience"
    assert said["service_at_locations"][0]["location"]["addresses"][0]["country"] == "GB"


def test_nothing_that_is_ours_alone_is_said(reader, rich):
    for path in (f"/services/{rich.pk}", "/services"):
        said = reader.ask(path, full="true").content.decode()
        for secret in ("never said words", "never-said@", "2027-02-03", "assurer", "owner"):
            assert secret not in said


def test_members_without_a_value_are_left_out(reader, hub):
    service = make_service("Bare")

    assert set(reader.get(f"/services/{service.pk}")) == {
        "id", "organization_id", "name", "description", "front_door_summary", "status",
        "last_modified", "front_door_national_helpline", "front_door_page", "organization",
    }  # fmt: skip


def test_identifiers_stay_the_same(reader, rich):
    first = reader.get(f"/services/{rich.pk}")
    rich.save()
    second = reader.get(f"/services/{rich.pk}")

    assert first.pop("last_modified") < second.pop("last_modified")
    assert first == second


def test_a_service_at_a_place_is_also_a_service_to_those_who_ask_for_one(reader, rich):
    (place,) = reader.ids("/service_at_locations")
    said = reader.get(f"/service_at_locations/{place}")

    assert checking.uk("hsds-uk-3.0/service.json").is_valid(said)
    assert said["schedules"][0]["byday"] == "2TU"
    assert said["service"]["id"] == str(rich.pk)


def test_a_place_of_sessions_alone_is_a_place_too(reader, rich):
    ServiceAtLocation.objects.all().delete()
    (place,) = reader.ids("/service_at_locations")
    said = reader.get(f"/services/{rich.pk}")

    assert [each["id"] for each in said["service_at_locations"]] == [place]
    assert said["schedules"][-1]["service_at_location_id"] == place
    assert reader.get(f"/service_at_locations/{place}")["schedules"]


def test_whose_address_is_secret_has_no_place(reader, rich):
    (place,) = reader.ids("/service_at_locations")
    rich.address_is_secret = True
    rich.save()
    said = reader.get(f"/services/{rich.pk}")

    assert "service_at_locations" not in said
    assert said["service_areas"][0]["name"] == "Hampshire"
    assert all("service_at_location_id" not in each for each in said["schedules"])
    assert reader.ids("/service_at_locations") == []
    reader.refused(f"/service_at_locations/{place}", 404)


@pytest.mark.parametrize("change", [{"live": False}, {"status": Status.INACTIVE},
                                    {"status": Status.DEFUNCT}])  # fmt: skip
def test_what_is_not_public_is_not_found(reader, rich, change):
    (place,) = reader.ids("/service_at_locations")
    for name, value in change.items():
        setattr(rich, name, value)
    rich.save()

    assert reader.ids("/services") == reader.ids("/service_at_locations") == []
    assert reader.ids("/organizations") == []
    reader.refused(f"/services/{rich.pk}", 404)
    reader.refused(f"/service_at_locations/{place}", 404)
    reader.refused(f"/organizations/{rich.organisation_id}", 404)


@pytest.mark.parametrize(
    ("model", "members"),
    [
        (TaxonomyTerm, ["attributes"]),
        (Location, ["service_at_locations"]),
        (Organisation, ["organization", "organization_id"]),
    ],
)
def test_what_is_not_published_is_left_out(reader, rich, model, members):
    for row in model.objects.all():
        row.live = False
        row.save()
    said = reader.get(f"/services/{rich.pk}")

    assert not set(members) & set(said)


def test_closed_for_now_is_said(reader, rich):
    rich.status = Status.TEMPORARILY_CLOSED
    rich.save()

    assert reader.get("/services")["contents"][0]["status"] == "temporarily closed"


def test_a_session_without_a_place_is_a_schedule(reader, rich):
    Session.objects.update(location=None)

    assert reader.get(f"/services/{rich.pk}")["schedules"][-1]["description"] == "Clinic"


def test_the_document_names_every_address(reader):
    document = json.loads(reader.ask("/openapi.json").content)

    assert document == openapi.document()
    assert len([path for path in document["paths"] if "{id}" not in path]) == 8
    for path in document["paths"]:
        address = f"/oruk/v3{path}".replace("{id}", NOWHERE)
        assert resolve(address).func.__name__ != "unknown"


def test_the_document_marks_what_is_no_part_of_the_standard():
    for thing, name in ((saying.SERVICE, "service"), (saying.ORGANIZATION, "organization"),
                        (saying.SCHEDULE, "schedule"), (saying.LANGUAGE, "language")):  # fmt: skip
        known = checking.read(f"hsds-uk-3.0/{name}.json")["properties"]
        for member in thing.members:
            assert member.extra == (member.name not in known), member.name


def test_our_own_members_say_whose_they_are():
    hsds = {"phones", "alternate_name", "eligibility_description", "application_process",
            "wait_time", "interpretation_services", "fees_description", "link_entity", "type",
            "name", "code", "status", "service", "schedules"}  # fmt: skip
    for thing in saying.EVERY:
        for member in thing.members:
            if member.extra:
                assert member.name in hsds or member.name.startswith("front_door_")
