"""Two at the same moment: nothing is lost, nothing secret gets out, and nobody waits in a circle.

Only on PostgreSQL: SQLite lets one write at a time.
"""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from wagtail.models import Page, Revision

from directory import confidential
from directory.models import ConfidentialLocation, Service
from directory.upkeep import changing, confirming, suggesting
from pages.models import InformationPage
from tests.directory.elsewhere import elsewhere

from .conftest import NOW, TODAY, make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_today")]
AT = datetime.fromisoformat(NOW)
SAYS_IT = "Come to 7 Never Published Row."


@pytest.fixture
def house(hub):
    return make("A house")


def hide(service):
    return ConfidentialLocation.objects.create(service=service, address_1="7 Never Published Row")


def drafted(record, by=None, **said):
    """A version of a record that is to be published in an hour."""
    for name, value in said.items():
        setattr(record, name, value)
    record.go_live_at = AT + timedelta(hours=1)
    return record.save_revision(user=by)


def new_page():
    page = InformationPage(title="Where", introduction="Here.")
    Page.get_first_root_node().add_child(instance=page)
    return page


def timed():
    return Revision.objects.exclude(approved_go_live_at=None).exists()


@pytest.fixture
def hide_while(monkeypatch):
    """``hide_while(do, service)``: its address becomes secret; all drafts were looked at just now.

    Then somebody does something, and only after it the transaction ends.
    """
    real = confidential.take_times_from

    def both(do, service):
        ends = []

        def meanwhile(secret):
            real(secret)
            ends.append(elsewhere(do))

        monkeypatch.setattr(confidential, "take_times_from", meanwhile)
        hide(service)
        (end,) = ends
        end()

    return both


def test_a_draft_saved_while_a_confirmation_is_carried_out(hub, edie, monkeypatch):
    service = make()
    own = service.save_revision(user=edie)
    suggesting.keep_confirmed(service, AT)
    typing = Service.objects.get()
    typing.summary = "Not ready."
    ends = []
    real = confirming.mark_checked

    def meanwhile(row, day):
        ends.append(elsewhere(lambda: typing.save_revision(user=edie, overwrite_revision=own)))
        real(row, day)

    monkeypatch.setattr(confirming, "mark_checked", meanwhile)
    assert confirming.carry_out_next(AT) == 1
    (end,) = ends
    end()

    found = Service.objects.get()
    assert (found.summary, found.assured_date) == ("It helps.", TODAY)
    assert found.get_latest_revision_as_object().summary == "Not ready."


def test_a_draft_that_gets_its_time_after_it_was_looked_at(house, hide_while):
    draft = drafted(make("Other"), description=SAYS_IT)
    hide_while(draft.publish, house)
    assert not timed()


def test_a_page_that_gets_its_time_after_it_was_looked_at(house, hide_while):
    draft = drafted(new_page(), introduction=SAYS_IT)
    hide_while(draft.publish, house)
    assert not timed()


def test_a_draft_that_got_its_time_just_before(house):
    draft = drafted(make("Other"), description=SAYS_IT)
    with transaction.atomic():
        draft.publish()
        end = elsewhere(lambda: hide(house))
    end()
    assert not timed()


def test_whoever_types_meanwhile_waits_in_no_circle(house, edie, hide_while):
    own = drafted(house, by=edie, description=SAYS_IT)
    own.publish()
    typing = Service.objects.get()
    typing.summary = "Not ready."
    hide_while(lambda: typing.save_revision(user=edie, overwrite_revision=own), house)
    assert Service.objects.get().get_latest_revision_as_object().summary == "Not ready."


def test_nor_does_whoever_types_on_a_page(house, edie, monkeypatch):
    own = drafted(new_page(), by=edie, introduction=SAYS_IT)
    own.publish()
    typing = InformationPage.objects.get()
    ends = []
    real = InformationPage.save

    def meanwhile(page, **kwargs):
        ends.append(elsewhere(lambda: hide(house)))
        real(page, **kwargs)

    monkeypatch.setattr(InformationPage, "save", meanwhile)
    with transaction.atomic():
        typing.save_revision(user=edie, overwrite_revision=own)
    (end,) = ends
    end()
    assert ConfidentialLocation.objects.exists()


def test_nor_does_the_worker(house, hide_while):
    drafted(house, description=SAYS_IT).publish()
    suggesting.keep_confirmed(house, AT)
    hide_while(lambda: confirming.carry_out_next(AT), house)
    assert Service.objects.get().assured_date == TODAY


@pytest.mark.parametrize("add", [lambda: make("New"), new_page])
def test_nor_does_whoever_saves_what_is_new(house, hide_while, add):
    """It is saved, of which every process is told, before it has a version."""

    @transaction.atomic
    def add_and_publish():
        add().save_revision().publish()

    hide_while(add_and_publish, house)
    assert Service.objects.filter(name="New", live=True) or InformationPage.objects.get().live


def test_nor_does_whoever_publishes_a_change_to_it(house, edie, hide_while):
    other = Service.objects.get()
    hide_while(lambda: changing.check(other, TODAY, edie), house)
    assert Service.objects.get().assured_date == TODAY
