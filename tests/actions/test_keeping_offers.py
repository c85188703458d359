"""An offer that has been sent keeps its promise; nothing is due until they answer."""

from datetime import UTC, datetime, timedelta

import pytest

from referrals_portal.actions.keeping_offers import keep_sent
from referrals_portal.models import Clock, OutboxMessage, Referral
from tests.actions.sending_others import SUPPORT, TEXT_AND_EMAIL, sent

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 12, 34, 56, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
HOUR = AT.replace(minute=0, second=0) + timedelta(hours=1)
EITHER, EACH = TEXT_AND_EMAIL, TEXT_AND_EMAIL | {"either": False}
CALL = {"what": "first_contact", "unit": "hours", "number": 48}


def ends(state, **only):
    OutboxMessage.objects.filter(**only).update(state=state)
    return keep_sent(LATER)


def met():
    return {clock.channel: clock.met_at for clock in Clock.objects.filter(what="offer")}


def due():
    return Referral.objects.get().due_at


@pytest.mark.parametrize("state", ["accepted", "delivered"])
def test_a_promise_of_one_way_or_the_other_is_kept_by_one_message(force, settings, state):
    settings.MESSAGES = "notify"
    force(EITHER, SUPPORT)
    sent(AT)
    assert OutboxMessage.objects.count() == 1
    assert due() == AT.replace(minute=0, second=0) + timedelta(hours=24)
    assert ends(state) == 1
    assert met() == {"text": HOUR, "email": HOUR}
    assert due() is None
    assert keep_sent(LATER) == 0


def test_a_promise_by_each_of_two_ways_takes_two_messages(force, settings):
    settings.MESSAGES = "notify"
    force(EACH, SUPPORT, CALL)
    sent(AT)
    assert sorted(OutboxMessage.objects.values_list("channel", flat=True)) == ["email", "sms"]
    ends("accepted", channel="sms")
    assert met() == {"text": HOUR, "email": None}
    ends("delivered", channel="email")
    assert met() == {"text": HOUR, "email": HOUR}
    assert due() == AT.replace(minute=0, second=0) + timedelta(hours=48)


def test_a_way_that_was_never_given_is_not_waited_for(force, settings):
    settings.MESSAGES = "notify"
    force(EACH, SUPPORT)
    sent(AT, email=None)
    assert ends("accepted") == 1
    assert met() == {"text": HOUR, "email": HOUR}


@pytest.mark.parametrize(
    "state", ["queued", "attempting", "failed", "expired", "withdrawn", "held"]
)
def test_what_has_not_been_sent_keeps_nothing(force, settings, state):
    settings.MESSAGES = "notify"
    force(EITHER, SUPPORT)
    sent(AT)
    assert ends(state) == 0
    assert set(met().values()) == {None}


def test_what_waits_for_their_yes_does_not_start(force, settings):
    settings.MESSAGES = "notify"
    force(EITHER, SUPPORT)
    sent(AT)
    ends("accepted")
    support = Clock.objects.get(what="support")
    assert (support.started_at, support.met_at) == (None, None)
