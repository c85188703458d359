"""Writing a message to the outbox, in the transaction that causes it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

import phonenumbers
from django.conf import settings
from django.utils.translation import get_language

from hub.opening import LONDON
from hub.snapshot import current_hub
from referrals_portal import sealing
from referrals_portal.messages import machine
from referrals_portal.messages.catalogue import CATALOGUE, Channel, Message, To
from referrals_portal.messages.envelope import Envelope, Way
from referrals_portal.models import OutboxMessage
from referrals_portal.models.outbox import MessageState

CHANNELS: dict[str, tuple[Channel, ...]] = {
    "notify": ("sms", "email"),
    "smtp": ("email",),
    "none": (),
}
"""What each value of ``settings.MESSAGES`` can carry."""
DAY = timedelta(days=1)


def channels() -> tuple[Channel, ...]:
    """Return the channels that this installation can send on; the journey offers no others."""
    return CHANNELS[settings.MESSAGES]


def queue(
    *,
    referral: UUID | None,
    template: str,
    ways: Sequence[Way],
    personalisation: Mapping[str, str],
    at: datetime,
    language: str = "",
    due_at: datetime | None = None,
    until: datetime | None = None,
    unasked: bool = False,
    held_for: str = "",
    uuid: UUID | None = None,
) -> OutboxMessage | None:
    """Write one message and return it; None where no way of these can be sent on here.

    ways: all that are safe, the best first. language: the active one if none is named. due_at: not
    before then, and at once if it is not given. until: not after then. unasked: nobody asked them
    if we may write. With a reason in ``held_for`` it stays here until the worker finds that the
    reason has gone. uuid: its identity, where the database is to refuse (IntegrityError) a second
    one that says the same.

    ``at`` (UTC) is rounded by the caller: it must not tell when somebody sat at a keyboard. The
    caller has asked whether each way is safe. Raises `KeysMissing` rather than store a recipient
    unsealed, and KeyError for a message or a placeholder that is not in the catalogue.
    """
    message = CATALOGUE[template]
    carried = tuple(
        replace(way, to=dialled(way.to)) if way.channel == "sms" else way
        for way in ways
        if way.channel in channels() and way.channel in message.sent
    )
    if not carried:
        return None
    envelope = Envelope(
        ways=carried,
        personalisation={name: personalisation[name] for name in message.placeholders},
        language=language or (get_language() or "en")[:2],
        until=until,
        unasked=unasked,
    )
    return write(
        referral=referral,
        template=template,
        envelope=envelope,
        at=at,
        due_at=due_at,
        held_for=held_for,
        uuid=uuid,
    )


def write(
    *,
    referral: UUID | None,
    template: str,
    envelope: Envelope,
    at: datetime,
    due_at: datetime | None = None,
    held_for: str = "",
    follows: UUID | None = None,
    uuid: UUID | None = None,
) -> OutboxMessage:
    """Seal an envelope and insert its row, in the caller's transaction.

    Exactly one plain INSERT, so that a database role which may do nothing else can run it.
    """
    uuid, due = uuid or uuid4(), due_at or at
    row = OutboxMessage(
        uuid=uuid,
        referral=referral,
        follows=follows,
        template=template,
        channel=envelope.way.channel,
        reference=f"fd-{uuid.hex}",
        state=MessageState.HELD if held_for else MessageState.QUEUED,
        failure=held_for,
        created_at=at,
        due_at=due,
        send_by=_send_by(CATALOGUE[template], envelope.until, due),
    )
    row.epoch, row.recipient = sealing.seal_for_dispatch(envelope.to_bytes(), place(row))
    row.save(force_insert=True)
    return row


def _send_by(message: Message, until: datetime | None, due: datetime) -> datetime:
    """Return from when on a message comes too late, as its row says it in clear.

    What staff are told has no secret of anybody's in its moment, and is of use until then, however
    long they are closed. Of what a person is told, the row says no more than the day.
    """
    too_late = machine.too_late(message.when, current_hub().hours, due)
    if until is None:
        return too_late
    return until.astimezone(UTC) if message.to is To.STAFF else min(too_late, end_of_day(until))


def place(row: OutboxMessage) -> str:
    """Return the place that an envelope is sealed to.

    It names every column that says what the message is and whose: put into another row, or into
    its own after one of them was edited, the envelope does not open. So what was restored from a
    copy is too old to be sent when its message is. No column contains a ``|``.
    """
    times = "|".join(each.astimezone(UTC).isoformat() for each in (row.created_at, row.send_by))
    return (
        f"outbox|v2|{row.uuid}|{row.referral}|{row.template}|{row.channel}"
        f"|{row.reference}|{row.follows}|{times}"
    )


def end_of_day(at: datetime) -> datetime:
    """Return the midnight (Europe/London) after a moment: in clear it must not tell an hour."""
    return datetime.combine(at.astimezone(LONDON).date() + DAY, time(0), LONDON).astimezone(UTC)


def dialled(typed: str) -> str:
    """Return a number in international form: people type dots and words that Notify refuses."""
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        return typed
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
