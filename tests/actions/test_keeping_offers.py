"""An offer that has been sent keeps its promise; nothing is due until they answer."""

from datetime import UTC, datetime, timedelta

import pytest

from referrals_portal.actions import keeping_offers
from referrals_portal.actions.keeping_offers import keep_arrived
from referrals_portal.models import Clock, Event, OutboxMessage, Referral
from tests.actions.sending_others import SUPPORT, TEXT_AND_EMAIL, sent

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 12, 34, 56, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
HOUR = AT.replace(minute=0, second=0) + timedelta(hours=1)
EITHER, EACH = TEXT_AND_EMAIL, TEXT_AND_EMAIL | {"either": False}
CALL = {"what": "first_contact", "unit": "hours", "number": 48}


def ends(state, **only):
    OutboxMessage.objects.filter(**only).update(state=state)
    return keep_arrived(LATER)


def met():
    return {clock.channel: clock.met_at for clock in Clock.objects.filter(what="offer")}


def due():
    return Referral.objects.get().due_at


def test_a_promise_of_one_way_or_the_other_is_kept_by_one_message(force, settings):
    settings.MESSAGES = "notify"
    force(EITHER, SUPPORT)
    sent(AT)
    assert OutboxMessage.objects.count() == 1
    assert due() == AT.replace(minute=0, second=0) + timedelta(hours=24)
    assert ends("delivered") == 1
    assert met() == {"text": HOUR, "email": HOUR}
    assert due() is None
    event = Event.objects.get(kind="offer_arrived")
    assert (event.at, event.detail, event.by) == (HOUR, "text", None)
    assert keep_arrived(LATER) == 0


def test_a_promise_by_each_of_two_ways_takes_two_messages(force, settings):
    settings.MESSAGES = "notify"
    force(EACH, SUPPORT, CALL)
    sent(AT)
    assert sorted(OutboxMessage.objects.values_list("channel", flat=True)) == ["email", "sms"]
    ends("delivered", channel="sms")
    assert met() == {"text": HOUR, "email": None}
    ends("delivered", channel="email")
    assert met() == {"text": HOUR, "email": HOUR}
    assert due() == AT.replace(minute=0, second=0) + timedelta(hours=48)


def test_a_way_that_was_never_given_is_not_waited_for(force, settings):
    settings.MESSAGES = "notify"
    force(EACH, SUPPORT)
    sent(AT, email=None)
    assert ends("delivered") == 1
    assert met() == {"text": HOUR, "email": HOUR}


@pytest.mark.parametrize(
    "state", ["queued", "attempting", "accepted", "failed", "expired", "withdrawn", "held"]
)
def test_what_has_not_arrived_keeps_nothing_and_is_as_due_as_it_was(force, settings, state):
    settings.MESSAGES = "notify"
    force(EITHER, SUPPORT)
    sent(AT)
    before = due()
    assert ends(state) == 0
    assert set(met().values()) == {None}
    assert due() == before


def test_a_way_that_we_cannot_send_by_is_not_kept_by_another(force, settings):
    settings.MESSAGES = "smtp"
    force(EACH, SUPPORT)
    sent(AT)
    ends("delivered")
    assert met() == {"text": None, "email": HOUR}


def test_a_letter_that_nobody_posted_stands_in_nobodys_way(force, settings, monkeypatch):
    settings.MESSAGES = "notify"
    monkeypatch.setattr(keeping_offers, "MOST", 1)
    force(EACH | {"channels": ["text", "letter"]}, SUPPORT)
    for number in (1, 2):
        sent(AT, reference=f"TEST/00000{number}/26")
    ends("delivered")
    keep_arrived(LATER)
    assert Clock.objects.filter(channel="text", met_at=HOUR).count() == 2
    assert keep_arrived(LATER) == 0


def test_what_waits_for_their_yes_does_not_start(force, settings):
    settings.MESSAGES = "notify"
    force(EITHER, SUPPORT)
    sent(AT)
    ends("delivered")
    support = Clock.objects.get(what="support")
    assert (support.started_at, support.met_at) == (None, None)
