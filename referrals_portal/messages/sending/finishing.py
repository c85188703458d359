"""What follows from the end of a message: nothing, another way, or work for somebody."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from core.rounding import to_the_hour
from hub.snapshot import current_hub
from referrals_portal.messages import machine, moving, outbox
from referrals_portal.messages.envelope import Envelope
from referrals_portal.messages.machine import Move
from referrals_portal.messages.reasons import PASSING
from referrals_portal.models import OutboxMessage
from referrals_portal.models.outbox import MessageState
from referrals_portal.sealing.opening import CannotOpen, KeysMissing, open_recipient


def opened(row: OutboxMessage) -> Envelope:
    """Open a message's envelope. Raises `CannotOpen` and `KeysMissing`."""
    try:
        return Envelope.from_json(
            open_recipient(bytes(row.recipient), outbox.place(row), row.epoch)
        )
    except (KeyError, TypeError, ValueError):
        raise CannotOpen from None


def finish(
    row: OutboxMessage,
    move: Move,
    at: datetime,
    *,
    because: str,
    notification_id: UUID | None = None,
) -> bool:
    """Make a move; where it ends the message for now, send it another way if there is one.

    Returns False if somebody else was quicker, and then nothing follows.
    """
    other = _another_way(row, move, at)
    if other is None:
        return moving.make(row, move, because=because, notification_id=notification_id)
    with transaction.atomic():
        if row.referral:
            moving.lock_referral(row.referral)
        # What it was opened from was read before; whoever erases it now waits for us.
        locked = OutboxMessage.objects.select_for_update().filter(pk=row.pk)
        goes_on = bool(locked.values_list("recipient", flat=True).first())
        made = moving.make(
            row, move, because=because, notification_id=notification_id, goes_on=goes_on
        )
        if made and goes_on:
            outbox.write(
                referral=row.referral,
                template=row.template,
                envelope=other,
                at=to_the_hour(at),
                follows=row.pk,
            )
    return made


def _another_way(row: OutboxMessage, move: Move, at: datetime) -> Envelope | None:
    """Return the envelope for the next way, where the hub's rules and the moment allow one."""
    passing = move.state is MessageState.FAILED and move.reason in PASSING
    if not passing or not current_hub().rules.messages.try_another_way:
        return None
    if machine.is_final(row.state, row.failure):
        return None  # firmer news of what had ended: the envelope is erased
    try:
        other = opened(row).without_the_first()
    except (CannotOpen, KeysMissing):
        return None
    if other is None or (other.until and other.until <= at):
        return None
    ways = tuple(way for way in other.ways if way.channel in outbox.channels())
    return replace(other, ways=ways) if ways else None
