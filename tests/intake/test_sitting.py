"""How long somebody stays signed in: a table."""

from datetime import UTC, datetime, timedelta

import pytest

from referrals_portal.intake import sitting
from referrals_portal.intake.sitting import State

NOW = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("idle", "expected"),
    [
        (timedelta(minutes=14, seconds=59), State.CURRENT),
        (timedelta(minutes=15), State.OVER),
        (timedelta(days=2), State.OVER),
    ],
)
def test_idle(idle, expected):
    session = {}
    sitting.begin(session, NOW)
    assert sitting.state(session, NOW + idle) is expected


@pytest.mark.parametrize(
    ("hours", "expected"), [(9.99, State.CURRENT), (10, State.OVER), (11, State.OVER)]
)
def test_ten_hours_in_any_case(hours, expected):
    session = {}
    sitting.begin(session, NOW)
    later = NOW + timedelta(hours=hours)
    sitting.touch(session, later)
    assert sitting.state(session, later) is expected


def test_a_session_begun_elsewhere_is_no_sitting():
    assert sitting.state({"_auth_user_id": "1"}, NOW) is State.NONE


def test_one_write_a_minute_is_enough():
    session = {}
    sitting.begin(session, NOW)
    before = dict(session)
    sitting.touch(session, NOW + timedelta(seconds=59))
    assert session == before
    sitting.touch(session, NOW + timedelta(seconds=60))
    assert session != before
