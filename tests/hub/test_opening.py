"""When the telephone is answered: clock changes, bank holidays, edges, and what always holds."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.opening import (
    LONDON,
    WEEKDAYS_NINE_TO_FIVE,
    Period,
    bank_holidays,
    is_open,
    next_change,
    next_opening,
    time_open,
)

EVERY_DAY = tuple(Period(day, time(9), time(17)) for day in range(7))
SUNDAY_NIGHT = (Period(6, time(0, 30), time(3, 30)),)
OVERLAPPING = tuple(
    Period(0, time(opens), time(closes)) for opens, closes in ((9, 12), (10, 11), (11, 14))
)
SPLIT = (Period(0, time(9), time(12)), Period(0, time(13), time(17)))


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("periods", "at", "open_"),
    [
        (WEEKDAYS_NINE_TO_FIVE, london("2026-11-23T08:59:59"), False),
        (WEEKDAYS_NINE_TO_FIVE, london("2026-11-23T09:00:00"), True),
        (WEEKDAYS_NINE_TO_FIVE, london("2026-11-23T16:59:59"), True),
        (WEEKDAYS_NINE_TO_FIVE, london("2026-11-23T17:00:00"), False),
        (WEEKDAYS_NINE_TO_FIVE, london("2026-11-28T12:00:00"), False),  # Saturday
        (SPLIT, london("2026-11-23T12:30:00"), False),
        (SPLIT, london("2026-11-23T13:00:00"), True),
        ((), london("2026-11-23T12:00:00"), False),
        # Hours are London's, whatever zone the moment is told in.
        (EVERY_DAY, utc("2026-07-01T08:00:00"), True),
        (EVERY_DAY, utc("2026-07-01T07:59:59"), False),
        (EVERY_DAY, utc("2026-01-02T08:00:00"), False),
        # Clocks go forward on 29 March: 9 o'clock is 8 in UTC from that day on.
        (EVERY_DAY, utc("2026-03-28T08:30:00"), False),
        (EVERY_DAY, utc("2026-03-29T08:30:00"), True),
        (EVERY_DAY, utc("2026-03-29T16:30:00"), False),
        # Clocks go back on 25 October.
        (EVERY_DAY, utc("2026-10-24T08:30:00"), True),
        (EVERY_DAY, utc("2026-10-25T08:30:00"), False),
        (EVERY_DAY, utc("2026-10-25T16:30:00"), True),
        # In the night itself: the hour that is not there, and the hour that is there twice.
        (SUNDAY_NIGHT, utc("2026-03-29T00:59:59"), True),
        (SUNDAY_NIGHT, utc("2026-03-29T02:29:59"), True),
        (SUNDAY_NIGHT, utc("2026-03-29T02:30:00"), False),
        (SUNDAY_NIGHT, utc("2026-10-25T00:30:00"), True),
        (SUNDAY_NIGHT, utc("2026-10-25T01:30:00"), True),
        (SUNDAY_NIGHT, utc("2026-10-25T03:30:00"), False),
        # Bank holidays: Christmas Day, and the Monday that stands in for Boxing Day.
        (EVERY_DAY, london("2026-12-25T12:00:00"), False),
        (EVERY_DAY, london("2026-12-26T12:00:00"), True),
        (EVERY_DAY, london("2026-12-28T12:00:00"), False),
        (EVERY_DAY, london("2026-12-29T12:00:00"), True),
    ],
)
def test_is_it_answered(periods, at, open_):
    assert is_open(periods, at) is open_


@pytest.mark.parametrize(
    ("periods", "at", "opens", "changes"),
    [
        (
            WEEKDAYS_NINE_TO_FIVE, london("2026-11-23T08:00"),
            london("2026-11-23T09:00"), london("2026-11-23T09:00"),
        ),
        (
            WEEKDAYS_NINE_TO_FIVE, london("2026-11-23T09:00"),
            london("2026-11-24T09:00"), london("2026-11-23T17:00"),
        ),
        (
            WEEKDAYS_NINE_TO_FIVE, london("2026-11-27T17:00"),
            london("2026-11-30T09:00"), london("2026-11-30T09:00"),
        ),
        # Over Christmas: Friday the 25th and Monday the 28th are holidays.
        (
            WEEKDAYS_NINE_TO_FIVE, london("2026-12-24T17:00"),
            london("2026-12-29T09:00"), london("2026-12-29T09:00"),
        ),
        (EVERY_DAY, london("2026-03-28T20:00"), utc("2026-03-29T08:00"), utc("2026-03-29T08:00")),
        (EVERY_DAY, london("2026-10-24T20:00"), utc("2026-10-25T09:00"), utc("2026-10-25T09:00")),
        ((), london("2026-11-23T12:00"), None, None),
    ],
)  # fmt: skip
def test_when_it_opens_and_when_it_changes(periods, at, opens, changes):
    assert next_opening(periods, at) == opens
    assert next_change(periods, at) == changes


def test_a_line_only_on_a_day_that_is_a_holiday_opens_the_week_after():
    mondays = (Period(0, time(9), time(17)),)

    assert next_opening(mondays, london("2026-12-22T12:00")) == london("2027-01-04T09:00")


def test_the_holidays_are_those_of_england_and_wales():
    days = {day.isoformat() for day in bank_holidays() if day.year == 2026}

    assert days == {
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31",
        "2026-12-25", "2026-12-28",
    }  # fmt: skip


hours_of_the_day = st.integers(0, 22).flatmap(
    lambda hour: st.tuples(st.just(time(hour, 15)), st.integers(hour + 1, 23).map(time))
)
weeks = st.lists(
    st.builds(lambda day, span: Period(day, *span), st.integers(0, 6), hours_of_the_day),
    min_size=1,
    max_size=10,
).map(tuple)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 11, 1), timezones=st.just(UTC))


@given(weeks, moments)
def test_nothing_changes_before_it_is_said_to(periods, at):
    change = next_change(periods, at)

    assert change is not None
    assert change > at
    before = (at + timedelta(minutes=step) for step in range(0, 24 * 60, 7))
    spans = [moment for moment in before if moment < change]
    if not _touching(periods):
        assert {is_open(periods, moment) for moment in spans} <= {is_open(periods, at)}
        assert is_open(periods, change) is not is_open(periods, at)


def _touching(periods: tuple[Period, ...]) -> bool:
    """Periods that overlap or meet change nothing where they do."""
    return any(
        a.day == b.day and a.opens <= b.closes and b.opens <= a.closes
        for place, a in enumerate(periods)
        for b in periods[place + 1 :]
    )


@given(weeks, moments)
def test_it_is_open_when_it_next_opens(periods, at):
    opens = next_opening(periods, at)

    assert opens is not None
    assert opens > at
    assert is_open(periods, opens)


@given(weeks, moments)
def test_every_zone_tells_the_same(periods, at):
    in_london = at.astimezone(LONDON)

    assert is_open(periods, at) == is_open(periods, in_london)
    assert next_opening(periods, at) == next_opening(periods, in_london)


@pytest.mark.parametrize(
    ("periods", "start", "end", "hours"),
    [
        (WEEKDAYS_NINE_TO_FIVE, london("2026-11-27T16:30"), london("2026-11-29T16:30"), 0.5),
        (WEEKDAYS_NINE_TO_FIVE, london("2026-11-27T17:00"), london("2026-11-30T09:00"), 0),
        (WEEKDAYS_NINE_TO_FIVE, london("2026-11-25T12:00"), london("2026-11-27T12:00"), 16),
        (WEEKDAYS_NINE_TO_FIVE, london("2026-12-24T18:00"), london("2026-12-29T10:00"), 1),
        (SPLIT, london("2026-11-23T00:00"), london("2026-11-24T00:00"), 7),
        (SPLIT, london("2026-11-23T11:00"), london("2026-11-23T11:15"), 0.25),
        # The hour that is left out, and the hour that comes twice.
        (SUNDAY_NIGHT, utc("2026-03-28T12:00"), utc("2026-03-29T12:00"), 2),
        (SUNDAY_NIGHT, utc("2026-10-24T12:00"), utc("2026-10-25T12:00"), 4),
        ((), london("2026-11-25T12:00"), london("2026-11-27T12:00"), 0),
        # Entered twice, and overlapping.
        (EVERY_DAY * 2, london("2026-11-28T00:00"), london("2026-11-29T00:00"), 8),
        (OVERLAPPING, london("2026-11-23T10:30"), london("2026-11-24T00:00"), 3.5),
    ],
)
def test_how_long_it_is_open_in_all(periods, start, end, hours):
    assert time_open(periods, start, end) == timedelta(hours=hours)
    assert time_open(periods, start.astimezone(UTC), end.astimezone(UTC)) == timedelta(hours=hours)
