"""The clock of working time: (how long, from when, when the hub is open) -> when it is due.

Everything is said in Europe/London and right across both clock changes; bank holidays of England
and Wales are no working days. Pure.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import count

from hub.opening import LONDON, Period, bank_holidays

DAY = timedelta(days=1)
MIDNIGHT = time(0)
MOMENT = timedelta(seconds=1)
"""What is due when a working day ends at midnight is due this much before, still on that day."""
WEEKDAYS = frozenset(range(5))

Day = tuple[tuple[datetime, datetime], ...]
"""When work is done on one day: from, until."""


def due_at(number: int, unit: str, starts: datetime, hours: tuple[Period, ...]) -> datetime:
    """Return when what starts at a moment (aware) is due, in Europe/London.

    unit: ``hours`` that pass, ``working_days``, or working hours: ``weekday_24h`` (every hour of
    a day from Monday to Friday) or ``opening_hours``.
    """
    local, length = starts.astimezone(LONDON), timedelta(hours=number)
    match unit:
        case "hours":
            return (starts.astimezone(UTC) + length).astimezone(LONDON)
        case "working_days":
            return _after_days(number, local, hours)
        case "weekday_24h":
            return _after_hours(length, local, _whole_days(local))
        case "opening_hours":
            return _after_hours(length, local, _open(local, hours))
    raise ValueError(f"no clock counts in {unit}")


def _after_days(number: int, starts: datetime, hours: tuple[Period, ...]) -> datetime:
    """Return the closing time of the nth working day after the day of receipt.

    That is the day itself if it arrives before the hub closes on a working day; what arrives
    later, or on another day, counts as received on the next working day. A working day is a day
    from Monday to Friday, no bank holiday, on which the hub opens; where it only opens at
    weekends, those.
    """
    open_on = {period.day for period in hours}
    working = open_on & WEEKDAYS or open_on
    left = number
    for spans in _open(starts, tuple(period for period in hours if period.day in working)):
        closes = max(closes for _, closes in spans)
        if closes <= starts:
            continue
        if left == 0:
            return closes
        left -= 1
    raise AssertionError("there is always another working day")


def _after_hours(length: timedelta, starts: datetime, days: Iterator[Day]) -> datetime:
    """Return when that much time of these days has passed, on the day on which it has."""
    left = length
    for opens, closes in (span for day in days for span in day):
        begins = max(opens.astimezone(UTC), starts.astimezone(UTC))
        lasts = closes.astimezone(UTC) - begins
        if lasts <= timedelta():
            continue
        if left <= lasts:
            due = (begins + left).astimezone(LONDON)
            return due - MOMENT if due.time() == MIDNIGHT else due
        left -= lasts
    raise AssertionError("there is always another working day")


def _open(starts: datetime, hours: tuple[Period, ...]) -> Iterator[Day]:
    """Yield when the hub is open on each day that it opens, from that of a moment on."""
    week = _week(hours)
    for day in _days(starts):
        if periods := week[day.weekday()]:
            yield tuple((_at(day, opens), _at(day, closes)) for opens, closes in periods)


def _whole_days(starts: datetime) -> Iterator[Day]:
    """Yield each day from Monday to Friday, from midnight to midnight."""
    for day in _days(starts):
        if day.weekday() in WEEKDAYS:
            yield ((_at(day, MIDNIGHT), _at(day + DAY, MIDNIGHT)),)


def _days(starts: datetime) -> Iterator[date]:
    """Yield that day and all that follow, without bank holidays."""
    days = (starts.date() + DAY * number for number in count())
    return (day for day in days if day not in bank_holidays())


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LONDON)


@lru_cache(maxsize=64)
def _week(hours: tuple[Period, ...]) -> tuple[tuple[tuple[time, time], ...], ...]:
    """Return the periods of each day of the week, Monday first, those that overlap as one."""
    return tuple(
        tuple(_merged(sorted((p.opens, p.closes) for p in hours if p.day == day)))
        for day in range(7)
    )


def _merged(periods: list[tuple[time, time]]) -> list[tuple[time, time]]:
    merged: list[tuple[time, time]] = []
    for opens, closes in periods:
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(closes, merged[-1][1]))
        else:
            merged.append((opens, closes))
    return merged
