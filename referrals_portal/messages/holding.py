"""Messages that wait: for somebody to vouch for their referral, or for ever when it is finished."""

from datetime import datetime

from django.db.models import Q

from referrals_portal.messages import moving
from referrals_portal.messages.machine import Move
from referrals_portal.messages.reasons import Reason
from referrals_portal.models import OutboxMessage, Referral
from referrals_portal.models.outbox import MessageState
from referrals_portal.models.referral import FINISHED

MOST = 100
"""Messages at a time, so that other chores have their turn."""


def let_go(at: datetime) -> int:
    """Queue what somebody has vouched for, and withdraw what is finished; return how many.

    Of a finished referral nothing leaves that has not left: also what waits in the queue is
    withdrawn (`sending.claim` never takes it). What became too old meanwhile is left to
    `sending.expire`. Reads only what the worker may see of a referral.
    """
    held = OutboxMessage.objects.filter(state=MessageState.HELD, failure=Reason.SUSPECTED)
    finished = Referral.objects.filter(status__in=FINISHED).values("uuid")
    vouched = Referral.objects.filter(suspected=False).exclude(status__in=FINISHED).values("uuid")
    waiting = OutboxMessage.objects.filter(
        Q(state=MessageState.HELD, failure=Reason.SUSPECTED) | Q(state=MessageState.QUEUED)
    )
    in_time = held.filter(send_by__gt=at)
    done = [
        *(moving.make(row, _WITHDRAW, because="finished")
          for row in waiting.filter(referral__in=finished)[:MOST]),
        *(moving.make(row, _QUEUE, because="vouched")
          for row in in_time.filter(referral__in=vouched)[:MOST]),
    ]  # fmt: skip
    return sum(done)


_QUEUE = Move(MessageState.QUEUED)
_WITHDRAW = Move(MessageState.WITHDRAWN)
