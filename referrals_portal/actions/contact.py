"""Trying to reach the person. An attempt is not a contact: only speaking with them is.

What they did not mark safe is not done; if it was done after all, it must say why that was safe.
"""

from collections.abc import Collection
from copy import copy
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from hub.snapshot import current_hub
from hub.vocabulary import CHANNELS
from referrals_portal.actions import clocks, moves
from referrals_portal.actions.asking import FIRST_CONTACT, Agreed, ask
from referrals_portal.actions.calling_back import leave_to_staff
from referrals_portal.actions.changing import change
from referrals_portal.actions.keeping import keep
from referrals_portal.actions.recording import record
from referrals_portal.actions.telling import tell
from referrals_portal.actions.tried import write_if_due
from referrals_portal.models import ContactAttempt, Referral
from referrals_portal.models.event import Kind
from referrals_portal.safe_contact import SafeContact
from referrals_portal.triage.standards import Contact


class Channel(models.TextChoices):
    """How someone tried, or that the person came to us."""

    CALL = "call", _("Phone call")
    TEXT = "text", _("Text")
    EMAIL = "email", _("Email")
    LETTER = "letter", _("Letter")
    IN_PERSON = "in_person", _("In person")
    VIDEO = "video", _("Video call")
    THEY_CONTACTED_US = "they_contacted_us", _("They called us")


class Result(models.TextChoices):
    """What came of it."""

    SPOKE = "spoke", _("Spoke with them, or they answered")
    NO_ANSWER = "no_answer", _("No answer")
    LEFT_VOICEMAIL = "left_voicemail", _("Left a voicemail")
    SENT = "sent", _("Sent")
    SOMEONE_ELSE_ANSWERED = "someone_else_answered", _("Someone else answered")
    WRONG_DETAILS = "wrong_details", _("The number or address is wrong")


_NAMED = {
    Channel.CALL: "telephone",
    Channel.TEXT: "text",
    Channel.EMAIL: "email",
    Channel.LETTER: "letter",
    Channel.IN_PERSON: "in_person",
    Channel.VIDEO: "video",
    Channel.THEY_CONTACTED_US: "",
}
"""What standards call each of them."""

_LIVE = frozenset({Channel.CALL, Channel.IN_PERSON, Channel.VIDEO})
_ONLY_FOR: dict[str, frozenset[str]] = {
    Result.NO_ANSWER: _LIVE,
    Result.SOMEONE_ELSE_ANSWERED: _LIVE,
    Result.LEFT_VOICEMAIL: frozenset({Channel.CALL}),
    Result.SENT: frozenset({Channel.TEXT, Channel.EMAIL, Channel.LETTER}),
}


_LED_ASTRAY = frozenset({Result.WRONG_DETAILS, Result.SOMEONE_ELSE_ANSWERED})
_REACHES: dict[str, str] = {
    Channel.CALL: "sms",
    Channel.TEXT: "sms",
    Channel.EMAIL: "email",
    Channel.LETTER: "letter",
}
"""Which channel of a message goes to the same number or address."""


def led_astray(channel: str, result: str) -> str:
    """Return the channel of a message that may reach somebody else, after a try; or nothing."""
    return _REACHES.get(channel, "") if result in _LED_ASTRAY else ""


def fits(channel: str, result: str) -> bool:
    """Tell whether that can come of trying in that way: no voicemail is left by a letter."""
    if channel == Channel.THEY_CONTACTED_US:
        return result == Result.SPOKE
    return channel in Channel and result in Result and channel in _ONLY_FOR.get(result, Channel)


def is_marked_safe(safe: SafeContact, channel: str, at: datetime, result: str = "") -> bool:
    """Tell whether the person said that to reach them so, with this end, is safe at that moment.

    What nobody asked them about (a visit, a video call) is not marked safe either. That they come
    to us always is.
    """
    if result == Result.LEFT_VOICEMAIL and not safe.may_leave_voicemail:
        return False
    return channel == Channel.THEY_CONTACTED_US or safe.is_safe_now(channel, at)


