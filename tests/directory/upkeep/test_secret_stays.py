"""An address that became secret stays secret, whichever version of its service is published."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Revision

from directory.confidential import keep_secret
from directory.models import ConfidentialLocation, Location, Service, ServiceAtLocation, Session

from .conftest import NOW as TEN_TWENTY
from .conftest import make

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat(TEN_TWENTY)
PLACE = {"name": "Hall", "address_1": "7 Never Published Row", "postal_code": "ZZ1 1BB"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def place(hub):
    return Location.objects.create(**PLACE)


@pytest.fixture
def house(place):
    """A service at a place, of which there is a draft."""
    house = make("A house")
    house.service_at_locations = [ServiceAtLocation(location=place)]
    house.sessions = [Session(description="Group", location=place, byday="MO",
                              opens_at="10:00", closes_at="11:00")]  # fmt: skip
    house.save()
    house.save_revision().publish()
    house.summary = "It helps more."
    house.save_revision()
    return Service.objects.get()


def add_secret(editor, service):
    made = editor.post(
        reverse("wagtailsnippets_directory_confidentiallocation:add"),
        {"service": service.pk, "address_1": PLACE["address_1"], "postal_code": "ZZ1 1BB"},
    )
    assert made.status_code == 302


def is_at(version, key):
    return str(key) in str(version.content)


def assert_hidden(visitor):
    found = Service.objects.get(name="A house")
    assert found.address_is_secret
    for page in (
        visitor.get("/services/a-house/"),
        visitor.post("/services/list/", {"keep": "a-house"}),
        visitor.get(f"/oruk/v3/services/{found.pk}"),
    ):
        assert page.status_code == 200
        assert "Never Published" not in page.text


def test_an_older_draft_does_not_tell_it(editor, visitor, house, place):
    add_secret(editor, house)
    for version in Revision.objects.for_instance(house):
        assert version.content["address_is_secret"] is True
        assert not is_at(version, place.pk)
    house.get_latest_revision().publish()
    assert Service.objects.get().summary == "It helps more."
    assert_hidden(visitor)


def test_a_draft_with_a_time_does_not_tell_it(clock, editor, visitor, house):
    house.summary, house.go_live_at = "At its time.", NOW + timedelta(hours=1)
    house.save_revision().publish()
    add_secret(editor, house)
    clock.move_to(NOW + timedelta(hours=2))
    call_command("publish_scheduled")
    assert Service.objects.get().summary == "At its time."
    assert_hidden(visitor)


def test_nor_does_an_older_version_that_is_restored(editor, visitor, house):
    first = Revision.objects.for_instance(house).order_by("created_at", "pk").first()
    add_secret(editor, house)
    first.as_object().save_revision().publish()
    assert_hidden(visitor)


def test_its_other_places_stay_in_its_versions(editor, house):
    open_one = Location.objects.create(name="Library", address_1="2 Open Street")
    house.service_at_locations.add(ServiceAtLocation(location=open_one))
    house.save_revision()
    add_secret(editor, house)
    assert is_at(Revision.objects.for_instance(house).latest("pk"), open_one.pk)


def test_the_tick_cannot_be_taken_away(editor, house):
    add_secret(editor, house)
    address = reverse("wagtailsnippets_directory_service:edit", args=[house.pk])
    page = editor.get(address).text
    (tick,) = (each for each in page.split("<input")[1:] if 'name="address_is_secret"' in each)
    assert "disabled" in tick.partition(">")[0]
    assert "checked" in tick.partition(">")[0]
    assert "Take the address out of “Secret addresses” first." in page


def test_no_process_that_knows_saves_it_as_open(house):
    ConfidentialLocation.objects.create(service=house, address_1=PLACE["address_1"])
    stale = Service.objects.get()
    stale.address_is_secret = False
    stale.clean()
    assert stale.address_is_secret
    stale.address_is_secret = False
    stale.save()
    assert Service.objects.get().address_is_secret


def test_whose_secret_is_taken_out_may_be_open_again(editor, house):
    add_secret(editor, house)
    ConfidentialLocation.objects.all().delete()
    found = Service.objects.get()
    found.address_is_secret = False
    found.save()
    assert not Service.objects.get().address_is_secret
    page = editor.get(reverse("wagtailsnippets_directory_service:edit", args=[house.pk])).text
    assert "You cannot take this tick away" not in page


def test_a_draft_of_another_service_is_not_at_a_place_that_became_secret(house, place):
    other = make("Other")
    other.service_at_locations = [ServiceAtLocation(location=place)]
    other.save_revision()
    draft, key = other.get_latest_revision(), place.pk
    assert is_at(draft, key)
    keep_secret(place)
    draft.refresh_from_db()
    assert not is_at(draft, key)
    draft.publish()
    assert not Service.objects.get(name="Other").service_at_locations.exists()
