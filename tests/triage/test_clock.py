"""The clock of working time: a table of cases, and what holds for all of them."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.opening import LONDON, WEEKDAYS_NINE_TO_FIVE, Period, bank_holidays, is_open
from referrals_portal.triage.clock import due_at

LATE_AND_SATURDAYS = (*(Period(day, time(8), time(20)) for day in range(5)),
                      Period(5, time(9), time(13)))  # fmt: skip
WEEKENDS = (Period(5, time(10), time(16)), Period(6, time(10), time(16)))
WITH_A_LUNCH_BREAK = tuple(
    period
    for day in range(5)
    for period in (Period(day, time(9), time(12)), Period(day, time(13), time(17)))
)


def at(text: str) -> datetime:
    """Return a moment in London, such as "2026-11-20 16:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


CASES = [
    # Friday afternoon, two working days.
    (2, "working_days", "2026-11-20 16:30", "2026-11-24 17:00"),
    # After closing time the day of receipt is Monday.
    (2, "working_days", "2026-11-20 17:00", "2026-11-25 17:00"),
    (2, "working_days", "2026-11-20 23:59", "2026-11-25 17:00"),
    (2, "working_days", "2026-11-21 10:00", "2026-11-25 17:00"),
    # Before opening time on a working day it is that day.
    (2, "working_days", "2026-11-23 07:00", "2026-11-25 17:00"),
    (1, "working_days", "2026-11-24 12:00", "2026-11-25 17:00"),
    (5, "working_days", "2026-11-20 16:30", "2026-11-27 17:00"),
    # Christmas: Friday 25 and Monday 28 are bank holidays.
    (2, "working_days", "2026-12-24 10:00", "2026-12-30 17:00"),
    (2, "working_days", "2026-12-25 10:00", "2026-12-31 17:00"),
    # Over the New Year: Friday 1 January is a bank holiday.
    (1, "working_days", "2026-12-31 16:59", "2027-01-04 17:00"),
    # 48 working hours, each day whole.
    (48, "weekday_24h", "2026-11-20 16:30", "2026-11-24 16:30"),
    (48, "weekday_24h", "2026-11-21 12:00", "2026-11-24 23:59:59"),
    (48, "weekday_24h", "2026-12-24 10:00", "2026-12-30 10:00"),
    (24, "weekday_24h", "2026-11-24 09:15", "2026-11-25 09:15"),
    # A day that ends at midnight is still that day, and not a Saturday.
    (48, "weekday_24h", "2026-11-26 00:00", "2026-11-27 23:59:59"),
    # 48 hours of an eight-hour day are six days.
    (48, "opening_hours", "2026-11-20 09:00", "2026-11-27 17:00"),
    (48, "opening_hours", "2026-11-20 16:30", "2026-11-30 16:30"),
    (8, "opening_hours", "2026-11-20 18:00", "2026-11-23 17:00"),
    (1, "opening_hours", "2026-11-21 12:00", "2026-11-23 10:00"),
    # Elapsed hours pass at night, at weekends and on bank holidays.
    (24, "hours", "2026-11-20 16:30", "2026-11-21 16:30"),
    (48, "hours", "2026-12-24 10:00", "2026-12-26 10:00"),
    # The clocks go back in the night of 25 October 2026, and forward on 28 March 2027.
    (24, "hours", "2026-10-24 16:30", "2026-10-25 15:30"),
    (24, "hours", "2027-03-27 16:30", "2027-03-28 17:30"),
    (48, "weekday_24h", "2026-10-23 16:30", "2026-10-27 16:30"),
    (48, "weekday_24h", "2027-03-25 16:30", "2027-03-31 16:30"),
    (2, "working_days", "2026-10-23 16:30", "2026-10-27 17:00"),
    (8, "opening_hours", "2026-10-23 13:00", "2026-10-26 13:00"),
]


@pytest.mark.parametrize(("number", "unit", "starts", "due"), CASES)
def test_nine_to_five(number, unit, starts, due):
    assert due_at(number, unit, at(starts), WEEKDAYS_NINE_TO_FIVE) == at(due)


