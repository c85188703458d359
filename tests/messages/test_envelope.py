"""What only the worker opens, and when a message may leave: pure."""

import json
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.opening import LONDON, Period, bank_holidays, is_open
from referrals_portal.messages.catalogue import When
from referrals_portal.messages.envelope import (
    LOOKED_AT_EVERY,
    STAYS_SAFE,
    Envelope,
    Way,
    may_leave,
    next_look,
)

NINE_TO_FIVE = tuple(Period(day, time(9), time(17)) for day in range(5))
TUESDAY = (Period(1, time(10), time(12)),)
EVENINGS = (Period(1, time(19), time(21)),)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


TABLE = [
    # when it is safe, when it is sent, at what moment, whether it leaves
    ((), When.AT_ONCE, "2026-11-24T03:00", True),
    ((), When.IN_HOURS, "2026-11-24T03:00", False),
    ((), When.IN_HOURS, "2026-11-24T09:00", True),
    ((), When.IN_HOURS, "2026-11-24T17:00", False),
    ((), When.IN_HOURS, "2026-11-28T11:00", False),  # Saturday
    ((), When.IN_HOURS, "2026-12-25T11:00", False),  # Christmas, a Friday
    ((), When.AT_ONCE, "2026-12-25T11:00", True),
    (TUESDAY, When.AT_ONCE, "2026-11-24T09:59", False),
    (TUESDAY, When.AT_ONCE, "2026-11-24T10:00", True),
    (TUESDAY, When.AT_ONCE, "2026-11-24T11:44", True),
    (TUESDAY, When.AT_ONCE, "2026-11-24T11:45", False),  # not safe for long enough
    (TUESDAY, When.AT_ONCE, "2026-11-25T10:30", False),
    (TUESDAY, When.IN_HOURS, "2026-11-24T10:30", True),
    (EVENINGS, When.IN_HOURS, "2026-11-24T19:30", False),
    (EVENINGS, When.AT_ONCE, "2026-11-24T19:30", True),
]


@pytest.mark.parametrize(("times", "when", "moment", "leaves"), TABLE)
def test_when_a_message_may_leave(times, when, moment, leaves):
    assert may_leave(Way("sms", "07700 900345", times), when, NINE_TO_FIVE, at(moment)) is leaves


hours_of_day = st.integers(0, 23).map(time)
periods = st.builds(
    lambda day, opens, closes: Period(day, min(opens, closes), max(opens, closes)),
    st.integers(0, 6), hours_of_day, hours_of_day,
).filter(lambda period: period.opens < period.closes)  # fmt: skip
weeks = st.lists(periods, max_size=4).map(tuple)
moments = st.datetimes(
    datetime(2026, 1, 1), datetime(2028, 12, 1), timezones=st.just(LONDON)
).filter(lambda moment: moment.fold == 0)


@given(weeks, st.sampled_from(When), weeks, moments)
def test_it_never_leaves_outside_what_is_safe(times, when, hours, moment):
    if not may_leave(Way("email", "a@example.org", times), when, hours, moment):
        return
    if times:
        assert is_open(times, moment)
        assert is_open(times, moment + STAYS_SAFE)
        assert moment.date() not in bank_holidays()
    if when is When.IN_HOURS:
        assert is_open(hours, moment)


@given(moments)
def test_it_is_looked_at_again_at_the_next_full_quarter(moment):
    then = next_look(moment)
    assert timedelta(0) < then - moment <= LOOKED_AT_EVERY
    assert (then.minute % 15, then.second, then.microsecond) == (0, 0, 0)


ways = st.builds(Way, st.sampled_from(["sms", "email"]), st.text(max_size=20), weeks)
envelopes = st.builds(
    Envelope,
    st.lists(ways, min_size=1, max_size=3).map(tuple),
    st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=3),
    st.sampled_from(["en", "cy"]),
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.booleans(),
)


@given(envelopes)
def test_what_was_sealed_is_what_is_opened(envelope):
    assert Envelope.from_json(json.loads(envelope.to_bytes())) == envelope


@given(envelopes)
def test_each_way_comes_once(envelope):
    seen, left = [], envelope
    while left:
        seen.append(left.way)
        left = left.without_the_first()
    assert tuple(seen) == envelope.ways


@pytest.mark.parametrize(
    "content",
    [{}, {"ways": []}, {"to": "07700 900345"}, {"ways": [["sms"]], "personalisation": {}}],
)
def test_what_is_no_envelope(content):
    with pytest.raises((KeyError, TypeError, ValueError)):
        Envelope.from_json(content)


def test_nothing_of_it_shows_in_a_traceback():
    envelope = Envelope((Way("sms", "07700 900345"),), {"reference": "K7RM-9QXP"})
    assert "900345" not in repr(envelope)
    assert "K7RM" not in repr(envelope)
