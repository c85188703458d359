"""Applying: the public sees old or new, and what editors did is not overwritten."""

from pathlib import Path

import pytest

from directory.models import ConfidentialLocation, Feed, Location, Organisation, Service
from tests.directory.arriving.feeds import many, v3
from tests.directory.arriving.seen import counts, everything
from tests.directory.conftest import make_service

pytestmark = pytest.mark.django_db


def test_services_arrive_whole(copy_from):
    report = copy_from(many(7))
    assert counts(report) == {"new": 7}
    assert report.outcome.made == 7
    service = Service.objects.get(name="Service 3")
    assert str(service.pk) == v3(3)["id"]
    assert (service.slug, service.live, service.status) == ("service-3", True, "active")
    assert service.summary == "It helps people, number 3."
    assert [phone.number for phone in service.phones.all()] == ["01632 960001"]
    assert service.hours.in_words() == "Monday and Tuesday, 9am to 5pm"
    (place,) = service.places
    assert (place.address_1, place.postal_code) == ("3 High Street", "SO14 7LP")
    assert [term.name for term in service.taxonomy_terms.all()] == ["Counselling"]
    assert Organisation.objects.count() == 3
    assert Location.objects.count() == 5
    assert Service.objects.public().count() == 7


def test_a_feed_that_is_not_trusted_makes_drafts(copy_from):
    copy_from(many(3), trusted=None)
    assert not Feed.objects.get().is_trusted
    assert Service.objects.public().count() == 0
    assert Service.objects.filter(live=False).count() == 3


def test_what_changed_is_changed_and_nothing_else(copy_from):
    copy_from(many(7))
    before = Service.objects.get(name="Service 2")
    changed = v3(2, name="New name", phones=[{"number": "01632 960009"}], schedules=[])
    report = copy_from([changed if each["id"] == changed["id"] else each for each in many(7)])
    assert counts(report) == {"changed": 1, "unchanged": 6}
    service = Service.objects.get(pk=before.pk)
    assert (service.name, service.slug) == ("New name", "service-2")
    assert [phone.number for phone in service.phones.all()] == ["01632 960009"]
    assert service.schedules.count() == 0
    assert service.last_modified > before.last_modified


def test_what_an_editor_changed_is_left_alone_and_said(copy_from):
    copy_from(many(3))
    service = Service.objects.get(name="Service 1")
    service.summary = "Better words."
    service.save()
    changed = [v3(n, description="Other words.") for n in range(3)]
    for _again in range(2):
        report = copy_from(changed)
        assert report.outcome.changed_here == ["Service 1"]
    service.refresh_from_db()
    assert service.summary == "Better words."
    assert Service.objects.get(name="Service 2").description == "Other words."
    copy_from([v3(0), v3(2)], allow_deletions=True)
    service.refresh_from_db()
    assert service.status == "active"


def test_what_only_editors_decide_does_not_hold_up_a_change(copy_from):
    copy_from(many(3))
    Service.objects.filter(name="Service 1").update(is_commissioned=True)
    report = copy_from([v3(n, description="Other words.") for n in range(3)])
    assert report.outcome.changed == 3
    assert Service.objects.get(name="Service 1").is_commissioned


def test_what_an_editor_has_begun_is_left_alone(copy_from):
    copy_from(many(2))
    service = Service.objects.get(name="Service 1")
    service.summary = "Half a"
    service.save_revision()
    report = copy_from([v3(n, description="Other words.") for n in range(2)])
    assert report.outcome.changed_here == ["Service 1"]


def test_whoever_opens_a_service_again_sees_what_arrived(copy_from):
    copy_from(many(2))
    service = Service.objects.get(name="Service 1")
    service.save_revision().publish()
    report = copy_from([v3(n, phones=[{"number": "01632 960009"}]) for n in range(2)])
    assert report.outcome.changed == 2
    service = Service.objects.get(pk=service.pk)
    opened = service.get_latest_revision_as_object()
    assert [phone.number for phone in opened.phones.all()] == ["01632 960009"]
    assert service.live_revision_id == service.latest_revision_id
    assert not service.has_unpublished_changes
    assert Service.objects.get(name="Service 0").latest_revision is None


