"""What was promised to one person, by when, and how each promise stands. In words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.hours import clock as time_of_day
from referrals_portal.intake.rules.words import length
from referrals_portal.models import Clock
from referrals_portal.triage.standards import RuledOut, State, state

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
RULED_OUT = {
    RuledOut.NEEDS: gettext_lazy("What they need rules it out"),
    RuledOut.SAFETY: gettext_lazy("It is not safe for them"),
    RuledOut.NOT_GIVEN: gettext_lazy("They gave no way to do that"),
}
"""Why the channel that a promise names was not the one to use."""


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise. ``tone`` (``met``, ``missed``, ``running``, ``not_started``) only colours it.

    ``version``: of the rules that gave its due time. ``instead``: that another channel counts.
    """

    what: str
    how_long: str
    tone: str
    words: str
    more: str
    instead: str
    version: int


def promised(
    clock: Clock, at: datetime, ruled_out: Mapping[str, RuledOut] | None = None
) -> Promised:
    """Return a promise as it stands at a moment.

    ruled_out: the channels that are not to be used with them.
    """
    stands = state(clock.started_at, clock.due_at, clock.met_at, at)
    why = (ruled_out or {}).get(clock.channel)
    return Promised(
        what=what_by(clock.what, clock.channel),
        how_long=f"{length(clock.number, clock.unit)} {STARTS[clock.starts]}",
        tone=str(stands),
        words=str(STATES[stands]),
        more=_more(clock),
        instead=_("Another way counts. %(why)s.") % {"why": RULED_OUT[why]}
        if why and not clock.met_at
        else "",
        version=clock.rules_version,
    )


def instead(kept: Sequence[Mapping[str, str]] | str) -> list[str]:
    """Return that an attempt counts for promises that name another channel, and why.

    Of one that was recorded before it said for which, only why.
    """
    if isinstance(kept, str):
        return [f"{RULED_OUT[RuledOut(kept)]}."]
    return [
        _("Counts as “%(what)s”. %(why)s.")
        % {"what": what_by(each["what"], each["channel"]), "why": RULED_OUT[RuledOut(each["why"])]}
        for each in kept
    ]


def what_by(what: str, channel: str | None) -> str:
    """Return what is promised and how, such as "First contact by telephone"."""
    return f"{WHATS[what]} {CHANNELS.get(channel or '', '')}".strip()


def _more(row: Clock) -> str:
    if row.met_at:
        return _("on %(moment)s") % {"moment": _moment(row.met_at)}
    return _("due %(moment)s") % {"moment": _moment(row.due_at)} if row.due_at else ""


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{date_format(local, 'l j F')}, {time_of_day(local.time())}"
