"""Receipts applied by the worker: in any order, doubled, early, strange."""

import itertools
import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from referrals_portal.messages import moving, sending
from referrals_portal.messages.receipts import News, store
from referrals_portal.messages.sending import apply_receipts, applying
from referrals_portal.models import OutboxMessage, Receipt
from referrals_portal.models.outbox import MessageState
from tests.messages.conftest import AT, no_jitter, now_of, post_receipt

SOON = AT + timedelta(minutes=1)
PATH = "/messages/receipts/"


def send(at=AT):
    while sending.send_next(at, no_jitter):
        pass


def stands(row):
    row = now_of(row)
    return row.state, row.failure


def tell(row, *statuses, by="reference"):
    """Keep a receipt for each status."""
    for status in statuses:
        key = now_of(row).notification_id if by == "id" else None
        reference = row.reference if by == "reference" else ""
        store(News(key or uuid.uuid4(), reference, status), AT)


@pytest.mark.parametrize(
    ("outcome", "state", "reason"),
    [
        ("delivered", MessageState.DELIVERED, ""),
        ("permanent-failure", MessageState.FAILED, "no-such-contact"),
        ("temporary-failure", MessageState.FAILED, "not-reached"),
    ],
)
def test_a_receipt_ends_a_message_and_its_recipient(queue, notify, outcome, state, reason):
    row = queue()
    notify.course.outcomes = {"*": outcome}
    send()
    notify.advance(60)
    assert [attempt.status for attempt in notify.receipts.attempts] == [204]
    assert apply_receipts(SOON) == 1
    assert stands(row) == (state, reason)
    row = now_of(row)
    assert (bytes(row.recipient), row.due_at, row.claimed_until) == (b"", AT, None)
    assert apply_receipts(SOON) == 0


@pytest.mark.parametrize("by", ["reference", "id"])
def test_a_receipt_finds_its_message_by_either_name(queue, notify, by):
    row, other = queue(), queue()
    send()
    tell(row, "delivered", by=by)
    apply_receipts(SOON)
    assert stands(row) == (MessageState.DELIVERED, "")
    assert stands(other) == (MessageState.ACCEPTED, "")


@pytest.mark.parametrize(
    "order", sorted(set(itertools.permutations(["sending", "delivered", "delivered"])))
)
def test_receipts_doubled_and_out_of_order(queue, notify, order):
    row = queue()
    send()
    for status in order:
        tell(row, status)
        apply_receipts(SOON)
    assert stands(row) == (MessageState.DELIVERED, "")
    assert not Receipt.objects.filter(applied_at=None).exists()


def test_the_first_final_receipt_counts(queue, notify):
    row = queue()
    send()
    tell(row, "delivered")
    apply_receipts(SOON)
    tell(row, "permanent-failure", "temporary-failure", "sending")
    assert apply_receipts(SOON) == 3
    assert stands(row) == (MessageState.DELIVERED, "")


def test_what_went_abroad_may_be_heard_of_later(queue, notify):
    row = queue()
    send()
    tell(row, "sent")
    apply_receipts(SOON)
    assert stands(row) == (MessageState.DELIVERED, "handed-over")
    tell(row, "permanent-failure")
    apply_receipts(SOON)
    assert stands(row) == (MessageState.FAILED, "no-such-contact")


def test_receipts_of_somebody_else_are_harmless(queue, notify):
    row = queue()
    send()
    store(News(uuid.uuid4(), "", "delivered"), AT)
    store(News(uuid.uuid4(), f"fd-{uuid.uuid4().hex}", "delivered"), AT)
    store(News(uuid.uuid4(), row.reference, "returned-letter"), AT)
    assert apply_receipts(SOON) == 3
    assert stands(row) == (MessageState.ACCEPTED, "")


def test_a_receipt_after_a_lost_answer_saves_the_look_up(queue, notify):
    row = queue()
    notify.next("drop")
    send()
    assert stands(row) == (MessageState.ATTEMPTING, "")
    notify.advance(60)
    apply_receipts(SOON)
    send(AT + timedelta(hours=1))
    assert stands(row) == (MessageState.DELIVERED, "")
    assert now_of(row).notification_id == uuid.UUID(notify.messages[0].id)
    assert len(notify.messages) == 1


def test_a_receipt_before_the_answer_was_stored(queue, notify):
    """The receipt wins; what the sender then writes down changes nothing."""
    row = queue()
    (held,) = sending.claim(sending.carrier(), AT)
    answer = sending.deliver(held.row, sending.carrier(), AT)
    notify.advance(60)
    apply_receipts(SOON)
    assert not sending.settle(held.row, answer, SOON, 0)
    assert stands(row) == (MessageState.DELIVERED, "")
    assert now_of(row).notification_id == uuid.UUID(notify.messages[0].id)


def test_a_receipt_for_what_is_waiting_to_be_sent_again_stops_that(queue, notify):
    row = queue()
    notify.next("500", accepts=True)
    send()
    assert stands(row) == (MessageState.QUEUED, "")
    notify.advance(60)
    apply_receipts(SOON)
    send(AT + timedelta(hours=1))
    assert (stands(row)[0], len(notify.messages)) == (MessageState.DELIVERED, 1)


def test_a_withdrawn_message_stays_withdrawn(queue, notify):
    row = queue()
    OutboxMessage.objects.filter(pk=row.pk).update(state=MessageState.WITHDRAWN)
    tell(row, "delivered")
    apply_receipts(SOON)
    assert stands(row) == (MessageState.WITHDRAWN, "")


def test_a_message_that_moved_meanwhile_is_told_again_later(queue, notify, monkeypatch):
    row = queue()
    send()
    tell(row, "delivered")
    monkeypatch.setattr(moving, "make", lambda *args, **kwargs: False)
    assert apply_receipts(SOON) == 0
    monkeypatch.undo()
    assert apply_receipts(SOON) == 1
    assert stands(row) == (MessageState.DELIVERED, "")


def test_many_receipts_are_applied_in_turns(queue, notify, monkeypatch):
    monkeypatch.setattr(applying, "BATCH", 3)
    tell(queue(), *["sending"] * 7)
    assert [apply_receipts(SOON) for _ in range(4)] == [3, 3, 1, 0]


def test_the_bodies_that_notify_really_posts(queue, notify):
    row = queue()
    notify.receipts.copies, notify.receipts.out_of_order = 3, True
    send()
    notify.advance(60)
    assert [attempt.status for attempt in notify.receipts.attempts] == [204] * 4
    strange = notify.receipts.attempts[0].body | {"id": str(uuid.uuid4()), "reference": None}
    assert post_receipt(PATH, notify.receipts.token, json.dumps(strange).encode()) == 204
    assert apply_receipts(timezone.now()) == 5
    assert stands(row) == (MessageState.DELIVERED, "")
