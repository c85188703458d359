"""From the outbox to Notify, over real HTTP with Notify's own client."""

import uuid
from datetime import timedelta

import pytest

from referrals_portal.messages import sending
from referrals_portal.messages.carrier import NotConfigured
from referrals_portal.models import OutboxMessage
from referrals_portal.models.outbox import MessageState
from tests.messages.conftest import AT, DIALLED, EMAIL, no_jitter, now_of

MINUTE = timedelta(minutes=1)


def work(at, times=20):
    """Send all that is due at a moment."""
    while times and sending.send_next(at, no_jitter):
        times -= 1
    assert times, "it never came to rest"


@pytest.mark.parametrize(
    ("channel", "to", "template"),
    [("sms", DIALLED, "Confirmation by text"), ("email", EMAIL, "Confirmation by email")],
)
def test_a_message_goes_out_at_once_and_once(queue, notify, channel, to, template):
    row = queue(channel=channel)
    work(AT)
    (message,) = notify.messages
    assert (message.to, message.template.name, message.reference) == (to, template, row.reference)
    assert "K7RM-9QXP" in message.body
    row = now_of(row)
    assert (row.state, row.attempts, row.failure) == (MessageState.ACCEPTED, 1, "")
    assert (row.notification_id, row.claimed_until) == (uuid.UUID(message.id), None)
    work(AT + timedelta(days=1))
    assert len(notify.messages) == 1


def test_what_is_not_due_waits_and_the_oldest_goes_first(queue, notify):
    later, first, second = queue(at=AT + MINUTE), queue(at=AT - MINUTE), queue()
    work(AT)
    assert [m.reference for m in notify.messages] == [first.reference, second.reference]
    assert now_of(later).state == MessageState.QUEUED


@pytest.mark.parametrize("state", [MessageState.HELD, MessageState.WITHDRAWN, MessageState.EXPIRED])
def test_what_is_held_or_over_is_not_sent(queue, notify, state):
    OutboxMessage.objects.filter(pk=queue().pk).update(state=state)
    work(AT + MINUTE)
    assert notify.messages == []


FAULTS = [
    # what Notify does, state then, when there is something to do again, tries until it is in
    ("500", MessageState.QUEUED, timedelta(minutes=1), 2),
    ("503", MessageState.QUEUED, timedelta(minutes=1), 2),
    ("429", MessageState.QUEUED, timedelta(seconds=1), 1),
    ("429-day", MessageState.QUEUED, timedelta(hours=8), 1),
    ("502", MessageState.ATTEMPTING, timedelta(seconds=120), 2),
    ("504", MessageState.ATTEMPTING, timedelta(seconds=120), 2),
    ("refuse", MessageState.ATTEMPTING, timedelta(seconds=120), 2),
    ("drop", MessageState.ATTEMPTING, timedelta(seconds=120), 1),
    ("malformed", MessageState.ATTEMPTING, timedelta(seconds=120), 1),
]


@pytest.mark.parametrize(("fault", "state", "wait", "attempts"), FAULTS)
def test_after_a_fault_the_message_still_goes_out_once(queue, notify, fault, state, wait, attempts):
    row = queue()
    notify.next(fault)
    work(AT)
    assert now_of(row).state == state
    work(AT + wait - timedelta(seconds=1))
    assert now_of(row).state == state
    work(AT + wait)
    row = now_of(row)
    assert (row.state, row.attempts) == (MessageState.ACCEPTED, attempts)
    (message,) = notify.messages
    assert row.notification_id == uuid.UUID(message.id)


@pytest.mark.parametrize("fault", ["502", "504"])
def test_a_gateway_that_gave_up_too_early_does_not_make_two(queue, notify, fault):
    row = queue()
    notify.next(fault, accepts=True)
    work(AT)
    work(AT + 2 * MINUTE)
    assert (len(notify.messages), now_of(row).attempts) == (1, 1)


def test_an_answer_that_never_comes(queue, notify, monkeypatch):
    monkeypatch.setattr("referrals_portal.messages.notify.TIMEOUT", 0.2)
    row = queue()
    notify.next("delay", seconds=2)
    work(AT)
    assert now_of(row).state == MessageState.ATTEMPTING
    work(AT + 2 * MINUTE)
    assert (len(notify.messages), now_of(row).state) == (1, MessageState.ACCEPTED)


