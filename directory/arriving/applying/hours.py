"""Opening hours and sessions of ours from the schedules that arrived. Pure."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from directory.arriving import written_hours
from directory.arriving.cleaning import Form
from directory.arriving.cleaning.text import cut
from directory.models.weekdays import CODES
from directory.recurring import Every

Row = dict[str, Any]
EVERY_DAY = ",".join(CODES)
ALWAYS = ("00:00", "23:59")
MIDNIGHT = "00:00"
MOST_ROWS = 60


@dataclass(slots=True)
class Hours:
    """Rows for ``Schedule`` and for ``Session``, with times and dates as text."""

    schedules: list[Row] = field(default_factory=list)
    sessions: list[Row] = field(default_factory=list)


def hours_of(form: Form, at: list[str | None], places: list[str], today: date) -> Hours:
    """Return the hours of a service, and the sessions at each of its places.

    What is weekly at its only place, and has no name, are its opening hours. at: the place of each
    ``service_at_location``, or None for what is no place.
    """
    hours = Hours()
    for schedule in form.get("schedules", []):
        if not _is_over(schedule, today):
            _add(hours, schedule, None, form, is_session=False)
    for link, place in zip(form.get("service_at_locations", []), at, strict=True):
        for schedule in link.get("schedules", []):
            if not _is_over(schedule, today):
                is_session = len(at) > 1 or "description" in schedule
                _add(hours, schedule, place if place in places else None, form, is_session)
    hours.schedules = _each_once(hours.schedules)[:MOST_ROWS]
    hours.sessions = _each_once(hours.sessions)[:MOST_ROWS]
    return hours


def _add(hours: Hours, schedule: Row, place: str | None, form: Form, is_session: bool) -> None:
    opens, closes = schedule.get("opens_at"), schedule.get("closes_at")
    closes = "23:59" if closes == MIDNIGHT else closes
    days = [part for part in schedule.get("byday", "").split(",") if part]
    if schedule.get("freq") == "DAILY" and not days:
        days = list(CODES)
    note = _note(schedule)
    timed = bool(opens and closes and opens < closes)
    is_weekly = schedule.get("freq", "WEEKLY") in ("WEEKLY", "DAILY")
    plain = is_weekly and schedule.get("interval", 1) == 1 and not {*days} - {*CODES}
    if _is_always(schedule, days, opens, closes) and plain:
        hours.schedules.append(_schedule(schedule.get("notes", ""), always=True))
    elif timed and plain and days and not is_session:
        hours.schedules.append(_schedule(note, ",".join(days), opens, closes))
    elif timed and (session := _session(schedule, days, place, form)):
        hours.sessions.append(session | {"opens_at": opens, "closes_at": closes})
    elif said := cut("; ".join(filter(None, (_in_words(days, opens, closes, plain), note))), 200):
        # Nothing is guessed, such as a night from 9 to 5, and nothing is lost.
        hours.schedules.append(_schedule(said))


def _in_words(days: list[str], opens: str | None, closes: str | None, weekly: bool) -> str:
    """Return hours that are no hours of ours, as they were given."""
    named = written_hours.days_in_words([day for day in days if day in CODES])
    times = f"{opens} to {closes}" if opens and closes else f"from {opens}" if opens else ""
    often = "" if weekly else "(not every week)"
    return " ".join(part for part in (named, times, often) if part) if times else ""


def _is_always(schedule: Row, days: list[str], opens: str | None, closes: str | None) -> bool:
    return schedule.get("always", False) or (
        ",".join(days) == EVERY_DAY and (opens, closes) == ALWAYS
    )


def _schedule(
    notes: str, byday: str = "", opens: str | None = None, closes: str | None = None,
    always: bool = False,
) -> Row:  # fmt: skip
    return {
        "always": always,
        "byday": byday,
        "opens_at": opens,
        "closes_at": closes,
        "notes": notes,
    }


def _session(schedule: Row, days: list[str], place: str | None, form: Form) -> Row | None:
    """Return a session, without its times, if its days can be told from the schedule."""
    first = schedule.get("dtstart") or schedule.get("valid_from")
    week: int | None = None
    freq, interval = schedule.get("freq"), schedule.get("interval", 1)
    if freq == "MONTHLY" and len(days) == 1 and interval == 1:
        nth, day = days[0][:-2], days[0][-2:]
        if nth not in ("1", "2", "3", "4", "-1"):
            return None
        every, days, week = Every.MONTH, [day], int(nth)
    elif freq in (None, "WEEKLY") and days and not {*days} - {*CODES}:
        if interval not in (1, 2) or (interval == 2 and not first):
            return None
        every = Every.TWO_WEEKS if interval == 2 else Every.WEEK
    elif freq is None and not days and schedule.get("dtstart"):
        every = Every.ONCE
    else:
        return None
    about = schedule.get("description") or form["name"]
    return {
        "description": about[:120],
        "location": place,
        "every": str(every.value),
        "byday": ",".join(days),
        "week": week,
        "dtstart": first,
        "valid_to": schedule.get("valid_to") or schedule.get("until"),
        "notes": schedule.get("notes", ""),
    }


def _note(schedule: Row) -> str:
    parts = (schedule.get("description", ""), schedule.get("notes", ""))
    said = " ".join(dict.fromkeys(part for part in parts if part))
    return cut(said, 200) or ""


def _is_over(schedule: Row, today: date) -> bool:
    last = schedule.get("valid_to") or schedule.get("until")
    if last is None and "freq" not in schedule and "byday" not in schedule:
        last = schedule.get("dtstart")
    return last is not None and last < today.isoformat()


def _each_once(rows: list[Row]) -> list[Row]:
    seen: list[Row] = []
    for row in rows:
        if row not in seen:
            seen.append(row)
    return seen
