"""What says a secret address is never published, also not at a time that it was given before."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from wagtail.models import GroupApprovalTask, ModelLogEntry, Page, Revision, Workflow, WorkflowTask

from directory import confidential
from directory.addresses import Address
from directory.confidential import kept_addresses, says, texts_in
from directory.models import ConfidentialLocation, Location, Phone, Service
from directory.upkeep.log import KEPT_BACK
from pages.models import InformationPage

from .conftest import NOW as TEN_TWENTY
from .conftest import make

pytestmark = pytest.mark.django_db
SECRET = {"address_1": "7 Never Published Row", "postal_code": "ZZ1 1BB"}
SAYS_IT = "Come to 7 Never Published Row, any day."
DUE = "/cms/directory/due/"
NOW = datetime.fromisoformat(TEN_TWENTY)
SOON = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def house(hub):
    return make("A house")


def hide(service):
    return ConfidentialLocation.objects.create(service=service, **SECRET)


def given_a_time(record, **said):
    """The record, of which a draft says this and is published soon."""
    for name, value in said.items():
        setattr(record, name, value)
    record.go_live_at = SOON
    record.save_revision().publish()
    return type(record).objects.get(pk=record.pk)


def time_comes(clock):
    clock.move_to(SOON + timedelta(minutes=1))
    call_command("publish_scheduled")


def is_scheduled(record):
    return Revision.objects.for_instance(record).exclude(approved_go_live_at=None).exists()


def test_what_says_nothing_secret_is_published_at_its_time(clock, house):
    hide(house)
    given_a_time(make("Other"), description="Come in.")
    time_comes(clock)
    assert Service.objects.get(name="Other").description == "Come in."


def test_an_address_that_becomes_secret_takes_the_time_away(clock, house):
    other = given_a_time(make("Other"), description=SAYS_IT)
    assert is_scheduled(other)
    hide(house)
    assert not is_scheduled(other)
    time_comes(clock)
    found = Service.objects.get(name="Other")
    assert (found.description, found.live, found.has_unpublished_changes) == ("", True, True)
    assert found.get_latest_revision_as_object().description == SAYS_IT


def test_an_address_that_is_changed_does_too(clock, house):
    secret = ConfidentialLocation.objects.create(service=house, address_1="1 Other Road")
    other = given_a_time(make("Other"), description=SAYS_IT)
    secret.address_1 = SECRET["address_1"]
    secret.save()
    assert not is_scheduled(other)


def test_when_the_time_comes_it_is_looked_at_again(clock, house):
    """Somebody wrote the secret address into the table without telling anyone."""
    place = Location(name="Hall", live=False)
    place.save()
    given_a_time(place, address_1=SECRET["address_1"])
    service = make("Other")
    service.phones = [Phone(number="01632 960001", description="At ZZ1 1BB")]
    given_a_time(service)
    ConfidentialLocation.objects.bulk_create([ConfidentialLocation(service=house, **SECRET)])
    time_comes(clock)
    assert not Location.objects.get().live
    assert not Service.objects.get(name="Other").phones.exists()
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()
    call_command("publish_scheduled")
    assert ModelLogEntry.objects.filter(action=KEPT_BACK).count() == 2


def test_who_may_not_look_goes_by_the_time_that_it_still_has(clock, house, monkeypatch):
    """The worker reads what is due, an address becomes secret, the worker publishes."""
    other = given_a_time(make("Other"), description=SAYS_IT)
    clock.move_to(SOON + timedelta(minutes=1))
    due = Revision.objects.exclude(approved_go_live_at=None).get()
    hide(house)
    monkeypatch.setattr(confidential, "_may_be_read", lambda: False)
    due.publish()
    assert Service.objects.get(pk=other.pk).description == ""


def test_nor_is_it_published_by_whoever_agrees_to_a_draft(house, editor, edie):
    other = make("Other")
    other.description = SAYS_IT
    other.save_revision()
    workflow = Workflow.objects.create(name="Second pair of eyes")
    task = GroupApprovalTask.objects.create(name="Look")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(Service.objects.get(name="Other"), edie)
    hide(house)
    state = Service.objects.get(name="Other").current_workflow_state
    state.current_task_state.approve(user=edie)
    assert Service.objects.get(name="Other").description == ""
    assert "Other</a> (service)" in editor.get(DUE).text


def test_the_editor_sees_why_until_they_took_it_out(clock, house, editor):
    other = given_a_time(make("Other"), description=SAYS_IT)
    assert "Not published" not in editor.get(DUE).text
    hide(house)
    page = editor.get(DUE).text
    assert "These say a secret address, so they were not published." in page
    assert f"/{other.pk}/" in page
    assert "Other</a> (service)" in page
    assert "Never Published Row" not in page
    clock.move_to(NOW + timedelta(minutes=9))
    draft = other.get_latest_revision_as_object()
    draft.description = "Come in."
    draft.save_revision().publish()
    assert is_scheduled(other)
    assert "Not published" not in editor.get(DUE).text


def test_the_log_does_not_say_it(house):
    place = Location(name="7 Never Published Row", live=False)
    place.save()
    given_a_time(place)
    ModelLogEntry.objects.all().delete()
    hide(house)
    (entry,) = ModelLogEntry.objects.filter(action=KEPT_BACK)
    assert (entry.label, entry.data) == ("place", {})


class TestAPage:
    """Of the website, also in its body."""

    @pytest.fixture
    def page(self, house):
        page = InformationPage(title="Where", introduction="Here.")
        Page.get_first_root_node().add_child(instance=page)
        page.body = [("text", "<p>Come to 7 Never\u00a0Published Row.</p>")]
        return given_a_time(page)

    def test_loses_its_time(self, clock, house, page):
        assert is_scheduled(page)
        hide(house)
        assert not is_scheduled(page)
        time_comes(clock)
        assert not InformationPage.objects.get().live

    def test_is_looked_at_when_it_comes(self, clock, house, page, editor):
        ConfidentialLocation.objects.bulk_create([ConfidentialLocation(service=house, **SECRET)])
        time_comes(clock)
        assert not InformationPage.objects.get().live
        assert "Where (page of information)" in editor.get(DUE).text


def test_words_are_found_wherever_they_stand(house):
    hide(house)
    addresses = kept_addresses()
    assert says({"a": [{"b": "Come to 7 never\npublished row"}]}, addresses)
    assert says({"body": r'[{"value": "7 Never\u00a0Published\nRow"}]'}, addresses)


def test_an_id_is_no_postcode():
    assert says(["Write to AB12CD"], [Address(postcode="AB1 2CD")])
    assert not says({"id": "0000ab12-cd00-0000-0000-000000000000"}, [Address(postcode="AB1 2CD")])


def test_no_text_is_too_deep():
    assert list(texts_in(["[" * 100_000, 1, None])) == ["[" * 100_000]
