"""Calling back messages that have not left: what they would say is not true, or not wanted."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

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


def call_back_all(referral: UUID, *, because: str, reason: str = "") -> None:
    """Withdraw everything about a referral that has not left."""
    rows = OutboxMessage.objects.filter(referral=referral).exclude(state__in=FINAL)
    call_back(list(rows.values_list("pk", flat=True)), because=because, reason=reason)


def leave_to_staff(referral: UUID, at: datetime) -> None:
    """Call back all that goes to the person, because a number or address may be another's.

    Any of it might still go there in the place of another way. Each that has not left becomes a
    task, so that staff write again by what is safe.
    """
    rows = OutboxMessage.objects.filter(referral=referral, template__in=TO_PERSON)
    waiting = list(rows.exclude(state__in=FINAL).values_list("pk", flat=True))
    call_back(waiting, because="led-astray", reason=Reason.CALLED_BACK)
    stayed = OutboxMessage.objects.filter(pk__in=waiting, state=MessageState.WITHDRAWN)
    Task.objects.bulk_create(
        Task(
            referral=referral,
            kind=Task.Kind.NOT_ARRIVED,
            message=row.pk,
            template=row.template,
            channel=row.channel,
            reason=Reason.CALLED_BACK,
            made_at=at,
        )
        for row in stayed.only(*SEEN)
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
