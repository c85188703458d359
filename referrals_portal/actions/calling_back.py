"""Calling back messages that have not left: what they would say is not true, or not wanted."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from referrals_portal.messages import machine, moving
from referrals_portal.messages.catalogue import TO_PERSON
from referrals_portal.messages.machine import Move
from referrals_portal.messages.reasons import Reason
from referrals_portal.models import OutboxMessage, Task
from referrals_portal.models.outbox import FINAL, MessageState

SEEN = (
    "uuid", "referral", "follows", "template", "channel", "state", "created_at", "due_at",
    "failure", "claimed_until",
)  # fmt: skip
"""What staff's process reads of a message; the rest is the worker's."""
LEFT = (MessageState.ACCEPTED,)
BY_ITSELF = ("CONFIRMATION", "FEEDBACK")
"""What nobody has to write again."""


def call_back(messages: Collection[UUID], *, because: str, reason: str = "") -> bool:
    """Withdraw these messages and what went in their place; tell if any has left, or may have.

    One that a worker has in hand at this moment may leave all the same; if it did not, it is not
    tried again, and nothing goes in the place of what does not arrive. ``because`` is a code for
    the log, ``reason`` a `Reason` for staff.
    """
    move = Move(MessageState.WITHDRAWN, reason=reason)
    left = [_has_left(row, move, because) for row in _seen(pk__in=messages)]
    # Only now: whoever was writing one in the place of these has been waited for.
    return any([*left, *[_has_left(row, move, because) for row in _seen(follows__in=messages)]])


def call_back_all(referral: UUID, *, because: str, reason: str = "", **only: str) -> None:
    """Withdraw everything about a referral that has not left, or all of one ``template``."""
    rows = OutboxMessage.objects.filter(referral=referral, **only).exclude(state__in=FINAL)
    call_back(list(rows.values_list("pk", flat=True)), because=because, reason=reason)


def leave_to_staff(referral: UUID, at: datetime, *, because: str) -> None:
    """Call back all that goes to the person, because what they get may not be for them, or so.

    Any of it might still go there in the place of another way. Each that staff have to write again,
    by what is safe, becomes a task; also where a worker has it in hand, until it has arrived.
    """
    rows = OutboxMessage.objects.filter(referral=referral, template__in=TO_PERSON)
    waiting = list(rows.exclude(state__in=(*FINAL, *LEFT)).values_list("pk", flat=True))
    gone = list(rows.filter(state__in=LEFT).values_list("pk", flat=True))
    call_back([*waiting, *gone], because=because, reason=Reason.CALLED_BACK)
    stayed = Q(state=MessageState.WITHDRAWN) | Q(state=MessageState.ATTEMPTING)
    about = stayed & (Q(pk__in=waiting) | Q(follows__in=[*waiting, *gone]))
    Task.objects.bulk_create(
        [
            moving.not_arrived(row, referral, Reason.CALLED_BACK, at)
            for row in rows.filter(about).exclude(template__in=BY_ITSELF).only(*SEEN)
        ],
        ignore_conflicts=True,
    )


def _seen(**which: Collection[UUID]) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(**which).only(*SEEN))


def _has_left(row: OutboxMessage, move: Move, because: str) -> bool:
    waits = row.state in (MessageState.QUEUED, MessageState.HELD)
    if waits and not machine.is_final(row.state, row.failure):
        if moving.make(row, move, because=because):
            return False
        row = OutboxMessage.objects.only(*SEEN).get(pk=row.pk)
    if row.state in (MessageState.ATTEMPTING, MessageState.ACCEPTED):
        moving.forget(row)
    return may_have_left(row.state, row.failure)


def may_have_left(state: str, reason: str) -> bool:
    """Tell whether somebody may have read a message that stands there."""
    if state == MessageState.FAILED:
        return reason == Reason.UNKNOWN
    return state in (MessageState.ATTEMPTING, MessageState.ACCEPTED, MessageState.DELIVERED)
