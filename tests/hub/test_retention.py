"""How long a finished referral is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.retention import PERIODS, Ended, ended_before, keep_until
from hub.schema import RULES


def day(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("ended", "at", "retention", "until"),
    [
        # Six weeks from 28 November are 9 January.
        (Ended.NOT_TAKEN_UP, "2026-11-28T12:00", {}, "2027-02-01"),
        (Ended.NOT_TAKEN_UP, "2026-11-28T12:00", {"not_taken_up_weeks": 1}, "2027-01-01"),
        (Ended.NOT_REACHED, "2026-11-28T12:00", {}, "2027-06-01"),
        (Ended.NOT_REACHED, "2026-06-30T12:00", {"not_reached_months": 6}, "2027-01-01"),
        (Ended.NOT_REACHED, "2026-12-31T12:00", {"not_reached_months": 12}, "2028-01-01"),
        (Ended.SUPPORTED, "2026-11-28T12:00", {}, "2032-12-01"),
        (Ended.SUPPORTED, "2028-02-29T12:00", {"supported_years": 7}, "2035-03-01"),
        # Another period does not touch it.
        (Ended.SUPPORTED, "2026-11-28T12:00", {"not_taken_up_weeks": 1}, "2032-12-01"),
    ],
)
def test_until_when(ended, at, retention, until):
    assert keep_until(ended, day(at), retention) == day(until)


@given(
    st.sampled_from(list(Ended)),
    st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    st.integers(1, 60),
)
def test_never_before_its_period_is_over_and_at_most_a_month_after(ended, at, number):
    keys = ("not_taken_up_weeks", "not_reached_months", "supported_years")
    until = keep_until(ended, at, dict.fromkeys(keys, number))
    days = {Ended.NOT_TAKEN_UP: 7, Ended.NOT_REACHED: 30.4, Ended.SUPPORTED: 365.2}[ended] * number
    assert timedelta(days=days - 3) < until - at < timedelta(days=days + 35)
    assert (until.day, until.hour) == (1, 0)


@given(
    st.sampled_from(list(Ended)),
    st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    st.integers(1, 60),
)
def test_what_nobody_wrote_down_is_over_at_the_same_moment(how, ended, at, number):
    retention = {PERIODS[how][0]: number}
    assert (ended < ended_before(how, at, retention)) is (keep_until(how, ended, retention) <= at)


@pytest.mark.parametrize("ended", Ended)
def test_the_longest_periods_that_a_hub_may_state_are_within_the_calendar(ended):
    key, _ = PERIODS[ended]
    longest = {key: RULES["retention"].parts[key].most}
    assert day("2035-01-01") < keep_until(ended, day("2026-01-01T12:00"), longest)
    assert keep_until(ended, day("2026-01-01T12:00"), longest) < day("2057-01-01")
