"""Writing a message to the outbox, in the transaction that causes it."""

import json
from datetime import UTC, datetime
from uuid import UUID, uuid4

import phonenumbers
from django.conf import settings
from django.utils.translation import get_language

from referrals_portal import sealing
from referrals_portal.messages.catalogue import CATALOGUE, Channel
from referrals_portal.models import OutboxMessage
from referrals_portal.models.outbox import MessageState

CHANNELS: dict[str, tuple[Channel, ...]] = {
    "notify": ("sms", "email"),
    "smtp": ("email",),
    "none": (),
}
"""What each value of ``settings.MESSAGES`` can carry."""


def channels() -> tuple[Channel, ...]:
    """Return the channels that this installation can send on; the journey offers no others."""
    return CHANNELS[settings.MESSAGES]


def queue(
    *,
    referral: UUID,
    template: str,
    channel: Channel,
    to: str,
    personalisation: dict[str, str],
    at: datetime,
    held_for: str = "",
) -> OutboxMessage | None:
    """Write one message, due at once, and return it; None where this channel is not in use.

    With a reason in ``held_for`` it stays here until the worker finds that the reason has gone.

    Exactly one plain INSERT, so that a database role which may do nothing else can run it.
    ``at`` (UTC) is rounded by the caller: it must not tell when somebody sat at a keyboard.
    The caller has asked whether the channel is safe. Raises `KeysMissing` rather than store a
    recipient unsealed, and KeyError for a message that is not in the catalogue.
    """
    if channel not in channels():
        return None
    filled = {name: personalisation[name] for name in CATALOGUE[template].placeholders}
    uuid = uuid4()
    row = OutboxMessage(
        uuid=uuid,
        referral=referral,
        template=template,
        channel=channel,
        reference=f"fd-{uuid.hex}",
        state=MessageState.HELD if held_for else MessageState.QUEUED,
        failure=held_for,
        created_at=at,
        due_at=at,
    )
    content = _recipient(channel, to, filled)
    row.epoch, row.recipient = sealing.seal_for_dispatch(content, place(row))
    row.save(force_insert=True)
    return row


def place(row: OutboxMessage) -> str:
    """Return the place that a recipient is sealed to.

    It names every column that says what the message is and whose: put into another row, or into
    its own after one of them was edited, the recipient does not open. So what was restored from a
    copy is too old to be sent when its message is. No column contains a ``|``.
    """
    created_at = row.created_at.astimezone(UTC).isoformat()
    return (
        f"outbox|v1|{row.uuid}|{row.referral}|{row.template}|{row.channel}"
        f"|{row.reference}|{created_at}"
    )


def _recipient(channel: Channel, to: str, personalisation: dict[str, str]) -> bytes:
    content = {
        "to": _dialled(to) if channel == "sms" else to,
        "personalisation": personalisation,
        "language": (get_language() or "en")[:2],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _dialled(typed: str) -> str:
    """Return a number in international form: people type dots and words that Notify refuses."""
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        return typed
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
