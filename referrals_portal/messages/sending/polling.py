"""What nobody told us: asking after what is not final, and giving up what is too old."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.db.models import Q

from referrals_portal.messages import machine, moving, tally
from referrals_portal.messages.machine import Move
from referrals_portal.messages.pacing import ALL
from referrals_portal.messages.reasons import Reason
from referrals_portal.messages.sending import pace
from referrals_portal.messages.sending.carriers import carrier
from referrals_portal.messages.sending.finishing import finish
from referrals_portal.models import OutboxMessage
from referrals_portal.models.outbox import MessageState

MOST_EXPIRED = 100


def poll_next(at: datetime) -> int:
    """Ask what became of one accepted message of which nothing was heard; return 0 or 1.

    Some failures send no receipt, and Notify gives up on receipts when we are away. 0 also when
    the carrier does not answer, or is known not to: then there is no point in asking about the
    next one.
    """
    by = carrier()
    if ALL in pace.halted(by, at):
        return 0
    accepted = OutboxMessage.objects.filter(
        state=MessageState.ACCEPTED, notification_id__isnull=False, channel__in=by.channels
    )
    row = accepted.filter(due_at__lte=at).order_by("due_at").first()
    if not row:
        return 0
    # First come, first to ask: another worker finds the row no longer due.
    if not accepted.filter(pk=row.pk, due_at=row.due_at).update(due_at=machine.next_poll(at)):
        return 1
    status = by.status(cast(UUID, row.notification_id))
    if status and (move := machine.heard(row.state, row.failure, status, at)):
        finish(row, move, at, because=status)
    return 1 if status else 0


def expire(at: datetime) -> int:
    """Give up on what is too old to be sent, or to be found out; return how many there were.

    Forgets the tally of days gone by, too.
    """
    tally.forget(at)
    late = Q(state__in=(MessageState.QUEUED, MessageState.HELD), send_by__lte=at) & ~Q(
        failure=Reason.TOO_MANY
    )
    lost = Q(
        state=MessageState.ATTEMPTING,
        claimed_until__lte=at,
        # Nothing is tried after ``send_by``, so the last try is so long ago. Notify might know of
        # it for some days yet; but who would do something about it has waited long enough.
        send_by__lte=at - (machine.KNOWN_FOR - machine.SENT_WITHIN),
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
