"""The one place where a message's row changes once it is written."""

import logging
from typing import Any
from uuid import UUID

from django.db.models import F

from referrals_portal.messages import machine
from referrals_portal.messages.machine import Move
from referrals_portal.messages.reasons import NEEDS_A_PERSON
from referrals_portal.models import OutboxMessage
from referrals_portal.models.outbox import MessageState

log = logging.getLogger("front_door.messages")


class IllegalMove(Exception):
    """The state machine has no such move; a fault in our code."""


def make(
    row: OutboxMessage, move: Move, *, because: str, notification_id: UUID | None = None
) -> bool:
    """Make a move if the row still stands as it was read; return whether it did.

    ``because`` is the code of an outcome, a status or a reason, for the log.

    It does not when another worker or a receipt was quicker: then what they wrote stays. When
    the message is final its recipient is erased, and so is every time that would tell the
    minute. Raises `IllegalMove`.
    """
    if not machine.allowed(row.state, row.failure, move):
        raise IllegalMove(f"{row.state} -> {move.state}")
    as_read = OutboxMessage.objects.filter(
        pk=row.pk, state=row.state, failure=row.failure, claimed_until=row.claimed_until
    )
    if not as_read.update(**_columns(row, move, notification_id)):
        return False
    # The time of this line is almost that of a referral. So it is written only where somebody has
    # to do something, and never says which message.
    level = logging.WARNING if move.reason in NEEDS_A_PERSON else logging.DEBUG
    log.log(level, "a message is %s: %s", move.state.value, because)
    return True


def _columns(row: OutboxMessage, move: Move, notification_id: UUID | None) -> dict[str, Any]:
    claimed = move.state is MessageState.ATTEMPTING
    columns: dict[str, Any] = {
        "state": move.state,
        "failure": move.reason,
        "claimed_until": move.due_at if claimed else None,
        "due_at": move.due_at or row.created_at,
    }
    if not move.counted:
        columns["attempts"] = F("attempts") - 1
    if notification_id:
        columns["notification_id"] = notification_id
    if machine.is_final(move.state, move.reason):
        columns["recipient"] = b""
    return columns
