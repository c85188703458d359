"""What has been done about a referral, newest first, with the words of notes and attempts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hub.snapshot import current_hub
from referrals_portal.actions.closing import Outcome
from referrals_portal.actions.contact import Channel, Result
from referrals_portal.intake.promised import CHANNELS, instead
from referrals_portal.intake.work import open_work
from referrals_portal.intake.written import what
from referrals_portal.messages.catalogue import OFFER
from referrals_portal.models import Event, FollowUp, Referral
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import Priority, Status
from referrals_portal.sealing.opening import Lent

ITS_OWN = timedelta(minutes=1)
"""How long after doing something its own page being shown again is not worth a line."""

# Each of these keeps a sealed row, which says more than its event.
_TOLD_BY_ITS_ROW = (Kind.NOTE_ADDED, Kind.CONTACT_ATTEMPTED, Kind.CLOSED)
"""Where somebody did it: what the rules closed has no row."""
_CHANGES = (
    Kind.TAKEN,
    Kind.GIVEN,
    Kind.RELEASED,
    Kind.STATUS_CHANGED,
    Kind.PRIORITY_CHANGED,
    Kind.PRIORITY_CONFIRMED,
    Kind.TEAM_CHANGED,
    Kind.CRIME_RECORDED,
    Kind.WORKED_OUT_AGAIN,
    Kind.CONTACT_ATTEMPTED,
    Kind.CLOSED,
    Kind.REOPENED,
    Kind.WITHDRAWN,
    Kind.VOUCHED,
    Kind.ASKED_BACK,
    Kind.WAYS_BACK_ENDED,
    Kind.CLAIMED,
    Kind.SAFE_CHANGED,
    Kind.MESSAGE_QUEUED,
    Kind.APPOINTMENT_MADE,
    Kind.APPOINTMENT_OFF,
    Kind.TASK_DONE,
    Kind.OFFER_ARRIVED,
    Kind.OFFER_ACCEPTED,
    Kind.OFFER_LATER,
    Kind.CODE_ANSWERED,
    Kind.OPTED_OUT,
    Kind.NEVER_THERE,
)
_ORDER: tuple[tuple[str, ...], ...] = (
    (Kind.RECEIVED,),
    (f"{Kind.MESSAGE_QUEUED}:{OFFER}",),
    (Kind.OFFER_ARRIVED,),
    (),
    (Kind.STATUS_CHANGED, Kind.REOPENED, Kind.MESSAGE_QUEUED, Kind.TASK_DONE),
    (Kind.OPENED,),
)
"""Of what happened at the same moment, what comes of what; all else stands at the empty place.

Our offer is what is answered; every other message comes of something.
"""
_USUAL = 3
_CODES = dict([*Status.choices, *Priority.choices])


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done. ``text`` is somebody's own words.

    ``times`` is how often it was opened in a row, by whomever; ``at`` and ``by`` are the last.
    ``in_the_hour``: of ``at`` only the hour is known. ``kind`` is the event's, an offer's with its
    template.
    """

    at: datetime
    what: str
    by: str
    text: str = ""
    times: int = 1
    kind: str = ""
    in_the_hour: bool = False

    @property
    def when(self) -> str:
        """The moment in words, as exactly as it is known."""
        at = timezone.localtime(self.at)
        if self.in_the_hour:
            words = _("%(day)s, in the hour of %(hour)s")
            return words % {"day": date_format(at, "D j M Y"), "hour": date_format(at, "H:00")}
        return date_format(at, "D j M Y, H:i")


def timeline(referral: Referral, received_at: datetime, lent: Lent | None = None) -> list[Entry]:
    """Return everything that was done, newest first, with openings in a row as one.

    ``received_at`` is the sealed, exact moment; the event's own is rounded down to the hour, and so
    are those of what happened by itself. Nothing happened before it was received, whatever its
    hour says.
    """
    events = list(Event.objects.filter(referral=referral.pk).order_by("at", "pk"))
    names = _names(events)
    notes = referral.notes.select_related("by")  # type: ignore[attr-defined]
    attempts = referral.contactattempts.select_related("by")  # type: ignore[attr-defined]
    for event in events:
        if event.by is None and event.kind == Kind.RECEIVED:
            event.at = received_at
    entries = [
        *(
            _event(event, names)
            for event in events
            if event.by is None or event.kind not in _TOLD_BY_ITS_ROW
        ),
        *(_note(row, lent) for row in notes),
        *(_attempt(row, lent) for row in attempts),
    ]
    entries.sort(key=partial(_when, received_at))
    return folded(entries)[::-1]


