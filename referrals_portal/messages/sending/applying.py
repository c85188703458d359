"""Applying what GOV.UK Notify told us: in any order, doubled, or about somebody else's message."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from core.rounding import to_the_hour
from referrals_portal.messages import machine
from referrals_portal.messages.sending.finishing import finish
from referrals_portal.models import OutboxMessage, Receipt

BATCH = 100


def apply_receipts(at: datetime) -> int:
    """Apply what has come, in the worker; return how many were dealt with."""
    new = Receipt.objects.filter(applied_at=None).order_by("received_at")
    return sum(_apply(key, at) for key in new.values_list("pk", flat=True)[:BATCH])


def _apply(key: UUID, at: datetime) -> int:
    """Apply one receipt; 0 when another worker has it, or the message just changed under us."""
    waiting = Receipt.objects.filter(pk=key, applied_at=None)
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    with transaction.atomic():
        receipt = waiting.first()
        if receipt is None or not _tell(receipt, at):
            return 0
        receipt.applied_at = to_the_hour(at)
        receipt.save(update_fields=["applied_at"])
    return 1


def _tell(receipt: Receipt, at: datetime) -> bool:
    """Move the message that a receipt is about; False if that has to be tried again."""
    named = Q(notification_id=receipt.notification_id)
    if receipt.reference:
        named |= Q(reference=receipt.reference)
    row = OutboxMessage.objects.filter(named).first()
    if row is None:
        return True
    move = machine.heard(row.state, row.failure, receipt.status, at)
    return move is None or finish(
        row, move, at, because=receipt.status, notification_id=receipt.notification_id
    )
