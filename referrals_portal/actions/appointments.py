"""A time agreed with the person: making it, writing of it, reminding of it, and cancelling it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from directory.hours import clock
from hub import opening
from hub.facts import HubFacts
from hub.opening import LONDON, Period
from referrals_portal.actions.calling_back import call_back
from referrals_portal.actions.changing import ChangedMeanwhile, as_it_stands, change
from referrals_portal.actions.keeping import keep
from referrals_portal.actions.recording import record
from referrals_portal.actions.writing import (
    SENT,
    MayNotWrite,
    letter,
    ready,
    safe_ways,
    send,
    why_not,
)
from referrals_portal.messages.catalogue import LETTER
from referrals_portal.models import Appointment, Referral, Task
from referrals_portal.models.event import Kind
from referrals_portal.safe_contact import SafeContact

MADE, REMINDER, OFF = "APPOINTMENT", "REMINDER", "APPOINTMENT_OFF"
WEEK = timedelta(days=7)
NO_REMINDER = _(
    "A reminder leaves with nobody looking, so it needs a phone or an email that only they look "
    "at. Choose no reminder, and remind them yourself if that is safe."
)
NOBODY_SPOKE = _(
    "This was said by the code of our offer, and nobody has spoken with them since. So nothing "
    "leaves by itself. Choose no reminder, and remind them yourself if that is safe."
)


class Told(StrEnum):
    """What became of telling them that an appointment will not take place."""

    NOT_NEEDED = "not_needed"
    WRITTEN = "written"
    BY_STAFF = "by_staff"


@dataclass(frozen=True, slots=True)
class AgreedTime:
    """What the sealed part of an appointment says, as whoever opened it read it.

    message: what told them of it, if anything did. letter: the task of the letter that did.
    """

    starts_at: datetime
    text: str = ""
    message: UUID | None = None
    letter: UUID | None = None

    def to_json(self) -> dict[str, str]:
        """Return it as it is sealed."""
        return {
            "starts_at": self.starts_at.astimezone(LONDON).isoformat(),
            "text": self.text,
            "message": str(self.message or ""),
            "letter": str(self.letter or ""),
        }

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "AgreedTime":
        """Read what was opened."""
        message, posted = content.get("message", ""), content.get("letter", "")
        return cls(
            datetime.fromisoformat(content["starts_at"]),
            content["text"],
            UUID(message) if message else None,
            UUID(posted) if posted else None,
        )


def in_words(starts_at: datetime, language: str) -> dict[str, str]:
    """Return the day and the time of a moment in Europe/London, as a message says them."""
    local = starts_at.astimezone(LONDON)
    with translation.override(language):
        return {"day": date_format(local, "l j F"), "time": clock(local.time())}


def reminder_due(starts_at: datetime, hours: tuple[Period, ...], at: datetime) -> datetime | None:
    """Return when a reminder is to leave: as the hub opens on the last day before that it opens.

    None where that has been, or it does not open in the week before. Pure.
    """
    midnight = starts_at.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    opens = [
        start
        for start, _closes in opening.coming(hours, midnight - WEEK)
        if start.date() < midnight.date()
    ]
    last_day = max((start.date() for start in opens), default=None)
    due = min((start for start in opens if start.date() == last_day), default=None)
    return due if due and due > at else None


@transaction.atomic
def make_appointment(
    *,
    referral: Referral,
    starts_at: datetime,
    text: str = "",
    channel: str = "",
    remind: bool = False,
    safe: SafeContact,
    hub: HubFacts,
    language: str,
    wrong: Collection[str] = (),
    doubtful: Collection[str] = (),
    by: Any,
    at: datetime,
    expected_version: int,
) -> Appointment:
    """Keep an appointment, sealed; write of it by ``channel``, and the day before, if asked to.

    channel: ``text``, ``email`` or ``letter``; empty writes nothing now. A reminder goes with
    nobody looking, days later, so only by what a machine may use. wrong, doubtful: as `write_to`
    has them. Raises `ValueError` for a time that has been, `ChangedMeanwhile`, `MayNotWrite` where
    that way or any reminder is not safe, or they want nothing of us any more.
    """
    if starts_at <= at:
        raise ValueError("an appointment is in the future")
    row = ready(referral, expected_version)
    about: dict[str, Any] = {"said": in_words(starts_at, language), "until": starts_at}
    message = posted = reminder = None
    if channel == LETTER:
        posted = letter(row, MADE, safe, wrong, by, at).pk
    elif channel:
        ways = safe_ways(row, MADE, safe, hub, (channel,), chosen=channel, wrong=wrong)
        message = send(row, MADE, ways, safe, hub, language, by, at, **about).pk
    if remind and (due := reminder_due(starts_at, hub.hours, at)):
        order = (channel, *SENT) if channel == "email" else SENT
        ways = safe_ways(row, REMINDER, safe, hub, order, wrong={*wrong, *doubtful})
        if not ways:
            why = NOBODY_SPOKE if safe.unconfirmed else NO_REMINDER
            raise MayNotWrite(str(why), "remind")
        reminder = send(row, REMINDER, ways, safe, hub, language, by, at, due_at=due, **about).pk
    change(referral, row.version)
    content = AgreedTime(starts_at, text, message, posted).to_json()
    made = keep(Appointment, referral, content, by, at, reminder=reminder)
    record(referral=referral.pk, kind=Kind.APPOINTMENT_MADE, at=at, by=by)
    return made


@transaction.atomic
def cancel_appointment(
    *,
    referral: Referral,
    appointment: UUID,
    agreed: AgreedTime,
    safe: SafeContact,
    hub: HubFacts,
    language: str,
    wrong: Collection[str] = (),
    doubtful: Collection[str] = (),
    by: Any,
    at: datetime,
) -> Told:
    """Cancel one; call back what has not left, and where something has told them, tell them.

    Returns `Told.BY_STAFF` where they were told of it, or may have been, and cannot be written to.
    Raises `ChangedMeanwhile` if it was cancelled already.
    """
    row = Referral.objects.select_for_update().get(pk=referral.pk)
    rows = Appointment.objects.filter(pk=appointment, referral=referral, cancelled_at__isnull=True)
    reminder = rows.values_list("reminder", flat=True).first()
    if not rows.update(cancelled_at=at):
        raise ChangedMeanwhile(as_it_stands(referral))
    change(referral, row.version)
    record(referral=referral.pk, kind=Kind.APPOINTMENT_OFF, at=at, by=by)
    told = call_back([each for each in (agreed.message, reminder) if each], because="cancelled")
    told |= _letter_has_left(agreed.letter, by, at)
    if not told or agreed.starts_at <= at or why_not(row):
        return Told.NOT_NEEDED
    ways = safe_ways(row, OFF, safe, hub, SENT, wrong={*wrong, *doubtful})
    if not ways:
        return Told.BY_STAFF
    send(
        row, OFF, ways, safe, hub, language, by, at,
        said=in_words(agreed.starts_at, language), until=agreed.starts_at,
    )  # fmt: skip
    return Told.WRITTEN


def _letter_has_left(task: UUID | None, by: Any, at: datetime) -> bool:
    """End the task of a letter that nobody has posted; tell if somebody has."""
    if task is None:
        return False
    waiting = Task.objects.filter(pk=task, done_at__isnull=True)
    return not waiting.update(done_at=at, done_by_name=by.get_username())
