"""What is wrong with sending, as a table: signs on the left, what is said on the right."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals_portal.messages.machine import Outcome
from referrals_portal.messages.pacing import FAULTS, Halt
from referrals_portal.messages.troubles import (
    ERRORS,
    GONE,
    LATE,
    WHAT_TO_DO,
    Halted,
    Signs,
    Trouble,
    delays,
    troubles,
)

AT = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
SOON, AGO = AT + timedelta(minutes=20), AT - timedelta(minutes=20)
HOUR = AT.replace(minute=0)
ONE = {"sms": 1}


def halted(why, until=SOON, on="all"):
    return {"halts": (Halted(on, why, until),)}


@pytest.mark.parametrize(
    ("signs", "found"),
    [
        ({}, []),
        ({"waiting": ONE}, []),
        ({"worker_seen": AT}, []),
        # Nobody was told of what cannot wait; the gravest of all.
        ({"alerts_lost": 2, "failures": 2}, [("alert-lost", None), ("away", None)]),
        # A halt of everything is over only when something has left again.
        (halted("wrong-key"), [("wrong-key", SOON)]),
        (halted("wrong-key", AGO), [("wrong-key", None)]),
        (halted("clock-wrong", AGO), [("clock-wrong", None)]),
        (halted("away"), [("away", SOON)]),
        (halted("away", AGO), [("away", None)]),
        # That of a channel ends by itself, and that of a minute lasts seconds.
        (halted("day-limit", SOON, "sms"), [("day-limit", SOON)]),
        (halted("day-limit", AGO, "sms"), []),
        (halted("rate-limit"), []),
        # Nobody there, before that has become a halt.
        ({"failures": 1}, []),
        ({"failures": 2}, [("away", None)]),
        ({"failures": 5, **halted("away")}, [("away", SOON)]),
        # Nobody here.
        ({"worker_seen": AT - GONE}, [("no-worker", None)]),
        ({"worker_seen": AT - GONE + timedelta(seconds=1)}, []),
        # Late, and nothing else explains it.
        ({"waiting": ONE, "overdue": LATE}, [("behind", None)]),
        ({"waiting": ONE, "overdue": LATE - timedelta(seconds=1)}, []),
        ({"waiting": ONE, "overdue": LATE, "failures": 3}, [("away", None)]),
        ({"waiting": ONE, "overdue": LATE, "worker_seen": AGO}, [("no-worker", None)]),
        # A template or a key that is missing, and it is not long ago.
        ({"waiting": ONE, "last_error": "not-ready", "last_error_at": HOUR}, [("not-ready", None)]),
        ({"last_error": "not-ready", "last_error_at": HOUR}, [("not-ready", None)]),
        (
            {
                "waiting": ONE,
                "last_error": "not-ready",
                "last_error_at": HOUR - timedelta(hours=2),
            },
            [],
        ),
        ({"waiting": ONE, "last_error": "refused", "last_error_at": HOUR}, []),
        # Several, the gravest first.
        (
            {"failures": 9, "worker_seen": AGO, **halted("wrong-key")},
            [("wrong-key", SOON), ("away", None), ("no-worker", None)],
        ),
    ],
)
def test_what_is_wrong(signs, found):
    assert [(each.what, each.until) for each in troubles(Signs(AT, **signs))] == found


def test_nothing_is_delayed_while_nothing_waits():
    signs = {"failures": 9, "alerts_lost": 1, **halted("wrong-key")}
    assert delays(Signs(AT, **signs)) == ()
    assert delays(Signs(AT, waiting={"sms": 0, "email": 0}, **signs)) == ()
    assert [each.what for each in delays(Signs(AT, waiting=ONE, **signs))] == ["wrong-key", "away"]


def test_there_are_words_for_everything():
    assert set(WHAT_TO_DO) == set(Trouble)
    assert set(ERRORS) == FAULTS
    for what in Trouble:
        assert what.label.endswith("."), what
    assert {why.value for why in Halt} - {"rate-limit"} <= {what.value for what in Trouble}


@given(
    why=st.sampled_from([each.value for each in Halt] + [""]),
    on=st.sampled_from(["all", "sms", "email"]),
    minutes=st.integers(-500, 500),
    failures=st.integers(0, 100),
    overdue=st.integers(0, 10_000),
    waiting=st.integers(0, 9),
    error=st.sampled_from([each.value for each in Outcome] + [""]),
)
def test_whatever_is_known_something_true_is_said(
    why, on, minutes, failures, overdue, waiting, error
):
    until = AT + timedelta(minutes=minutes)
    signs = Signs(
        AT, {"sms": waiting}, timedelta(seconds=overdue), (Halted(on, why, until),) if why else (),
        failures, error, HOUR if error else None, AT,
    )  # fmt: skip
    found = troubles(signs)
    assert len({each.what for each in found}) == len(found)
    assert all(each.until is None or each.until > AT for each in found)
    assert set(delays(signs)) <= set(found)
    if waiting and timedelta(seconds=overdue) >= LATE:
        assert found, "what is late is never called well"
