"""By when somebody must have been reached, where that can only be done safely at some times."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub import opening
from hub.opening import LONDON, WEEKDAYS_NINE_TO_FIVE, Period
from referrals_portal.safe_contact import SafeContact, both, first_contact_due, weekly

WEEK = WEEKDAYS_NINE_TO_FIVE
TUESDAY = Period(1, time(10), time(12))


def safe(*times, call="at_times", **also):
    return SafeContact(phone="07700 900301", safety={"call": call}, times=times, **also)


def london(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("some", "others", "shared"),
    [
        ((TUESDAY,), WEEK, (TUESDAY,)),
        (WEEK, (TUESDAY,), (TUESDAY,)),
        ((TUESDAY,), (), ()),
        ((), WEEK, ()),
        ((Period(5, time(10), time(12)),), WEEK, ()),
        ((Period(1, time(8), time(10)),), WEEK, (Period(1, time(9), time(10)),)),
        ((Period(1, time(16), time(20)),), WEEK, (Period(1, time(16), time(17)),)),
        # Where one ends as the other begins, there is no time in both.
        ((Period(1, time(17), time(20)),), WEEK, ()),
        ((Period(1, time(6), time(9)),), WEEK, ()),
        # Hours with a pause cut a time in two.
        (
            (Period(0, time(8), time(20)),),
            (Period(0, time(13), time(17)), Period(0, time(9), time(12))),
            (Period(0, time(9), time(12)), Period(0, time(13), time(17))),
        ),
        ((TUESDAY, Period(0, time(10), time(12))), WEEK, (Period(0, time(10), time(12)), TUESDAY)),
    ],
)
def test_the_times_that_are_in_both(some, others, shared):
    assert both(some, others) == shared


periods = st.builds(
    lambda day, hours: Period(day, time(hours[0]), time(hours[1])),
    st.integers(0, 6),
    st.lists(st.integers(0, 23), min_size=2, max_size=2, unique=True).map(sorted),
)
weeks = st.lists(periods, max_size=4).map(tuple)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


@given(weeks, weeks, moments)
def test_a_moment_is_in_both_when_it_is_in_each(some, others, at):
    in_each = opening.is_open(some, at) and opening.is_open(others, at)
    assert opening.is_open(both(some, others), at) == in_each


# Wednesday 25 November 2026, 10:00; 48 hours are Friday 10:00.
RECEIVED = "2026-11-25T10:00"
CASES = [
    # why, safe times, received, hours promised, due
    ("a window before the promise", (Period(3, time(10), time(12)),), RECEIVED, 48,
     "2026-11-26T12:00"),
    ("the last window before it counts", (Period(2, time(14), time(15)),
     Period(3, time(10), time(12))), RECEIVED, 48, "2026-11-26T12:00"),
    ("a window that the promise falls into", (Period(4, time(9), time(12)),), RECEIVED, 48,
     "2026-11-27T10:00"),
    ("a window that begins with the promise is too late for it", (Period(4, time(10), time(12)),),
     RECEIVED, 48, "2026-11-27T12:00"),
    ("a window after the promise", (TUESDAY,), RECEIVED, 48, "2026-12-01T12:00"),
    ("a window that is under way", (Period(2, time(9), time(11)),), RECEIVED, 24,
     "2026-11-25T11:00"),
    ("a window with less than an hour left", (Period(2, time(9), time(10, 59)),), RECEIVED, 24,
     "2026-12-02T10:59"),
    ("a short window that is still to come", (Period(2, time(11), time(11, 30)),), RECEIVED, 24,
     "2026-11-25T11:30"),
    ("a window that is just over", (Period(2, time(8), time(10)),), RECEIVED, 24,
     "2026-12-02T10:00"),
    ("only its part within working hours", (Period(3, time(16), time(21)),), RECEIVED, 48,
     "2026-11-26T17:00"),
    ("never in working hours: the safe time itself", (Period(5, time(19), time(21)),), RECEIVED, 48,
     "2026-11-28T21:00"),
    ("never in working hours, and before the promise", (Period(2, time(19), time(21)),), RECEIVED,
     48, "2026-11-25T21:00"),
    ("received on a Friday night", (Period(0, time(9), time(10)),), "2026-11-27T23:00", 48,
     "2026-11-30T10:00"),
    # Monday 28 December 2026 stands in for Boxing Day.
    ("a bank holiday is no safe time", (Period(0, time(10), time(12)),), "2026-12-24T10:00", 120,
     "2027-01-04T12:00"),
    # The clocks of both Sundays.
    ("the clocks go forward", (Period(6, time(10), time(12)),), "2026-03-28T12:00", 48,
     "2026-03-29T12:00"),
    ("the clocks go back", (Period(6, time(10), time(12)),), "2026-10-24T12:00", 48,
     "2026-10-25T12:00"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("times", "received", "hours", "due"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_due_when_it_can_be_done_safely(times, received, hours, due):
    start = london(received)
    promised = start.astimezone(UTC) + timedelta(hours=hours)
    assert first_contact_due(safe(*times), WEEK, start.astimezone(UTC), promised) == london(due)


@pytest.mark.parametrize(
    ("day", "utc"), [("2026-03-29", "10:00"), ("2026-10-25", "11:00")], ids=["forward", "back"]
)
def test_noon_on_the_day_that_clocks_change_is_noon_in_london(day, utc):
    before = london(f"{day}T00:30").astimezone(UTC)
    person = safe(Period(6, time(9), time(11)))
    due = first_contact_due(person, (Period(6, time(9), time(17)),), before, before)
    assert due.astimezone(UTC) == datetime.fromisoformat(f"{day}T{utc}+00:00")


def test_whoever_may_be_reached_at_any_time_keeps_the_promise():
    start = london(RECEIVED)
    promised = start + timedelta(hours=48)
    for person in (
        safe(call="yes"),
        safe(TUESDAY, call="yes"),
        SafeContact(
            phone="07700 900301", safety={"call": "at_times", "text": "yes"}, times=(TUESDAY,)
        ),
    ):
        assert first_contact_due(person, WEEK, start, promised) == promised


@pytest.mark.parametrize(
    "person",
    [SafeContact(), safe(), safe(TUESDAY, call="no"), safe(TUESDAY, no_contact=True)],
)
def test_where_nothing_is_safe_nothing_is_due(person):
    start = london(RECEIVED)
    assert first_contact_due(person, WEEK, start, start + timedelta(hours=48)) is None


def test_where_no_safe_time_comes_in_four_weeks_the_promise_stands(monkeypatch):
    monkeypatch.setattr(opening, "bank_holidays", lambda: Always())
    start = london(RECEIVED)
    promised = start + timedelta(hours=48)
    assert first_contact_due(safe(TUESDAY), WEEK, start, promised) == promised


class Always:
    """Every day is a holiday."""

    def __contains__(self, day):
        return True


days = st.lists(st.sampled_from("0123456"), min_size=1, unique=True)
hours = st.lists(st.integers(0, 23), min_size=2, max_size=2, unique=True).map(sorted)


@given(days, hours, weeks, moments, st.integers(1, 400))
def test_what_is_due_can_be_done_safely_and_is_never_over(days, hours, open_, received, promise):
    """Between the arrival and the due time there is always a moment at which it is safe."""
    received = received.replace(minute=0, second=0, microsecond=0)
    times = weekly(days, f"{hours[0]:02}:00", f"{hours[1]:02}:00")
    person = safe(*times)
    due = first_contact_due(person, open_, received, received + timedelta(hours=promise))
    assert due > received
    then = person.next_safe("call", received)
    assert then is not None
    assert then < due
