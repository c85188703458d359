"""How fast, and when not at all: pure."""

from datetime import UTC, datetime, timedelta
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals_portal.messages import pacing
from referrals_portal.messages.machine import Outcome
from referrals_portal.messages.pacing import ALL, Halt, Wait, in_a_row, tokens, wait_after

AT = datetime(2026, 11, 20, 16, 20, 30, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 21, tzinfo=UTC)

WAITS = [
    # outcome, tries in a row that found nobody, what all the others do
    (Outcome.ACCEPTED, 0, None),
    (Outcome.BAD_RECIPIENT, 0, None),
    (Outcome.REFUSED, 0, None),
    (Outcome.TOO_MANY, 0, None),
    (Outcome.NOT_NOW, 0, None),
    (Outcome.UNCERTAIN, 1, None),
    (Outcome.BROKEN, 4, None),
    (Outcome.BROKEN, 5, Wait(ALL, AT + timedelta(seconds=5), Halt.AWAY)),
    (Outcome.UNAVAILABLE, 6, Wait(ALL, AT + timedelta(seconds=10), Halt.AWAY)),
    (Outcome.UNSEEN, 8, Wait(ALL, AT + timedelta(seconds=40), Halt.AWAY)),
    (Outcome.UNCERTAIN, 5000, Wait(ALL, AT + timedelta(minutes=1), Halt.AWAY)),
    (Outcome.RATE_LIMIT, 0, Wait(ALL, AT + timedelta(seconds=1), Halt.RATE_LIMIT)),
    (Outcome.DAY_LIMIT, 0, Wait("sms", MIDNIGHT, Halt.DAY_LIMIT)),
    (Outcome.WRONG_KEY, 0, Wait(ALL, AT + timedelta(hours=1), Halt.WRONG_KEY)),
    (Outcome.CLOCK_WRONG, 0, Wait(ALL, AT + timedelta(minutes=1), Halt.CLOCK_WRONG)),
]


@pytest.mark.parametrize(("outcome", "failures", "wait"), WAITS)
def test_what_a_try_means_for_all_the_others(outcome, failures, wait):
    assert wait_after(outcome, "sms", failures, AT, 0.0) == wait


@given(st.sampled_from(Outcome), st.integers(0, 10**6), st.floats(0, 1, exclude_max=True))
def test_no_wait_is_longer_than_until_the_next_day(outcome, failures, jitter):
    wait = wait_after(outcome, "email", failures, AT, jitter)
    assert wait is None or AT < wait.until <= MIDNIGHT + timedelta(minutes=10)


@given(st.integers(0, 100), st.sampled_from(Outcome))
def test_only_tries_that_found_nobody_add_up(failures, outcome):
    then = in_a_row(failures, outcome)
    assert then == (failures + 1 if outcome in pacing.FOUND_NOBODY else 0)


def test_what_says_that_the_carrier_is_there_is_no_fault():
    assert not pacing.ANSWERED & pacing.FAULTS


@pytest.mark.parametrize(
    ("per_minute", "most"), [(3000, 999), (60, 20), (1, 1), (2, 1), (250_000, 999)]
)
def test_a_burst_is_that_of_notify(per_minute, most):
    assert pacing.burst(per_minute) == most


@given(
    st.integers(1, 6000),
    st.lists(st.tuples(st.floats(0, 90), st.integers(0, 1500)), max_size=40),
)
def test_whatever_is_asked_for_no_more_leaves_than_the_limit_allows(per_minute, asked):
    """Notify's own bucket, beside ours, is never empty: no request of ours is refused."""
    kept, since, now = 0.0, None, AT
    theirs, counted = float(pacing.burst(per_minute)), AT
    for seconds, wanted in asked:
        now += timedelta(seconds=seconds)
        there = tokens(kept, since, now, per_minute)
        assert 0 <= there <= pacing.burst(per_minute)
        taken = min(wanted, floor(there))
        kept, since = there - taken, now
        refilled = theirs + (now - counted).total_seconds() * per_minute / 60
        theirs, counted = min(refilled, pacing.burst(per_minute)) - taken, now
        assert theirs >= -1e-6


def test_a_clock_that_goes_back_gives_nothing_away():
    assert tokens(5.0, AT, AT - timedelta(hours=1), 3000) == 5.0