@transaction.atomic
def record_attempt(
    *,
    referral: Referral,
    safe: SafeContact,
    channel: str,
    result: str,
    text: str,
    why_safe: str = "",
    instead: str = "",
    language: str = "",
    wrong: Collection[str] = (),
    agreed: Agreed | None = None,
    by: Any,
    at: datetime,
) -> ContactAttempt:
    """Seal and keep an attempt, and move the status to what it means.

    ``safe`` is what the person allowed, as whoever opened the referral read it. ``why_safe`` says
    why anything else was safe after all, and must when it was anything else, or at another time.
    ``instead`` is a `RuledOut`: why the channel that a standard names was not the one to use, where
    what they told us does not say so already; the words about it are in ``text``. What was kept by
    another channel than it names, and why, is sealed with the attempt.

    After as many tries as the hub's rules say, "we tried to reach you" is written with it, in their
    ``language``; never where that is not given. ``wrong`` are channels of messages that may reach
    somebody else: what waits for them when that is found becomes work for staff. ``agreed``: they
    may be asked how we did, once somebody has spoken with them.

    The first time somebody speaks with the person, by whatever channel, is the first contact;
    anything else leaves the promise running. What was tried is never refused because a colleague
    changed the referral meanwhile. `ValueError` if the codes do not fit each other, or for an
    unsafe way without a reason; `KeysMissing` rather than keep anything unsealed.
    """
    if not fits(channel, result):
        raise ValueError("the result does not fit the channel")
    if not (is_marked_safe(safe, channel, at, result) or why_safe.strip()):
        raise ValueError("a way that was not marked safe needs a reason")
    ruled_out = dict.fromkeys(CHANNELS, instead) if instead else {}
    contact = Contact(
        at=at, channel=_NAMED[Channel(channel)], spoke=result == Result.SPOKE,
        sent=result == Result.SENT, rules_out=ruled_out | safe.ruled_out,
    )  # fmt: skip
    # Whoever changes it at the same moment waits.
    row = Referral.objects.select_for_update().get(pk=referral.pk)
    is_as_read = row.version == referral.version
    kept = clocks.stop(row, contact)
    instead_of = [
        {"what": clock.what, "channel": clock.channel, "why": how.instead}
        for clock, how in kept
        if how.instead
    ]
    content: dict[str, Any] = {
        "channel": channel,
        "result": result,
        "text": text,
        "why_safe": why_safe,
    }
    content |= {"instead": instead_of} if instead_of else {}
    attempt = keep(ContactAttempt, referral, content, by, at)
    detail = _move(referral, row, contact, safe, was_due=bool(kept))
    record(referral=referral.pk, kind=Kind.CONTACT_ATTEMPTED, at=at, by=by, detail=detail)
    if astray := led_astray(channel, result):
        leave_to_staff(referral.pk, at, because="led-astray")
    # Where something was changed meanwhile it may be what is safe; the next try writes it.
    if language and is_as_read and not contact.spoke:
        write_if_due(
            referral=referral, safe=safe, hub=current_hub(), language=language,
            wrong={*wrong, astray}, by=by, at=at,
        )  # fmt: skip
    if contact.spoke and row.first_contact_at is None:
        ask(referral, FIRST_CONTACT, agreed, by, at)
    return attempt


def _move(
    referral: Referral, row: Referral, contact: Contact, safe: SafeContact, *, was_due: bool
) -> str:
    """Move what follows from a contact; ``row`` is the referral as it stands, and locked."""
    to = moves.after_attempt(row.status, contact.spoke)
    columns: dict[str, Any] = {} if to == row.status else {"status": to}
    if contact.spoke:
        columns["first_contact_at"] = row.first_contact_at or contact.at
    if contact.spoke or was_due:
        then = copy(row)
        then.first_contact_at = columns.get("first_contact_at", row.first_contact_at)
        columns["due_at"] = clocks.next_due(then, safe, current_hub())
    columns = {name: value for name, value in columns.items() if getattr(row, name) != value}
    if not (columns or was_due):
        tell(row)
        return ""
    change(referral, row.version, **columns)
    return f"{row.status}>{to}" if "status" in columns else ""