def test_while_it_cannot_be_looked_up_it_is_not_sent_again(queue, notify):
    row = queue()
    notify.next("drop")
    notify.next("502", on="GET", times=4)
    for minutes in range(0, 10, 2):
        work(AT + minutes * MINUTE)
    assert (now_of(row).state, now_of(row).attempts) == (MessageState.ATTEMPTING, 1)
    work(AT + 20 * MINUTE)
    assert (len(notify.messages), now_of(row).state) == (1, MessageState.ACCEPTED)


def test_six_hours_without_notify(queue, notify, settings):
    """Back-off, then one message and no more."""
    row, url = queue(), notify.url
    settings.NOTIFY_BASE_URL = "http://127.0.0.1:1"
    for minutes in range(0, 361, 1):
        work(AT + minutes * MINUTE)
    assert now_of(row).attempts == 6  # 0, 1, 6, 21, 81 and 261 minutes
    settings.NOTIFY_BASE_URL = url
    work(AT + 441 * MINUTE)
    assert (len(notify.messages), now_of(row).state) == (1, MessageState.ACCEPTED)


def test_a_fault_that_stays_ends_with_a_reason(queue, notify):
    row = queue()
    notify.next("500", times=None)
    for hours in range(72):
        work(AT + timedelta(hours=hours, minutes=30))
    row = now_of(row)
    assert (row.state, row.failure, row.attempts) == (MessageState.FAILED, "broken", 8)
    assert bytes(row.recipient) == b""


REFUSALS = [
    ({"to": "07700"}, "bad-recipient"),
    ({"to": "nobody at all"}, "bad-recipient"),
    ({"channel": "email", "to": "nobody"}, "bad-recipient"),
]


@pytest.mark.parametrize(("changes", "reason"), REFUSALS)
def test_a_recipient_that_notify_refuses_is_not_tried_again(queue, notify, changes, reason):
    row = queue(**changes)
    work(AT)
    work(AT + timedelta(hours=2))
    row = now_of(row)
    assert (row.state, row.failure, row.attempts) == (MessageState.FAILED, reason, 1)
    assert (bytes(row.recipient), row.due_at, row.claimed_until) == (b"", AT, None)
    assert notify.messages == []


def test_a_wrong_template_is_not_tried_again(queue, notify, settings):
    settings.NOTIFY_TEMPLATES = {"CONFIRMATION_SMS": "5a3a0d3e-0001-4000-8000-00000000ffff"}
    row = queue()
    work(AT)
    assert (now_of(row).state, now_of(row).failure) == (MessageState.FAILED, "refused")


def test_a_wrong_clock_is_waited_for(queue, notify):
    row = queue()
    notify.clock.skew = 600
    work(AT)
    notify.clock.skew = 0
    assert now_of(row).state == MessageState.QUEUED
    work(AT + MINUTE)
    assert now_of(row).state == MessageState.ACCEPTED


def test_what_is_not_set_up_yet_is_waited_for(queue, notify, settings, tmp_path):
    row, templates, keys = queue(), settings.NOTIFY_TEMPLATES, settings.KEYS_DIR
    settings.NOTIFY_TEMPLATES = {}
    work(AT)
    settings.NOTIFY_TEMPLATES, settings.KEYS_DIR = templates, tmp_path
    work(AT + MINUTE)
    assert (now_of(row).state, now_of(row).attempts) == (MessageState.QUEUED, 0)
    settings.KEYS_DIR = keys
    work(AT + 2 * MINUTE)
    assert (now_of(row).state, now_of(row).attempts) == (MessageState.ACCEPTED, 1)


def test_without_a_key_for_notify_no_message_is_touched(queue, notify, settings):
    row = queue()
    settings.NOTIFY_API_KEY = ""
    with pytest.raises(NotConfigured):
        sending.send_next(AT)
    assert (now_of(row).state, now_of(row).attempts) == (MessageState.QUEUED, 0)


def test_a_row_that_was_tampered_with_is_not_sent(queue, notify):
    one, other = queue(), queue()
    OutboxMessage.objects.filter(pk=one.pk).update(recipient=other.recipient)
    work(AT)
    assert (now_of(one).state, now_of(one).failure) == (MessageState.FAILED, "unreadable")
    assert len(notify.messages) == 1


EDITS = [
    ("referral", uuid.uuid4()),
    ("template", "ANOTHER"),
    ("channel", "email"),
    ("reference", "fd-11111111111141118111111111111111"),
    ("created_at", AT + timedelta(days=4)),
]


