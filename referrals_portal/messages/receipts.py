"""What GOV.UK Notify tells us later: kept as it came, applied by the worker.

The web process only ever inserts. So receipts may come in any order, doubled, before the answer
to our own request, or about messages of another environment, and none of it does harm.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from core.rounding import to_the_hour
from referrals_portal.messages import machine, moving
from referrals_portal.models import OutboxMessage, Receipt

BATCH = 100
KEPT = timedelta(days=30)
_OURS = re.compile(r"fd-[0-9a-f]{32}")
_STATUS = re.compile(r"[a-z-]{1,30}")


class Malformed(Exception):
    """This is not a delivery receipt."""


@dataclass(frozen=True, slots=True)
class News:
    """What we keep of a receipt. ``reference`` is empty unless it is one of ours."""

    notification_id: UUID
    reference: str
    status: str


def read(body: bytes) -> News:
    """Read a receipt's JSON, leaving out the recipient; raise `Malformed`."""
    try:
        receipt = json.loads(body)
        news = News(UUID(receipt["id"]), str(receipt.get("reference")), receipt["status"])
        fine = _STATUS.fullmatch(news.status)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Malformed from None
    if not fine:
        raise Malformed
    return news if _OURS.fullmatch(news.reference) else News(news.notification_id, "", news.status)


def store(news: News, at: datetime) -> None:
    """Keep a receipt: one INSERT, with the time rounded down to the hour.

    A confirmation is delivered seconds after somebody wrote to us, so its minute would be theirs.
    """
    Receipt(
        notification_id=news.notification_id,
        reference=news.reference,
        status=news.status,
        received_at=to_the_hour(at),
    ).save(force_insert=True)


def apply_receipts(at: datetime) -> int:
    """Apply what has come, in the worker; return how many were dealt with."""
    new = Receipt.objects.filter(applied_at=None).order_by("received_at")
    return sum(_apply(key, at) for key in new.values_list("pk", flat=True)[:BATCH])


def purge(at: datetime) -> int:
    """Delete what was applied 30 days ago; return how many there were."""
    return Receipt.objects.filter(applied_at__lt=at - KEPT).delete()[0]


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
    return move is None or moving.make(
        row, move, because=receipt.status, notification_id=receipt.notification_id
    )