@pytest.mark.parametrize(
    ("hours", "number", "unit", "starts", "due"),
    [
        # Open on Saturday, which is no working day all the same, but has opening hours.
        (LATE_AND_SATURDAYS, 2, "working_days", "2026-11-20 16:30", "2026-11-24 20:00"),
        (LATE_AND_SATURDAYS, 2, "working_days", "2026-11-21 10:00", "2026-11-25 20:00"),
        (LATE_AND_SATURDAYS, 4, "opening_hours", "2026-11-20 19:00", "2026-11-21 12:00"),
        # Who only works at weekends has no other working days.
        (WEEKENDS, 1, "working_days", "2026-11-21 11:00", "2026-11-22 16:00"),
        (WEEKENDS, 1, "working_days", "2026-11-22 16:30", "2026-11-29 16:00"),
        # What arrives in the break arrives on that day; breaks are no opening hours.
        (WITH_A_LUNCH_BREAK, 1, "working_days", "2026-11-24 12:30", "2026-11-25 17:00"),
        (WITH_A_LUNCH_BREAK, 2, "opening_hours", "2026-11-24 11:00", "2026-11-24 14:00"),
    ],
)
def test_other_hours(hours, number, unit, starts, due):
    assert due_at(number, unit, at(starts), hours) == at(due)


def test_hours_that_overlap_pass_once():
    hours = (*WEEKDAYS_NINE_TO_FIVE, Period(0, time(8), time(12)), Period(0, time(11), time(13)))
    assert due_at(9, "opening_hours", at("2026-11-23 08:00"), hours) == at("2026-11-23 17:00")


def test_the_moment_may_be_given_in_any_zone():
    assert due_at(
        2, "working_days", datetime(2026, 6, 5, 15, 30, tzinfo=UTC), WEEKDAYS_NINE_TO_FIVE
    ) == at("2026-06-09 17:00")


def test_another_unit_is_an_error():
    with pytest.raises(ValueError, match="weeks"):
        due_at(1, "weeks", at("2026-11-20 16:30"), WEEKDAYS_NINE_TO_FIVE)


UNITS = st.sampled_from(["hours", "working_days", "weekday_24h", "opening_hours"])
MOMENTS = st.datetimes(
    datetime(2024, 1, 1), datetime(2027, 11, 1), timezones=st.just(UTC), allow_imaginary=False
)
NUMBERS = st.integers(1, 60)
DAYS = st.builds(
    lambda day, opens, length: Period(day, time(opens), time(min(opens + length, 23))),
    st.integers(0, 6), st.integers(0, 21), st.integers(1, 12),
)  # fmt: skip
HOURS = st.lists(DAYS, min_size=1, max_size=8).map(tuple)


@given(NUMBERS, UNITS, MOMENTS, HOURS)
def test_nothing_is_due_before_it_starts(number, unit, starts, hours):
    assert due_at(number, unit, starts, hours) > starts


@given(NUMBERS, UNITS, MOMENTS, HOURS)
def test_more_time_never_comes_earlier(number, unit, starts, hours):
    assert due_at(number + 1, unit, starts, hours) > due_at(number, unit, starts, hours)


@given(NUMBERS, UNITS, MOMENTS, st.timedeltas(timedelta(), timedelta(days=5)), HOURS)
def test_what_starts_later_is_never_due_earlier(number, unit, starts, later, hours):
    assert due_at(number, unit, starts + later, hours) >= due_at(number, unit, starts, hours)


@given(NUMBERS, st.sampled_from(["working_days", "opening_hours"]), MOMENTS, HOURS)
def test_nothing_is_due_while_the_hub_is_closed(number, unit, starts, hours):
    due = due_at(number, unit, starts, hours)
    assert is_open(hours, due - timedelta(seconds=1))
    assert due.date() not in bank_holidays()


@given(NUMBERS, MOMENTS)
def test_no_working_hour_is_at_a_weekend_or_on_a_bank_holiday(number, starts):
    due = due_at(number, "weekday_24h", starts, WEEKDAYS_NINE_TO_FIVE)
    assert due.weekday() < 5
    assert due.date() not in bank_holidays()