def test_a_change_of_a_feed_that_is_not_trusted_waits_for_an_editor(copy_from):
    copy_from(many(2), trusted=False)
    service = Service.objects.get(name="Service 1")
    service.save_revision().publish()
    for number in ("01632 960008", "01632 960009"):
        records = [v3(n, phones=[{"number": number}]) for n in range(2)]
        report = copy_from(records, trusted=False)
        assert report.outcome.proposed == ["Service 1"]
        service = Service.objects.get(pk=service.pk)
        assert [phone.number for phone in service.phones.all()] == ["01632 960001"]
        assert service.has_unpublished_changes
    assert copy_from(records, trusted=False).outcome.proposed == []
    service.latest_revision.publish()
    service = Service.objects.get(pk=service.pk)
    assert [phone.number for phone in service.phones.all()] == ["01632 960009"]
    report = copy_from([v3(n, description="More.") for n in range(2)], trusted=False)
    assert report.outcome.proposed == ["Service 1"]


def test_what_is_here_already_and_not_of_the_feed_is_left_alone(copy_from):
    ours = make_service("Ours", id=v3(1)["id"])
    report = copy_from(many(3))
    assert report.outcome.elsewhere == ["Ours"]
    ours.refresh_from_db()
    assert ours.name == "Ours"
    assert copy_from(many(3)).outcome.elsewhere == ["Ours"]


def test_what_was_deleted_here_does_not_come_back(copy_from):
    copy_from(many(3))
    Service.objects.get(name="Service 1").delete()
    report = copy_from([v3(n, description="More.") for n in range(3)])
    assert report.outcome.removed_here == ["Service 1"]
    assert Service.objects.count() == 2


def test_an_organisation_and_a_term_that_we_know_by_name_are_ours(copy_from):
    ours = make_service("Ours", org="organisation 1", terms={"counselling": "Talking."})
    copy_from(many(2))
    service = Service.objects.get(name="Service 1")
    assert service.organisation == ours.organisation
    assert list(service.taxonomy_terms.all()) == list(ours.taxonomy_terms.all())


def test_an_address_that_changed_is_changed_unless_an_editor_did(copy_from):
    def at(street):
        place = v3(1)["service_at_locations"][0]["location"]
        address = place["addresses"][0] | {"address_1": street}
        return [v3(1, service_at_locations=[{"location": place | {"addresses": [address]}}])]

    copy_from(at("1 Old Street"))
    copy_from(at("2 New Street"))
    place = Location.objects.get()
    assert place.address_1 == "2 New Street"
    place.name = "Better name"
    place.save()
    report = copy_from(at("3 Newer Street"))
    assert report.outcome.shared == ["Better name"]
    place.refresh_from_db()
    assert place.address_1 == "2 New Street"


@pytest.mark.parametrize(
    "fields",
    [
        {"service_at_locations": [{"location": {"name": "House", "addresses": [
            {"address_1": "1, never PUBLISHED lane", "postal_code": "so152cc"}]}}]},
        {"description": "Come to 1 Never Published Lane, SO15 2CC."},
        {"summary": "1 Never Published Lane", "alert": "SO152CC"},
        {"description": "One Never Published Ln"},
        {"description": "We are at SO15 2CC."},
        {"url": "https://example.org/?q=1%20Never%20Published%20Lane"},
    ],
)  # fmt: skip
def test_a_secret_address_is_refused_and_not_repeated(copy_from, fields, settings):
    ConfidentialLocation.objects.create(
        service=make_service("Refuge"),
        address_1="1 Never Published Lane",
        postal_code="SO15 2CC",
    )
    report = copy_from([v3(0), v3(1, **fields)])
    assert report.left_out == ["Service 1: an address in it is secret here"]
    kept = "".join(file.read_text() for file in Path(settings.VAR).rglob("*.jsonl"))
    assert "Service 0" in kept
    assert "Service 1" not in kept
    assert not Service.objects.filter(name="Service 1").exists()
    assert "never published" not in str(report).lower()
    assert not any("published lane" in each.lower() for each in map(str, everything()))


def test_not_even_its_name_is_told_where_that_is_the_address(copy_from):
    ConfidentialLocation.objects.create(
        service=make_service("Refuge"), address_1="1 Never Published Lane"
    )
    report = copy_from([v3(0), v3(1, name="Refuge, 1 Never Published Lane")])
    assert report.left_out == ["Number 2: an address in it is secret here"]


def test_a_service_whose_address_an_editor_made_secret_gets_no_place(copy_from):
    copy_from([v3(1, service_at_locations=[])])
    Service.objects.update(address_is_secret=True)
    assert copy_from([v3(1)]).outcome.changed == 1
    assert list(Service.objects.get().places) == []
    assert Location.objects.count() == 0


def test_names_that_are_alike_have_addresses_of_their_own(copy_from):
    make_service("Service")
    copy_from([v3(n, name="Service") for n in range(3)])
    slugs = set(Service.objects.values_list("slug", flat=True))
    assert slugs == {"service", "service-2", "service-3", "service-4"}
