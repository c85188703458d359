"""Asking people how we did, at the points that the hub's rules choose.

Only those who agreed to be asked are, by what is safe for a message that goes by itself. The code
that they get opens a survey that names nobody. Who was asked at which moment stays in clear, so see
the threat model for what two copies of the database tell.
"""

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction

from core.rounding import to_the_hour
from hub.snapshot import current_hub
from referrals_portal.actions.calling_back import call_back
from referrals_portal.actions.recording import record
from referrals_portal.actions.writing import SENT, safe_ways, why_not
from referrals_portal.messages import outbox
from referrals_portal.models import Invitation, OutboxMessage, Referral
from referrals_portal.models.event import Kind
from referrals_portal.safe_contact import SafeContact
from referrals_portal.saying_who import who_we_are
from referrals_portal.sealing import KeysMissing, codes
from referrals_portal.sealing.remembering import digest_of_code, identity_of

FEEDBACK = "FEEDBACK"
FIRST_CONTACT, REFERRED_ON, CLOSED = "first_contact", "referred_on", "closed"
OPEN_FOR = timedelta(weeks=8)

log = logging.getLogger("front_door.asking")


@dataclass(frozen=True, slots=True)
class Agreed:
    """Somebody who agreed to be asked. wrong: channels that may reach somebody else."""

    safe: SafeContact = field(repr=False)
    language: str
    wrong: frozenset[str] = frozenset()


def ask(referral: Referral, point: str, agreed: Agreed | None, by: Any, at: datetime) -> None:
    """Write a survey at a point, in the caller's transaction, if they may be asked there.

    Each point is asked at only once for a referral, whatever happens to it later. Nothing that
    staff do fails because of it: without its key nobody is asked.
    """
    if agreed is None or point not in current_hub().rules.messages.ask_feedback:
        return
    try:
        with transaction.atomic():
            _ask(referral, point, agreed, by, at)
    except KeysMissing:
        log.error("nobody is asked how we did, because a key is missing")


def _ask(referral: Referral, point: str, agreed: Agreed, by: Any, at: datetime) -> None:
    row, key = Referral.objects.get(pk=referral.pk), message_at(referral.pk, point)
    if row.suspected or why_not(row, even_finished=point == CLOSED):
        return
    if OutboxMessage.objects.filter(pk=key).exists():
        return
    hub, code = current_hub(), codes.new()
    written = outbox.queue(
        # What names a finished referral never leaves; see `call_back_survey`.
        referral=None if point == CLOSED else row.pk,
        template=FEEDBACK,
        ways=safe_ways(row, FEEDBACK, agreed.safe, hub, SENT, wrong=agreed.wrong),
        personalisation={
            "address": feedback_address(agreed.language),
            "code": codes.written(code),
            "from": who_we_are(hub, agreed.language, allowed=agreed.safe.may_say_who),
        },
        at=to_the_hour(at),
        language=agreed.language,
        uuid=key,
    )  # fmt: skip
    if written is None:
        return
    Invitation(
        key=digest_of_code(code),
        purpose=Invitation.Purpose.FEEDBACK,
        point=point,
        expires_at=_end_of_day(at + OPEN_FOR),
    ).save(force_insert=True)
    record(referral=row.pk, kind=Kind.MESSAGE_QUEUED, at=at, by=by, detail=FEEDBACK)


def call_back_survey(referral: UUID) -> None:
    """Call back what was asked when it was closed and has not left: it is open again.

    Without its key nobody finds that, and it goes out.
    """
    try:
        call_back([message_at(referral, CLOSED)], because="reopened")
    except KeysMissing:
        log.error("a survey may not have been called back, because a key is missing")


def message_at(referral: UUID, point: str) -> UUID:
    """Return the identity of the message that asks at a point.

    It follows from the referral's own, so that none is asked twice and staff's process can call it
    back; but only under a secret, or whoever reads the database could try all referrals out.
    Raises `KeysMissing`.
    """
    return identity_of(f"{FEEDBACK}|{point}|{referral}")


def feedback_address(language: str) -> str:
    """Return the address of the survey as a message says it, to be typed by hand."""
    host = urlsplit(settings.FORM_URL).netloc
    return f"{host}/cy/feedback" if language == "cy" else f"{host}/feedback"


def _end_of_day(at: datetime) -> datetime:
    """Return the midnight (UTC) after a moment: it must not tell when somebody was asked."""
    return datetime.combine(at.astimezone(UTC).date() + timedelta(days=1), time(0), UTC)
