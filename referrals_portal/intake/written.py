"""What was written about a referral, what that left to do, and what was agreed: for its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.rounding import to_the_hour
from directory.hours import clock
from hub.facts import HubFacts
from referrals_portal.actions.appointments import AgreedTime
from referrals_portal.actions.calling_back import SEEN
from referrals_portal.actions.tasks import may_be_posted
from referrals_portal.actions.writing import BY_HAND
from referrals_portal.intake.work import open_work
from referrals_portal.messages.catalogue import CATALOGUE, OFFER
from referrals_portal.messages.reasons import Reason
from referrals_portal.models import Appointment, Event, OutboxMessage, Referral, Task
from referrals_portal.models.event import Kind
from referrals_portal.models.outbox import MessageState
from referrals_portal.safe_contact import SafeContact
from referrals_portal.saying_who import who_we_are
from referrals_portal.sealing.opening import Lent

BY = {"sms": _("Text"), "email": _("Email"), "letter": _("Letter")}


@dataclass(frozen=True, slots=True)
class Line:
    """One message: what it says, how it went, and the hour. ``why`` it stands where it stands.

    ``leaves``: from when it may leave, in words, where that is still ahead.
    ``instead``: it went out in the place of one that did not arrive.
    """

    what: str
    by: str
    state: str
    why: str
    at: datetime
    instead: bool
    leaves: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that a message left to do. ``offer``: it is an offer that did not arrive.

    ``may_be_posted``: it is a letter, and may go to them now.
    """

    key: UUID
    kind: str
    words: str
    what: str
    by: str
    why: str
    at: datetime
    offer: bool
    may_be_posted: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """One appointment; ``agreed`` is None where it does not open here."""

    key: UUID
    agreed: AgreedTime | None
    cancelled_at: datetime | None
    is_ahead: bool
    by: str


def lines(referral: Referral, at: datetime) -> list[Line]:
    """Return its messages as they are at a moment, the newest first."""
    events = Event.objects.filter(referral=referral.pk, kind=Kind.MESSAGE_QUEUED).order_by("at")
    # A message has its hour only; its event has the moment.
    written = {(to_the_hour(at), said): at for at, said in events.values_list("at", "detail")}
    rows = OutboxMessage.objects.filter(referral=referral.pk).only(*SEEN).order_by("due_at", "pk")
    newest_first = sorted(
        rows,
        key=lambda row: written.get((row.created_at, row.template), row.created_at),
        reverse=True,
    )
    return [
        Line(
            what=what(row.template),
            by=str(row.get_channel_display()),
            state=str(row.get_state_display()),
            why=_why(row.failure),
            at=row.created_at,
            instead=row.follows is not None,
            leaves=_day_and_time(row.due_at)
            if row.state == MessageState.QUEUED and row.due_at > at
            else "",
        )
        for row in newest_first
    ]


def to_do(referral: Referral, safe: SafeContact) -> list[ToDo]:
    """Return what is left to do, the oldest first."""
    rows = Task.objects.filter(referral=referral.pk, done_at__isnull=True)
    return [
        ToDo(
            key=row.pk,
            kind=row.kind,
            words=str(row.get_kind_display()),
            what=what(row.template),
            by=str(BY.get(row.channel, row.channel)),
            why=_why(row.reason),
            at=row.made_at,
            offer=row.kind == Task.Kind.NOT_ARRIVED and row.template == OFFER,
            may_be_posted=row.kind == Task.Kind.LETTER
            and may_be_posted(referral, row.template, safe),
        )
        for row in rows
    ]


def meetings(referral: Referral, at: datetime, lent: Lent | None = None) -> list[Meeting]:
    """Return its appointments, the next first, then those that have been or were cancelled."""
    rows: Iterable[Any] = referral.appointments.select_related("by")  # type: ignore[attr-defined]
    found = [_meeting(row, at, lent) for row in rows]
    ahead = [each for each in found if each.is_ahead]
    return sorted(ahead, key=_starts) + [each for each in found if not each.is_ahead][::-1]


def agreed_in(row: Appointment, lent: Lent | None = None) -> AgreedTime | None:
    """Open an appointment; None, and a line in the log, where that cannot be."""
    content = open_work(row, Appointment.kind, lent)
    return AgreedTime.from_json(content) if content else None


def what(template: str) -> str:
    """Return what a message says, in a few words."""
    return CATALOGUE[template].what if template in CATALOGUE else template


def says(safe: SafeContact, hub: HubFacts, language: str) -> dict[str, str]:
    """Return what the messages that staff may write say to somebody, word for word, as texts."""
    said = {"from": who_we_are(hub, language, allowed=safe.may_say_who)}
    return {each: CATALOGUE[each].wordings["sms"].filled(said, language).body for each in BY_HAND}


def _meeting(row: Appointment, at: datetime, lent: Lent | None) -> Meeting:
    agreed = agreed_in(row, lent)
    ahead = row.cancelled_at is None and (agreed is None or agreed.starts_at > at)
    return Meeting(row.pk, agreed, row.cancelled_at, ahead, str(row.by))


def _starts(each: Meeting) -> float:
    return each.agreed.starts_at.timestamp() if each.agreed else 0.0


def _day_and_time(moment: datetime) -> str:
    local = timezone.localtime(moment)
    day, time = date_format(local, "l j F"), clock(local.time())
    return _("leaves from %(day)s, %(time)s") % {"day": day, "time": time}


def _why(reason: str) -> str:
    return str(Reason(reason).label) if reason in Reason.values else reason
