"""What was promised to one person, by when, and how each promise stands. In words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from directory.hours import clock as time_of_day
from referrals_portal.models import Clock, Referral
from referrals_portal.triage.standards import State, state

WHATS = {
    "offer": gettext_lazy("Offer of support"),
    "first_contact": gettext_lazy("First contact"),
    "support": gettext_lazy("Contact and support"),
}
CHANNELS = {
    "telephone": gettext_lazy("by telephone"),
    "text": gettext_lazy("by text"),
    "email": gettext_lazy("by email"),
    "letter": gettext_lazy("by letter"),
    "video": gettext_lazy("by video call"),
    "in_person": gettext_lazy("in person"),
}
STARTS = {
    "received": gettext_lazy("from when it arrived"),
    "crime_recorded": gettext_lazy("from when the crime was recorded"),
    "offer_accepted": gettext_lazy("from when they accept support"),
}
STATES = {
    State.NOT_STARTED: gettext_lazy("Not started"),
    State.RUNNING: gettext_lazy("Running"),
    State.MET: gettext_lazy("Kept"),
    State.MISSED: gettext_lazy("Missed"),
}


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise. ``tone`` (``met``, ``missed``, ``running``, ``not_started``) only colours it."""

    what: str
    how_long: str
    tone: str
    words: str
    more: str


def promised(referral: Referral, at: datetime) -> list[Promised]:
    """Return every promise that counts, in the order in which they fall due."""
    rows = Clock.objects.filter(referral=referral)
    return [_promised(row, at) for row in rows if not row.superseded_at]


def what_by(what: str, channel: str | None) -> str:
    """Return what is promised and how, such as "First contact by telephone"."""
    return f"{WHATS[what]} {CHANNELS.get(channel or '', '')}".strip()


def _promised(row: Clock, at: datetime) -> Promised:
    stands = state(row.started_at, row.due_at, row.met_at, at)
    return Promised(
        what=what_by(row.what, row.channel),
        how_long=f"{_length(row)} {STARTS[row.starts]}",
        tone=str(stands),
        words=str(STATES[stands]),
        more=_more(row),
    )


def _length(row: Clock) -> str:
    words = {
        "hours": ngettext("%(n)d hour", "%(n)d hours", row.number),
        "working_days": ngettext("%(n)d working day", "%(n)d working days", row.number),
    }
    working = ngettext("%(n)d working hour", "%(n)d working hours", row.number)
    return words.get(row.unit, working) % {"n": row.number}


def _more(row: Clock) -> str:
    if row.met_at:
        kept = _("on %(moment)s") % {"moment": _moment(row.met_at)}
        why = row.get_instead_display()
        return f"{kept}. {_('In another way:')} {why}" if why else kept
    return _("due %(moment)s") % {"moment": _moment(row.due_at)} if row.due_at else ""


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{date_format(local, 'l j F')}, {time_of_day(local.time())}"
