"""What has been done about a referral, newest first, with the words of notes and attempts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from referrals_portal.actions.closing import Outcome
from referrals_portal.actions.contact import Channel, Result
from referrals_portal.intake.reading import open_work
from referrals_portal.models import Event, Referral
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import Status

# Each of these keeps a sealed row, which says more than its event.
_TOLD_BY_ITS_ROW = (Kind.NOTE_ADDED, Kind.CONTACT_ATTEMPTED, Kind.CLOSED)
_CHANGES = (
    Kind.TAKEN,
    Kind.RELEASED,
    Kind.STATUS_CHANGED,
    Kind.CONTACT_ATTEMPTED,
    Kind.CLOSED,
    Kind.REOPENED,
    Kind.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done. ``text`` is somebody's own words; ``times`` how often in a row."""

    at: datetime
    what: str
    by: str
    text: str = ""
    times: int = 1
    kind: str = ""


def timeline(referral: Referral) -> list[Entry]:
    """Return everything that was done, newest first; openings by one person in a row are one."""
    events = list(Event.objects.filter(referral=referral.pk))
    names = _names(events)
    notes = referral.notes.select_related("by")  # type: ignore[attr-defined]
    attempts = referral.contactattempts.select_related("by")  # type: ignore[attr-defined]
    entries = [
        *(_event(event, names) for event in events if event.kind not in _TOLD_BY_ITS_ROW),
        *(_note(row) for row in notes),
        *(_attempt(row) for row in attempts),
    ]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return list(_grouped(entries))


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
    return Entry(event.at, _what(event), who, kind=event.kind)


def _what(event: Event) -> str:
    if ">" in event.detail and event.kind != Kind.WITHDRAWN:
        to = event.detail.partition(">")[2]
        if to in Status:
            return f"{event.get_kind_display()}: {Status(to).label}"
    return str(event.get_kind_display())


def _note(row: Any) -> Entry:
    content = open_work(row, "note")
    if content is None:
        return Entry(row.at, _("A note that cannot be opened here"), str(row.by))
    outcome = content.get("outcome", "")
    what = _("Note")
    if outcome:
        what = _("Closed: %(outcome)s") % {"outcome": _label(Outcome, outcome)}
    return Entry(row.at, what, str(row.by), content["text"], kind="note")


def _attempt(row: Any) -> Entry:
    content = open_work(row, "attempt")
    if content is None:
        what, text = _("A contact attempt that cannot be opened here"), ""
    else:
        channel, result = _label(Channel, content["channel"]), _label(Result, content["result"])
        what, text = f"{channel}: {result}", content["text"]
    return Entry(row.at, what, str(row.by), text, kind="attempt")


def _label(codes: Any, code: str) -> str:
    return str(codes(code).label) if code in codes else code


def _grouped(entries: Iterable[Entry]) -> Iterator[Entry]:
    for (kind, by), group in groupby(entries, key=lambda entry: (entry.kind, entry.by)):
        several = list(group)
        if kind == Kind.OPENED:
            newest = several[0]
            yield Entry(newest.at, newest.what, by, times=len(several), kind=kind)
        else:
            yield from several