def _when(received_at: datetime, entry: Entry) -> tuple[datetime, int]:
    """Sort by the moment; of one moment, by what came of what."""
    at = max(entry.at, received_at) if entry.in_the_hour else entry.at
    return at, next((n for n, kinds in enumerate(_ORDER) if entry.kind in kinds), _USUAL)


def folded(entries: Iterable[Entry]) -> list[Entry]:
    """Fold openings in a row into one, all oldest first.

    Whoever does something is shown the page again: within a minute, that is not a line at all.
    """
    lines: list[Entry] = []
    for entry in entries:
        last = lines[-1] if lines else None
        if last is None or entry.kind != Kind.OPENED:
            lines.append(entry)
        elif last.kind == Kind.OPENED:
            lines[-1] = replace(entry, times=last.times + 1)
        elif last.by != entry.by or entry.at - last.at > ITS_OWN:
            lines.append(entry)
    return lines


def last_change(referral: Referral) -> Entry | None:
    """Return what was last changed, and by whom, for somebody whose page was out of date."""
    event = Event.objects.filter(referral=referral.pk, kind__in=_CHANGES).order_by("at").last()
    return _event(event, _names([event])) if event else None


def _names(events: list[Event]) -> dict[int | None, str]:
    """Return what the people behind the events are called now, if they are still there."""
    people = get_user_model().objects.in_bulk({event.by for event in events if event.by})
    return {key: str(person) for key, person in people.items()}


def _event(event: Event, names: dict[int | None, str]) -> Entry:
    who = names.get(event.by, event.by_name)
    is_offer = event.kind == Kind.MESSAGE_QUEUED and event.detail == OFFER
    return Entry(
        at=event.at,
        what=_what(event),
        by=who,
        kind=f"{event.kind}:{OFFER}" if is_offer else event.kind,
        in_the_hour=event.by is None and event.kind != Kind.RECEIVED,
    )


def _what(event: Event) -> str:
    if event.kind == Kind.WORKED_OUT_AGAIN:
        words = _("Due times worked out again, by version %(version)s of the rules")
        return words % {"version": event.detail.partition(">")[2]}
    if event.kind == Kind.TEAM_CHANGED:
        team = next((each for each in current_hub().rules.teams if each.key == event.detail), None)
        return f"{event.get_kind_display()}: {team.name if team else event.detail}"
    if event.kind == Kind.MESSAGE_QUEUED:
        return f"{event.get_kind_display()}: {what(event.detail)}"
    if event.kind == Kind.TASK_DONE:
        return _("Seen to: %s") % what(event.detail)
    if event.kind == Kind.CODE_ANSWERED:
        return f"{event.get_kind_display()}: {FollowUp.Kind(event.detail).label}"
    if event.kind == Kind.OFFER_ARRIVED:
        return f"{event.get_kind_display()}: {CHANNELS[event.detail]}"
    before, _arrow, to = event.detail.rpartition(">")
    if to in _CODES and event.kind != Kind.WITHDRAWN:
        said = _("%(to)s, before: %(before)s") if event.kind == Kind.PRIORITY_CHANGED else "%(to)s"
        words = said % {"to": _CODES[to], "before": _CODES.get(before, "")}
        return f"{event.get_kind_display()}: {words}"
    return str(event.get_kind_display())


def _note(row: Any, lent: Lent | None) -> Entry:
    content = open_work(row, "note", lent)
    if content is None:
        return Entry(row.at, _("A note that cannot be opened here"), str(row.by))
    outcome = content.get("outcome", "")
    what = _("Note")
    if outcome:
        what = _("Closed: %(outcome)s") % {"outcome": _label(Outcome, outcome)}
    return Entry(row.at, what, str(row.by), content["text"], kind="note")


def _attempt(row: Any, lent: Lent | None) -> Entry:
    content = open_work(row, "attempt", lent)
    if content is None:
        what, text = _("A contact attempt that cannot be opened here"), ""
    else:
        channel, result = _label(Channel, content["channel"]), _label(Result, content["result"])
        what, text = f"{channel}: {result}", content["text"]
        why = [_("Why this was safe: %s") % content["why_safe"]] if content.get("why_safe") else []
        text = "\n".join(filter(None, (*why, *instead(content.get("instead", ())), text)))
    return Entry(row.at, what, str(row.by), text, kind="attempt")


def _label(codes: Any, code: str) -> str:
    return str(codes(code).label) if code in codes else code
