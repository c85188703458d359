"""The worker's part: claim what is due, send it, and look after it until it is final.

This is the one room besides the staff's that opens anything, and all it opens is recipients.
Each function does one thing and commits it, so that a worker may die between any two lines.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from referrals_portal.messages import machine, moving, notify, tally
from referrals_portal.messages.carrier import Answer, Carrier, Letter
from referrals_portal.messages.machine import Move, Outcome
from referrals_portal.messages.outbox import place
from referrals_portal.messages.reasons import Reason
from referrals_portal.messages.smtp import Smtp
from referrals_portal.models import OutboxMessage, Referral
from referrals_portal.models.outbox import MessageState
from referrals_portal.models.referral import FINISHED
from referrals_portal.sealing.opening import (
    CannotOpen,
    KeysMissing,
    daily_digest,
    open_recipient,
)

MOST_EXPIRED = 100


def carrier() -> Carrier | None:
    """Return what ``settings.MESSAGES`` sends with; None where nothing is sent.

    Raises `NotConfigured` before any message is touched.
    """
    match settings.MESSAGES:
        case "notify":
            return notify.mine()
        case "smtp":
            return Smtp()
    return None


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that this worker holds until ``row.claimed_until``.

    ``in_doubt``: an earlier try may have been taken in, so it is looked up before anything else.
    """

    row: OutboxMessage
    in_doubt: bool


def send_next(at: datetime, jitter: Callable[[], float] = random.random) -> int:
    """Deal with the message that has been due longest; return how many there were, 0 or 1."""
    by = carrier()
    held = by and claim(at)
    if not by or not held:
        return 0
    answer = by.find(held.row.reference) if held.in_doubt else deliver(held.row, by, at)
    settle(held.row, answer, at, jitter())
    return 1


def claim(at: datetime) -> Claim | None:
    """Take one message and commit that before anything leaves the house; None if none is due.

    What waits for a referral that is finished is not due any more; what an earlier try may have
    taken in is looked after to its end.
    On PostgreSQL workers pass over each other's rows; SQLite has one writer at a time anyway.
    """
    due = Q(state=MessageState.QUEUED, due_at__lte=at, created_at__gt=at - machine.SENT_WITHIN)
    finished = Referral.objects.filter(pk=OuterRef("referral"), status__in=FINISHED)
    left = Q(state=MessageState.ATTEMPTING, claimed_until__lte=at)
    waiting = OutboxMessage.objects.filter(due & ~Exists(finished) | left).order_by("due_at")
    if not waiting.exists():
        return None
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    with transaction.atomic(durable=True):
        row = waiting.first()
        return _hold(row, at) if row else None


def _hold(row: OutboxMessage, at: datetime) -> Claim:
    in_doubt = row.state == MessageState.ATTEMPTING
    row.attempts += not in_doubt
    row.state = MessageState.ATTEMPTING
    row.claimed_until = at + machine.SETTLES_IN
    row.save(update_fields=["attempts", "state", "claimed_until"])
    return Claim(row, in_doubt)


def deliver(row: OutboxMessage, by: Carrier, at: datetime) -> Answer:
    """Open a claimed message's recipient and try once to send, if the day's limits allow it."""
    try:
        opened = open_recipient(bytes(row.recipient), place(row), row.epoch)
        admitted = _admitted(row, opened["to"], at)
    except KeysMissing:
        return Answer(Outcome.NOT_READY)
    except CannotOpen:
        return Answer(Outcome.UNREADABLE)
    if not admitted:
        return Answer(Outcome.TOO_MANY)
    return by.send(Letter(row.template, row.channel, row.reference, **opened))


def _admitted(row: OutboxMessage, to: str, at: datetime) -> bool:
    day = tally.day_of(at)
    return tally.admit(
        day,
        row.channel,
        message=daily_digest(row.reference, day),
        recipient=daily_digest(tally.one_spelling(row.channel, to), day),
    )


def settle(row: OutboxMessage, answer: Answer, at: datetime, jitter: float) -> bool:
    """Write down how a try ended; return False if a receipt or another worker was quicker."""
    move = machine.after(answer.outcome, row.attempts, at, jitter)
    return moving.make(
        row, move, because=answer.outcome.value, notification_id=answer.notification_id
    )


def poll_next(at: datetime) -> int:
    """Ask what became of one accepted message of which nothing was heard; return 0 or 1.

    Some failures send no receipt, and Notify gives up on receipts when we are away. 0 also when
    the carrier does not answer: then there is no point in asking about the next one.
    """
    by = carrier()
    accepted = OutboxMessage.objects.filter(
        state=MessageState.ACCEPTED, notification_id__isnull=False
    )
    row = by and accepted.filter(due_at__lte=at).order_by("due_at").first()
    if not by or not row:
        return 0
    # First come, first to ask: another worker finds the row no longer due.
    if not accepted.filter(pk=row.pk, due_at=row.due_at).update(due_at=machine.next_poll(at)):
        return 1
    status = by.status(cast(UUID, row.notification_id))
    if status and (move := machine.heard(row.state, row.failure, status, at)):
        moving.make(row, move, because=status)
    return 1 if status else 0


def expire(at: datetime) -> int:
    """Give up on what is too old to be sent, or to be found out; return how many there were.

    Forgets the tally of days gone by, too.
    """
    tally.forget(at)
    late = Q(
        state__in=(MessageState.QUEUED, MessageState.HELD),
        created_at__lte=at - machine.SENT_WITHIN,
    ) & ~Q(failure=Reason.TOO_MANY)
    lost = Q(
        state=MessageState.ATTEMPTING,
        claimed_until__lte=at,
        created_at__lte=at - machine.KNOWN_FOR,
    )
    done = [
        moving.make(row, _GIVE_UP[MessageState(row.state)], because="too-old")
        for row in OutboxMessage.objects.filter(late | lost)[:MOST_EXPIRED]
    ]
    return sum(done)


_GIVE_UP = {
    MessageState.QUEUED: Move(MessageState.EXPIRED, reason=Reason.TOO_LATE),
    MessageState.HELD: Move(MessageState.EXPIRED, reason=Reason.TOO_LATE),
    MessageState.ATTEMPTING: Move(MessageState.FAILED, reason=Reason.UNKNOWN),
}