@pytest.mark.parametrize(("column", "value"), EDITS)
def test_a_recipient_from_a_copy_is_not_sent_to_again(queue, notify, column, value):
    """Whoever can write the database can put it back, but cannot make it fresh or another's."""
    row, later = queue(), AT + timedelta(days=4)
    copied = bytes(row.recipient)
    work(AT)
    replayed = {"recipient": copied, "state": MessageState.QUEUED, "due_at": later}
    OutboxMessage.objects.filter(pk=row.pk).update(**replayed)
    work(later)
    assert now_of(row).state == MessageState.QUEUED
    fresh = {"created_at": later, "send_by": later + timedelta(days=3), column: value}
    OutboxMessage.objects.filter(pk=row.pk).update(**fresh)
    work(later)
    assert (now_of(row).state, now_of(row).failure) == (MessageState.FAILED, "unreadable")
    assert len(notify.messages) == 1


def test_when_messages_are_turned_off_nothing_is_sent(queue, notify, settings):
    row = queue()
    settings.MESSAGES = "none"
    work(AT)
    assert sending.poll_next(AT) == 0
    assert (notify.messages, now_of(row).state) == ([], MessageState.QUEUED)


def test_what_is_too_old_is_given_up_and_erased(queue, notify):
    held, queued, lost, fresh = queue(), queue(), queue(), queue(at=AT + timedelta(days=3))
    reminder = queue(at=AT - timedelta(days=9), due_at=AT)
    in_doubt = OutboxMessage.objects.filter(pk__in=(lost.pk, reminder.pk))
    OutboxMessage.objects.filter(pk=held.pk).update(state=MessageState.HELD)
    in_doubt.update(state=MessageState.ATTEMPTING, claimed_until=AT)
    notify.next("503", on="GET", times=None)
    late = AT + timedelta(days=3)
    work(late)
    assert sending.expire(late) == 2
    for row in (held, queued):
        row = now_of(row)
        assert (row.state, row.failure) == (MessageState.EXPIRED, "too-late")
        assert bytes(row.recipient) == b""
    assert {now_of(row).state for row in (lost, reminder)} == {MessageState.ATTEMPTING}
    assert now_of(fresh).state == MessageState.ACCEPTED or len(notify.messages) == 1
    much_later = AT + timedelta(days=7, hours=1)
    assert sending.expire(much_later) == 2
    assert (now_of(lost).state, now_of(lost).failure) == (MessageState.FAILED, "unknown-outcome")
    assert sending.expire(much_later) == 0


POLLED = [
    ("delivered", MessageState.DELIVERED, ""),
    ("permanent-failure", MessageState.FAILED, "no-such-contact"),
    ("technical-failure", MessageState.FAILED, "technical"),
    ("created", MessageState.ACCEPTED, ""),
]


@pytest.mark.parametrize(("outcome", "state", "reason"), POLLED)
def test_what_no_receipt_tells_is_asked_for(queue, notify, outcome, state, reason):
    row = queue()
    notify.course.outcomes = {"*": outcome}
    notify.receipts.lost = True
    work(AT)
    notify.advance(60)
    assert sending.poll_next(AT + 59 * MINUTE) == 0
    assert sending.poll_next(AT + 60 * MINUTE) == 1
    assert (now_of(row).state, now_of(row).failure) == (state, reason)
    assert (bytes(now_of(row).recipient) == b"") == (state != MessageState.ACCEPTED)
    assert sending.poll_next(AT + 61 * MINUTE) == 0
    assert sending.poll_next(AT + 120 * MINUTE) == (state == MessageState.ACCEPTED)


def test_a_message_that_notify_forgot(queue, notify):
    row = queue()
    work(AT)
    notify.store.clear()
    sending.poll_next(AT + 60 * MINUTE)
    assert (now_of(row).state, now_of(row).failure) == (MessageState.FAILED, "unknown-outcome")


def test_when_notify_does_not_answer_the_next_one_is_not_asked_for(queue, notify):
    first, second = queue(), queue()
    work(AT)
    notify.next("503", on="GET")
    assert sending.poll_next(AT + 60 * MINUTE) == 0
    assert {now_of(row).state for row in (first, second)} == {MessageState.ACCEPTED}
    notify.advance(60)
    assert sending.poll_next(AT + 60 * MINUTE) == 1
    assert sending.poll_next(AT + 120 * MINUTE) == 1


def test_what_would_say_nothing_true_any_more_stays_here(queue, notify):
    row = queue(until=AT + 30 * MINUTE, due_at=AT + 20 * MINUTE)
    work(AT + 30 * MINUTE)
    assert (now_of(row).state, notify.messages) == (MessageState.QUEUED, [])
    assert sending.expire(row.send_by) == 1
    assert (now_of(row).state, now_of(row).failure) == (MessageState.EXPIRED, "too-late")
