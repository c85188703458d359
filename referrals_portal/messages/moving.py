"""The one place where a message's row changes once it is written."""

import logging
from contextlib import nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.rounding import to_the_hour
from referrals_portal.messages import machine
from referrals_portal.messages.machine import Move
from referrals_portal.messages.reasons import NEEDS_A_PERSON, Reason
from referrals_portal.models import OutboxMessage, Referral, Task
from referrals_portal.models.outbox import MessageState

log = logging.getLogger("front_door.messages")


class IllegalMove(Exception):
    """The state machine has no such move; a fault in our code."""


def make(
    row: OutboxMessage,
    move: Move,
    *,
    because: str,
    notification_id: UUID | None = None,
    goes_on: bool = False,
) -> bool:
    """Make a move if the row still stands as it was read; return whether it did.

    ``because`` is the code of an outcome, a status or a reason, for the log.

    It does not when another worker or a receipt was quicker: then what they wrote stays. When
    the message is final its recipient is erased, and so is every time that would tell the
    minute. One that did not arrive becomes a task in the same transaction, unless it ``goes_on``
    in another way. Raises `IllegalMove`.
    """
    if not machine.allowed(row.state, row.failure, move):
        raise IllegalMove(f"{row.state} -> {move.state}")
    as_read = OutboxMessage.objects.filter(
        pk=row.pk, state=row.state, failure=row.failure, claimed_until=row.claimed_until
    )
    ended = row.referral if machine.is_final(move.state, move.reason) else None
    with transaction.atomic(savepoint=False) if ended else nullcontext():
        if ended:
            lock_referral(ended)
        if not as_read.update(**_columns(row, move, notification_id)):
            return False
        if not goes_on:
            _hand_over(row, move, ended)
    # The time of this line is almost that of a referral. So it is written only where somebody has
    # to do something, and never says which message.
    level = logging.WARNING if move.reason in NEEDS_A_PERSON else logging.DEBUG
    log.log(level, "a message is %s: %s", move.state.value, because)
    return True


def forget(row: OutboxMessage) -> None:
    """Erase to whom a message goes that a carrier has, or may have, so that this was the last try.

    Then nothing goes in its place either if it does not arrive.
    """
    OutboxMessage.objects.filter(pk=row.pk).update(recipient=b"")


def lock_referral(referral: UUID) -> None:
    """Wait for whoever changes the referral of a message, in the caller's transaction.

    Always before the message itself: staff, who write or call back, take them in that order too.
    """
    Referral.objects.select_for_update().only("uuid").filter(pk=referral).first()


def not_arrived(row: OutboxMessage, referral: UUID, reason: str, at: datetime) -> Task:
    """Return what is left to do about a message of a referral that does not reach anybody."""
    return Task(
        referral=referral,
        kind=Task.Kind.NOT_ARRIVED,
        message=row.pk,
        template=row.template,
        channel=row.channel,
        reason=reason,
        made_at=at,
    )


def _hand_over(row: OutboxMessage, move: Move, referral: UUID | None) -> None:
    """Leave a task where a message about a referral did not arrive; firmer news may end it again.

    referral: None unless the move ends the message. Whoever called it back has said already what is
    left to do.
    """
    if referral is None or move.reason == Reason.CALLED_BACK:
        return
    if move.state in (MessageState.DELIVERED, MessageState.WITHDRAWN):
        ended = Task.objects.filter(message=row.pk, done_at__isnull=True)
        changed = ended.update(done_at=to_the_hour(timezone.now()))
    else:
        task = not_arrived(row, referral, move.reason, to_the_hour(timezone.now()))
        # Firmer news of the same message says why anew, unless somebody has seen to it.
        told = Task.objects.filter(message=row.pk)
        changed = told.filter(done_at__isnull=True).update(reason=move.reason)
        if not told.exists():
            changed = len(Task.objects.bulk_create([task], ignore_conflicts=True))
    if changed:
        Referral.objects.filter(pk=referral).update(version=F("version") + 1)


def _columns(row: OutboxMessage, move: Move, notification_id: UUID | None) -> dict[str, Any]:
    claimed = move.state is MessageState.ATTEMPTING
    let_go = (row.state, move.state) == (MessageState.HELD, MessageState.QUEUED)
    columns: dict[str, Any] = {
        "state": move.state,
        "failure": move.reason,
        "claimed_until": move.due_at if claimed else None,
        "due_at": move.due_at or (row.due_at if let_go else row.created_at),
    }
    if not move.counted:
        columns["attempts"] = F("attempts") - 1
    if notification_id:
        columns["notification_id"] = notification_id
    if machine.is_final(move.state, move.reason):
        columns["recipient"] = b""
    return columns
