"""What staff called back while a carrier had it: it is not tried again, nor in another way."""

from datetime import timedelta

import pytest

from hub import snapshot
from hub.loading import load
from hub.versions import put_in_force
from referrals_portal.actions.calling_back import call_back
from referrals_portal.messages import moving, sending
from referrals_portal.messages.envelope import Way
from referrals_portal.messages.machine import Move, Outcome
from referrals_portal.messages.reasons import Reason
from referrals_portal.messages.sending.finishing import finish
from referrals_portal.models import OutboxMessage, Referral
from referrals_portal.models.outbox import MessageState
from tests.intake.making import make_referral
from tests.messages.conftest import AT, EMAIL, PHONE, no_jitter, now_of

BOTH = (Way("sms", PHONE), Way("email", EMAIL))


@pytest.fixture(autouse=True)
def another_way(db):
    put_in_force(load("example"), {"messages": {"try_another_way": True}}, at=AT)
    snapshot.forget()


def test_what_was_surely_not_taken_in_is_not_sent_after_all(queue, notify):
    row = queue()
    (claim,) = sending.claim(sending.carrier(), AT)
    moving.forget(row)
    OutboxMessage.objects.filter(pk=row.pk).update(claimed_until=AT)
    later = AT + timedelta(minutes=3)
    for minutes in range(3):  # looked up, found absent, and claimed again
        sending.send_next(later + timedelta(minutes=minutes), no_jitter)
    assert claim.row.pk == row.pk
    assert (now_of(row).state, now_of(row).failure) == ("withdrawn", "called-back")
    assert not notify.messages


def test_nothing_goes_in_the_place_of_one_that_did_not_arrive(queue, notify):
    row, other = queue(ways=BOTH), queue(ways=(Way("sms", "07700 900346"), BOTH[1]))
    for each in (row, other):
        OutboxMessage.objects.filter(pk=each.pk).update(state="accepted")
    moving.forget(row)
    for each in (row, other):
        move = sending.applying.machine.heard("accepted", "", "temporary-failure", AT)
        sending.finishing.finish(now_of(each), move, AT, because="temporary-failure")
    follows = OutboxMessage.objects.exclude(follows=None).values_list("follows", flat=True)
    assert list(follows) == [other.pk]


def test_what_is_called_back_while_others_of_its_batch_are_sent_stays_here(queue, notify):
    second = queue(channel="email")
    claims = sending.claim(sending.carrier(), AT)
    OutboxMessage.objects.filter(pk=second.pk).update(recipient=b"")
    (held,) = claims
    answer = sending.deliver(held.row, sending.carrier(), AT)
    assert answer.outcome is Outcome.CALLED_BACK
    assert notify.messages == []


def test_no_other_way_follows_what_was_called_back_while_it_was_asked_about(queue, notify):
    row = queue(ways=BOTH)
    OutboxMessage.objects.filter(pk=row.pk).update(state="accepted")
    as_read = now_of(row)
    OutboxMessage.objects.filter(pk=row.pk).update(recipient=b"")
    move = Move(MessageState.FAILED, reason=Reason.NOT_REACHED)
    assert finish(as_read, move, AT, because="temporary-failure")
    assert OutboxMessage.objects.count() == 1
    assert now_of(row).state == MessageState.FAILED


def test_what_was_held_keeps_the_time_at_which_it_is_due(queue):
    later = AT + timedelta(days=9)
    row = queue(due_at=later, held_for="suspected")
    assert moving.make(row, Move(MessageState.QUEUED), because="vouched")
    assert now_of(row).due_at == later


def test_what_waits_in_a_batch_stays_here_once_its_referral_is_closed(queue, notify, keys):
    referral = make_referral()
    queue(referral=referral.pk)
    (claim,) = sending.claim(sending.carrier(), AT)
    Referral.objects.filter(pk=referral.pk).update(status="closed")
    assert sending.deliver(claim.row, sending.carrier(), AT).outcome is Outcome.CALLED_BACK
    assert notify.messages == []


def test_what_a_worker_wrote_in_its_place_while_it_was_waited_for_is_called_back(
    queue, monkeypatch
):
    row = queue(ways=BOTH)
    OutboxMessage.objects.filter(pk=row.pk).update(state="accepted")
    forget = moving.forget

    def slowly(message):
        """Somebody else was quicker: the message failed, and another was written for it."""
        if message.pk == row.pk:
            failed = Move(MessageState.FAILED, reason=Reason.NOT_REACHED)
            assert finish(now_of(row), failed, AT, because="temporary-failure")
        forget(message)

    monkeypatch.setattr(moving, "forget", slowly)
    call_back([row.pk], because="test")
    follower = OutboxMessage.objects.get(follows=row.pk)
    assert (follower.state, bytes(follower.recipient)) == (MessageState.WITHDRAWN, b"")
