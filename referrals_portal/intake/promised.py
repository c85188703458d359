"""What was promised to one person, by when, and how each promise stands. In words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.rounding import to_the_hour
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
    State.NOT_STARTED: gettext_lazy("Not due yet"),
    State.RUNNING: gettext_lazy("To do"),
    State.MET: gettext_lazy("Kept"),
    State.MISSED: gettext_lazy("Missed"),
}
RULED_OUT = {
    RuledOut.NEEDS: gettext_lazy("They need another way"),
    RuledOut.SAFETY: gettext_lazy("That is not safe for them"),
    RuledOut.NOT_GIVEN: gettext_lazy("We have no number or address for that"),
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


def promises(
    clocks: Iterable[Clock], at: datetime, ruled_out: Mapping[str, RuledOut] | None = None
) -> list[Promised]:
    """Return promises as they stand at a moment, or stood when others took their place.

    Where one of several channels is enough, they are one promise. ruled_out: the channels that
    are not to be used with them.
    """
    together: dict[Any, list[Clock]] = {}
    for each in clocks:
        alike = (each.what, each.starts, each.unit, each.number, each.met_at, each.superseded_at)
        together.setdefault(alike if each.either else each.pk, []).append(each)
    return [_promised(each, at, ruled_out or {}) for each in together.values()]


def _promised(alike: list[Clock], at: datetime, ruled_out: Mapping[str, RuledOut]) -> Promised:
    clock = alike[0]
    stands = state(clock.started_at, clock.due_at, clock.met_at, clock.superseded_at or at)
    return Promised(
        what=what_by(clock.what, *(each.channel for each in alike)),
        how_long=f"{length(clock.number, clock.unit)} {STARTS[clock.starts]}",
        tone=str(stands),
        words=str(STATES[stands]),
        more=_more(clock),
        instead=_instead(alike, ruled_out),
        version=clock.rules_version,
    )


def _instead(alike: list[Clock], ruled_out: Mapping[str, RuledOut]) -> str:
    """Return that something else than was promised counts, or counted, and why."""
    found = [ruled_out.get(each.channel) for each in alike]
    why = None if None in found else found[0]
    if why is None or (alike[0].met_at and why != RuledOut.NOT_GIVEN):
        return ""
    words = _("It was done in another way. %(why)s.") if alike[0].met_at else _(
        "Another way will do. %(why)s.")  # fmt: skip
    return words % {"why": RULED_OUT[why]}


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


def what_by(what: str, *channels: str | None) -> str:
    """Return what is promised and how, such as "First contact by telephone"."""
    by = _(" or ").join(str(words) for each, words in CHANNELS.items() if each in channels)
    return f"{WHATS[what]} {by}".strip()


def _more(row: Clock) -> str:
    if row.met_at and row.met_at == to_the_hour(row.met_at):
        # The worker writes no minutes: with them, "at noon" may be before it was received.
        return _("on %(moment)s, or within the hour after") % {"moment": _moment(row.met_at)}
    if row.met_at:
        return _("on %(moment)s") % {"moment": _moment(row.met_at)}
    return _("due %(moment)s") % {"moment": _moment(row.due_at)} if row.due_at else ""


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{date_format(local, 'l j F')}, {time_of_day(local.time())}"
