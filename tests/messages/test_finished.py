"""Of a referral that is finished nothing leaves that has not left yet, whoever finished it."""

import pytest

from referrals_portal import actions
from referrals_portal.messages import holding, sending
from referrals_portal.models import OutboxMessage, Referral
from referrals_portal.models.outbox import MessageState
from tests.intake.making import make_referral, make_user
from tests.messages.conftest import AT, no_jitter

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(notify):
    return make_referral(hours_ago=0, now=AT, message={"confirm_by": "email"})


def withdraw(row):
    actions.withdraw(referral=row, by=make_user("casey", "caseworker"), at=AT)


def stop(row):
    by = make_user("casey", "caseworker")
    actions.claim(referral=row, stop=True, by=by, at=AT, expected_version=row.version)


def close(row):
    by = make_user("casey", "caseworker")
    actions.close(referral=row, outcome="unsafe_to_contact", text="", by=by, at=AT)


@pytest.mark.parametrize("finish", [withdraw, stop, close])
def test_what_waits_does_not_leave(asked, notify, finish):
    finish(asked)
    # Sending may come first: the worker's chores are in no order that holds.
    assert sending.send_next(AT, no_jitter) == 0
    assert OutboxMessage.objects.get().state == "queued"
    assert holding.let_go(AT) == 1
    message = OutboxMessage.objects.get()
    assert (message.state, bytes(message.recipient)) == ("withdrawn", b"")
    assert notify.messages == []


@pytest.mark.parametrize("state", [MessageState.ATTEMPTING, MessageState.ACCEPTED])
def test_what_has_left_is_looked_after_to_its_end(asked, notify, state):
    OutboxMessage.objects.update(state=state, claimed_until=AT)
    Referral.objects.update(status="withdrawn")
    assert holding.let_go(AT) == 0
    assert OutboxMessage.objects.get().state == state


def test_one_whose_try_is_in_doubt_is_still_looked_up_and_not_sent_again(asked, notify):
    OutboxMessage.objects.update(state=MessageState.ATTEMPTING, attempts=1, claimed_until=AT)
    Referral.objects.update(status="withdrawn")
    assert sending.send_next(AT, no_jitter) == 1
    assert OutboxMessage.objects.get().state == "queued"
    assert sending.send_next(AT, no_jitter) == 0
    assert holding.let_go(AT) == 1
    assert notify.messages == []


def test_that_of_another_goes_out(asked, notify):
    make_referral(hours_ago=0, now=AT, message={"confirm_by": "email"})
    Referral.objects.filter(pk=asked.pk).update(status="withdrawn")
    while sending.send_next(AT, no_jitter):
        pass
    assert len(notify.messages) == 1
