"""What a service confirmed counts as checked, if the hub says so."""

from datetime import date, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from core import generation
from directory.models import Service, Suggestion, UpkeepRule
from directory.upkeep import confirming, suggesting

from .conftest import NOW, TODAY, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
AT = datetime.fromisoformat(NOW)


@pytest.fixture
def confirmed(hub):
    service = make(phone="01632 960001", review_date=date(2026, 10, 1))
    suggesting.keep_confirmed(service, AT)
    return service


def work():
    done = 0
    while confirming.carry_out_next(AT):
        done += 1
    return done


def test_it_counts_as_checked_and_leaves_a_log_entry(confirmed):
    generation.forget()
    before = generation.current()
    assert work() == 1
    found = Service.objects.get()
    assert (found.assured_date, found.review_date) == (TODAY, None)
    assert not Suggestion.objects.exists()
    entry = ModelLogEntry.objects.filter(action="directory.confirmed").get()
    assert (entry.object_id, entry.user_id) == (str(confirmed.pk), None)
    assert entry.timestamp.isoformat() == "2026-11-29T10:00:00+00:00"
    generation.forget()
    assert generation.current() > before


def test_what_an_editor_publishes_next_keeps_it(confirmed):
    work()
    draft = Service.objects.get().get_latest_revision_as_object()
    assert (draft.assured_date, draft.review_date) == (TODAY, None)
    draft.save_revision().publish()
    assert Service.objects.get().assured_date == TODAY


def test_a_draft_stays_one(confirmed):
    confirmed.summary = "Not ready."
    confirmed.save_revision()
    work()
    found = Service.objects.get()
    assert (found.summary, found.has_unpublished_changes) == ("It helps.", True)
    assert found.get_latest_revision_as_object().summary == "Not ready."


def test_a_later_check_of_ours_stays(confirmed):
    Service.objects.update(assured_date=TODAY + timedelta(days=1))
    assert work() == 1
    assert Service.objects.get().assured_date == TODAY + timedelta(days=1)
    assert not Suggestion.objects.exists()


def test_a_hub_may_want_to_decide_itself(confirmed):
    UpkeepRule.objects.create(confirmations_count=False)
    assert work() == 0
    assert Suggestion.objects.exists()


def test_nothing_else_is_carried_out(confirmed):
    work()
    suggesting.keep_changes(confirmed, {"summary": ["It helps.", "Other."]}, AT)
    suggesting.keep_public(confirmed, "number", AT)
    assert work() == 0
    assert Suggestion.objects.count() == 2
    assert Service.objects.get().summary == "It helps."
