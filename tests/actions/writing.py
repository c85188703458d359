"""Somebody who may be reached by text, email and letter, and reading what was written to them."""

from datetime import UTC, datetime

from hub.snapshot import current_hub
from referrals_portal.messages.envelope import Envelope
from referrals_portal.models import OutboxMessage, Referral
from referrals_portal.safe_contact import SafeContact
from referrals_portal.sealing.opening import open_recipient
from tests.intake.making import ANSWERS

NOW = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)  # a Friday, half an hour before closing time
PHONE, EMAIL, ADDRESS = "07700 900321", "ffion@example.org", "1 Example Street\nAnytown"
ALL = {
    "contact": {"phone": PHONE, "email": EMAIL, "address": ADDRESS, "no_contact": False},
    "safe": ANSWERS["safe"] | {"text": "yes", "letter": "yes"},
}
EVERY_WAY = SafeContact.from_answers(ANSWERS | ALL)


def stands(referral):
    """The referral as the database has it."""
    return Referral.objects.get(pk=referral.pk)


def about(by, at=NOW, **changes):
    """What every action that writes to somebody is told."""
    usual = {"safe": EVERY_WAY, "hub": current_hub(), "language": "en", "by": by, "at": at}
    return usual | changes


def envelope_of(row):
    """Open a message as the worker does."""
    place = (
        f"outbox|v2|{row.uuid}|{row.referral}|{row.template}|{row.channel}|{row.reference}"
        f"|{row.follows}|{row.created_at.astimezone(UTC).isoformat()}"
        f"|{row.send_by.astimezone(UTC).isoformat()}"
    )
    return Envelope.from_json(open_recipient(bytes(row.recipient), place, row.epoch))


def written(template=""):
    """Every message, or those with these words, in the order in which they leave."""
    rows = OutboxMessage.objects.order_by("due_at", "template")
    return list(rows.filter(template=template) if template else rows)
