"""When a telephone is answered: pure functions of the hours and the moment.

Hours are in Europe/London, whatever zone the moment is given in; bank holidays of England and
Wales are closed, as the Ministry of Justice's package lists them. A moment is always aware.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from govuk_bank_holidays.bank_holidays import BankHolidays

LONDON = ZoneInfo("Europe/London")
HORIZON_DAYS = 28


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Open on one day of the week (0 is Monday) from ``opens`` until just before ``closes``."""

    day: int
    opens: time
    closes: time


WEEKDAYS_NINE_TO_FIVE = tuple(Period(day, time(9), time(17)) for day in range(5))


@lru_cache(maxsize=1)
def bank_holidays() -> frozenset[date]:
    """Return the bank holidays of England and Wales that the package knows, without a network."""
    package = BankHolidays(use_cached_holidays=True)
    holidays = package.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return frozenset(holiday["date"] for holiday in holidays)


def is_open(periods: tuple[Period, ...], at: datetime) -> bool:
    """Tell whether it is answered at that moment."""
    local = at.astimezone(LONDON)
    return any(
        opens <= local < closes for opens, closes in _spans(periods, local.date(), local.date())
    )


def next_opening(periods: tuple[Period, ...], at: datetime) -> datetime | None:
    """Return when it next opens (Europe/London), strictly after ``at``; None within four weeks."""
    return _first(opens for opens, _ in coming(periods, at) if opens > at)


def next_change(periods: tuple[Period, ...], at: datetime) -> datetime | None:
    """Return when it next opens or closes, strictly after ``at``; None within four weeks."""
    return _first(moment for span in coming(periods, at) for moment in span if moment > at)


def close_of_day(periods: tuple[Period, ...], at: datetime) -> datetime | None:
    """Return when it last closes on the first day on which it still is, or next is, open.

    Today's closing time, however early or late ``at`` is before it; after it, or on a day that it
    does not open, the next such day's. Europe/London; None within four weeks.
    """
    closing = [closes for _, closes in coming(periods, at) if closes > at]
    if not closing:
        return None
    first = min(closing).date()
    return max(closes for closes in closing if closes.date() == first)


def time_open(periods: tuple[Period, ...], start: datetime, end: datetime) -> timedelta:
    """Return for how long it is open, in all, between two moments; four weeks at most are counted.

    Periods that overlap are counted once.
    """
    total, reached = timedelta(), start.astimezone(UTC)
    for opens, closes in sorted(coming(periods, start)):
        begins, ends = max(opens.astimezone(UTC), reached), min(closes, end).astimezone(UTC)
        if begins < ends:
            total, reached = total + ends - begins, ends
    return total


def coming(
    periods: tuple[Period, ...], at: datetime, until: datetime | None = None
) -> list[tuple[datetime, datetime]]:
    """Return every (opens, closes) of today and the next four weeks, in no order.

    Of more than four weeks where ``until`` is later, to the end of its day.
    """
    start = at.astimezone(LONDON).date()
    last = start + timedelta(days=HORIZON_DAYS)
    return _spans(periods, start, max(last, until.astimezone(LONDON).date()) if until else last)


def _first(moments: Iterator[datetime]) -> datetime | None:
    return min(moments, default=None)


def _spans(periods: tuple[Period, ...], first: date, last: date) -> list[tuple[datetime, datetime]]:
    spans = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if day in bank_holidays():
            continue
        spans += [
            (
                datetime.combine(day, period.opens, LONDON),
                datetime.combine(day, period.closes, LONDON),
            )
            for period in periods
            if period.day == day.weekday()
        ]
    return spans
