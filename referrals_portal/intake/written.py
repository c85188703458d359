"""What was written about a referral, what that left to do, and what was agreed: for its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from referrals_portal.actions.appointments import Agreed
from referrals_portal.actions.calling_back import SEEN
from referrals_portal.actions.offering import OFFER
from referrals_portal.intake.reading import open_work
from referrals_portal.messages.catalogue import CATALOGUE
from referrals_portal.messages.reasons import Reason
from referrals_portal.models import Appointment, OutboxMessage, Referral, Task
from referrals_portal.sealing.opening import Lent

BY = {"sms": _("Text"), "email": _("Email"), "letter": _("Letter")}


@dataclass(frozen=True, slots=True)
class Line:
    """One message: what it says, how it went, and the hour. ``why`` it stands where it stands.

    ``instead``: it went out in the place of one that did not arrive.
    """

    what: str
    by: str
    state: str
    why: str
    at: datetime
    instead: bool


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that a message left to do. ``offer``: it is an offer that did not arrive."""

    key: UUID
    kind: str
    words: str
    what: str
    by: str
    why: str
    at: datetime
    offer: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """One appointment; ``agreed`` is None where it does not open here."""

    key: UUID
    agreed: Agreed | None
    cancelled_at: datetime | None
    is_ahead: bool
    by: str


def lines(referral: Referral) -> list[Line]:
    """Return its messages, the newest first."""
    rows = OutboxMessage.objects.filter(referral=referral.pk).order_by("-created_at", "-due_at")
    return [
        Line(
            what=what(row.template),
            by=str(row.get_channel_display()),
            state=str(row.get_state_display()),
            why=_why(row.failure),
            at=row.created_at,
            instead=row.follows is not None,
        )
        for row in rows.only(*SEEN)
    ]


def to_do(referral: Referral) -> list[ToDo]:
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
        )
        for row in rows
    ]


def meetings(referral: Referral, at: datetime, lent: Lent | None = None) -> list[Meeting]:
    """Return its appointments, the next first, then those that have been or were cancelled."""
    rows: Iterable[Any] = referral.appointments.select_related("by")  # type: ignore[attr-defined]
    found = [_meeting(row, at, lent) for row in rows]
    ahead = [each for each in found if each.is_ahead]
    return sorted(ahead, key=_starts) + [each for each in found if not each.is_ahead][::-1]


def agreed_in(row: Appointment, lent: Lent | None = None) -> Agreed | None:
    """Open an appointment; None, and a line in the log, where that cannot be."""
    content = open_work(row, Appointment.kind, lent)
    return Agreed.from_json(content) if content else None


def what(template: str) -> str:
    """Return what a message says, in a few words."""
    return CATALOGUE[template].what if template in CATALOGUE else template


def _meeting(row: Appointment, at: datetime, lent: Lent | None) -> Meeting:
    agreed = agreed_in(row, lent)
    ahead = row.cancelled_at is None and (agreed is None or agreed.starts_at > at)
    return Meeting(row.pk, agreed, row.cancelled_at, ahead, str(row.by))


def _starts(each: Meeting) -> float:
    return each.agreed.starts_at.timestamp() if each.agreed else 0.0


def _why(reason: str) -> str:
    return str(Reason(reason).label) if reason in Reason.values else reason
