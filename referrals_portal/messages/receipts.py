"""What GOV.UK Notify tells us later: kept as it came, applied by the worker.

The web process only ever inserts. So receipts may come in any order, doubled, before the answer
to our own request, or about messages of another environment, and none of it does harm.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from core.rounding import to_the_hour
from referrals_portal.models import Receipt

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


def purge(at: datetime) -> int:
    """Delete what was applied 30 days ago; return how many there were."""
    return Receipt.objects.filter(applied_at__lt=at - KEPT).delete()[0]
