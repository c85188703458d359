"""The state machine, as tables."""

from datetime import UTC, datetime, time, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.opening import WEEKDAYS_NINE_TO_FIVE, Period
from referrals_portal.messages.catalogue import When
from referrals_portal.messages.machine import (
    GONE,
    HEARD,
    MOVES,
    Move,
    Outcome,
    after,
    allowed,
    back_off,
    heard,
    is_final,
    next_poll,
    too_late,
)
from referrals_portal.messages.reasons import Reason
from referrals_portal.models.outbox import FINAL, MessageState

AT = datetime(2026, 11, 20, 16, 20, 30, tzinfo=UTC)
MINUTE, HOUR = 60, 3600
PAST_THE_QUARTER = 5 * 60 + 30
TO_MIDNIGHT = 7 * HOUR + 39 * MINUTE + 30

RETRIES = [
    # outcome, attempts, seconds until the next try, counted
    (Outcome.BROKEN, 1, 1 * MINUTE, True),
    (Outcome.BROKEN, 2, 5 * MINUTE, True),
    (Outcome.BROKEN, 3, 15 * MINUTE, True),
    (Outcome.BROKEN, 4, 1 * HOUR, True),
    (Outcome.BROKEN, 5, 3 * HOUR, True),
    (Outcome.BROKEN, 7, 3 * HOUR, True),
    (Outcome.UNAVAILABLE, 1, 1 * MINUTE, True),
    (Outcome.UNAVAILABLE, 20, 3 * HOUR, True),
    (Outcome.CLOCK_WRONG, 2, 1 * MINUTE, False),
    (Outcome.WRONG_KEY, 2, 1 * MINUTE, False),
    (Outcome.NOT_NOW, 3, 15 * MINUTE - PAST_THE_QUARTER, False),
    (Outcome.RATE_LIMIT, 1, 1, False),
    (Outcome.RATE_LIMIT, 30, 1, False),
    (Outcome.DAY_LIMIT, 1, TO_MIDNIGHT, False),
    (Outcome.NOT_READY, 1, 1 * MINUTE, False),
    (Outcome.ABSENT, 1, 0, True),
    (Outcome.ABSENT, 2, 1 * MINUTE, True),
    (Outcome.ABSENT, 6, 3 * HOUR, True),
]

ENDS = [
    (Outcome.BAD_RECIPIENT, 1, Reason.BAD_RECIPIENT),
    (Outcome.REFUSED, 1, Reason.REFUSED),
    (Outcome.UNREADABLE, 1, Reason.UNREADABLE),
    (Outcome.UNKNOWABLE, 1, Reason.UNKNOWN),
    (Outcome.BROKEN, 8, Reason.BROKEN),
]


WEEKLY, FRIDAYS = WEEKDAYS_NINE_TO_FIVE, (Period(4, time(9), time(17)),)
CHRISTMAS_EVE = datetime(2026, 12, 24, 18, tzinfo=UTC)

TOO_LATE = [
    # when, the hub's hours, due, not sent from then on
    (When.AT_ONCE, WEEKLY, CHRISTMAS_EVE, datetime(2026, 12, 27, 18, tzinfo=UTC)),
    (When.IN_HOURS, WEEKLY, CHRISTMAS_EVE, datetime(2026, 12, 31, 18, tzinfo=UTC)),
    (When.IN_HOURS, (), CHRISTMAS_EVE, datetime(2026, 12, 27, 18, tzinfo=UTC)),
    (When.IN_HOURS, WEEKLY, datetime(2026, 11, 26, 10, tzinfo=UTC),
     datetime(2026, 11, 30, 9, tzinfo=UTC)),
    # The Friday before a bank holiday, in summer: they open on Tuesday at nine, which is eight.
    (When.IN_HOURS, WEEKLY, datetime(2026, 8, 28, 16, tzinfo=UTC),
     datetime(2026, 9, 4, 8, tzinfo=UTC)),
    # The hour is rounded down, so on a Friday at five it may have been the end of the last hour.
    (When.IN_HOURS, FRIDAYS, datetime(2026, 11, 20, 16, tzinfo=UTC),
     datetime(2026, 11, 27, 16, tzinfo=UTC)),
    (When.IN_HOURS, FRIDAYS, CHRISTMAS_EVE, datetime(2026, 12, 31, 18, tzinfo=UTC)),
]  # fmt: skip


@pytest.mark.parametrize(("when", "hours", "due", "end"), TOO_LATE)
def test_when_it_comes_too_late(when, hours, due, end):
    assert too_late(when, hours, due) == end


@pytest.mark.parametrize(("outcome", "attempts", "seconds", "counted"), RETRIES)
def test_what_is_tried_again_and_when(outcome, attempts, seconds, counted):
    due = AT + timedelta(seconds=seconds)
    assert after(outcome, attempts, AT) == Move(MessageState.QUEUED, due, counted=counted)


@pytest.mark.parametrize(("outcome", "attempts", "reason"), ENDS)
def test_what_is_never_tried_again(outcome, attempts, reason):
    assert after(outcome, attempts, AT) == Move(MessageState.FAILED, reason=reason)


def test_what_is_too_much_for_a_day_is_held_for_good():
    move = after(Outcome.TOO_MANY, 1, AT)
    assert move == Move(MessageState.HELD, reason=Reason.TOO_MANY)
    assert is_final(move.state, move.reason)
    assert not is_final(MessageState.HELD, "")
    assert allowed(MessageState.HELD, "", Move(MessageState.QUEUED))
    assert not allowed(MessageState.HELD, Reason.TOO_MANY, Move(MessageState.QUEUED))


@pytest.mark.parametrize("outcome", [Outcome.UNCERTAIN, Outcome.UNSEEN])
def test_what_is_looked_up_first(outcome):
    move = after(outcome, 1, AT)
    assert move.state == MessageState.ATTEMPTING
    assert move.due_at - AT > timedelta(minutes=1)


def test_what_was_taken_in():
    hour = datetime(2026, 11, 20, 18, tzinfo=UTC)
    assert after(Outcome.ACCEPTED, 1, AT) == Move(MessageState.ACCEPTED, hour)
    handed = after(Outcome.HANDED_OVER, 1, AT)
    assert handed == Move(MessageState.DELIVERED, reason=Reason.HANDED_OVER)


def test_the_day_that_notify_counts_is_that_of_utc():
    summer = datetime(2026, 7, 1, 0, 30, tzinfo=UTC) + timedelta(hours=23)
    move = after(Outcome.DAY_LIMIT, 1, summer)
    assert move.due_at == datetime(2026, 7, 2, tzinfo=UTC)


@given(st.sampled_from(Outcome), st.integers(1, 200), st.floats(0, 1, exclude_max=True))
def test_every_outcome_leads_somewhere_soon_enough(outcome, attempts, jitter):
    move = after(outcome, attempts, AT, jitter)
    assert allowed(MessageState.ATTEMPTING, "", move)
    assert (move.due_at is None) == is_final(move.state, move.reason)
    if move.due_at:
        assert AT <= move.due_at <= AT + timedelta(hours=24, minutes=10)


@given(st.floats(0, 1, exclude_max=True))
def test_jitter_stays_within_the_table(jitter):
    limit = after(Outcome.RATE_LIMIT, 1, AT, jitter).due_at - AT
    assert timedelta(seconds=1) <= limit <= timedelta(minutes=1)
    assert back_off(3, 0) <= back_off(3, jitter) < back_off(4, 0)


@pytest.mark.parametrize(
    ("minute", "hour"), [(0, 17), (1, 18), (59, 18)], ids=["full", "past", "before"]
)
def test_an_accepted_message_does_not_tell_the_minute(minute, hour):
    at = datetime(2026, 11, 20, 16, minute, tzinfo=UTC)
    assert next_poll(at) == datetime(2026, 11, 20, hour, tzinfo=UTC)


NEWS = [
    # state, reason, status heard -> state, reason; None: nothing changes
    ("accepted", "", "delivered", ("delivered", "")),
    ("accepted", "", "permanent-failure", ("failed", "no-such-contact")),
    ("accepted", "", "temporary-failure", ("failed", "not-reached")),
    ("accepted", "", "technical-failure", ("failed", "technical")),
    ("accepted", "", "failed", ("failed", "technical")),
    ("accepted", "", "sent", ("delivered", "handed-over")),
    ("accepted", "", GONE, ("failed", "unknown-outcome")),
    ("accepted", "", "sending", None),
    ("accepted", "", "pending", None),
    ("accepted", "", "created", None),
    ("accepted", "", "returned-letter", None),
    ("accepted", "", "", None),
    # A receipt that is quicker than the answer, or after an answer that was lost.
    ("attempting", "", "delivered", ("delivered", "")),
    ("attempting", "", "sending", ("accepted", "")),
    ("queued", "", "delivered", ("delivered", "")),
    ("queued", "", "permanent-failure", ("failed", "no-such-contact")),
    ("held", "", "delivered", ("delivered", "")),
    # Final stays final.
    ("delivered", "", "sending", None),
    ("delivered", "", "delivered", None),
    ("delivered", "", "permanent-failure", None),
    ("failed", "no-such-contact", "delivered", None),
    ("failed", "refused", "delivered", None),
    ("withdrawn", "", "delivered", None),
    ("expired", "too-late", "delivered", None),
    # Except where the first news was not firm.
    ("delivered", "handed-over", "delivered", ("delivered", "")),
    ("delivered", "handed-over", "permanent-failure", ("failed", "no-such-contact")),
    ("delivered", "handed-over", "sent", None),
    ("failed", "unknown-outcome", "delivered", ("delivered", "")),
    ("failed", "unknown-outcome", "sending", None),
    ("held", "too-many", "delivered", ("delivered", "")),
    ("held", "too-many", "sending", None),
]


@pytest.mark.parametrize(("state", "reason", "status", "becomes"), NEWS)
def test_what_news_changes(state, reason, status, becomes):
    move = heard(state, reason, status, AT)
    assert (move and (move.state.value, str(move.reason))) == becomes


def test_news_only_ever_makes_moves_that_are_allowed():
    for state, reason, status in product(MessageState, ["", *Reason], HEARD):
        move = heard(state, reason, status, AT)
        assert move is None or allowed(state, reason, move)


@given(st.lists(st.sampled_from([*HEARD, "returned-letter"])), st.randoms())
def test_the_order_of_receipts_matters_only_among_final_ones(statuses, random):
    def end(order):
        state, reason = MessageState.ACCEPTED, ""
        for status in order:
            if move := heard(state, reason, status, AT):
                state, reason = move.state, move.reason
        return state in FINAL

    shuffled = list(statuses)
    random.shuffle(shuffled)
    assert end(statuses) == end(shuffled)


def test_there_is_no_way_out_of_expired_and_withdrawn():
    for state in (MessageState.EXPIRED, MessageState.WITHDRAWN):
        assert not [pair for pair in MOVES if pair[0] == state]


@pytest.mark.parametrize("state", MessageState)
def test_every_state_can_be_reached_and_every_move_says_why(state):
    assert state == MessageState.QUEUED or any(to == state for _, to in MOVES)
    assert all(MOVES.values())


@pytest.mark.parametrize(
    ("state", "to"),
    [
        ("accepted", "queued"),
        ("delivered", "queued"),
        ("failed", "queued"),
        ("failed", "attempting"),
        ("withdrawn", "attempting"),
        ("held", "attempting"),
        ("attempting", "withdrawn"),
    ],
)
def test_moves_that_would_send_twice_or_against_a_wish(state, to):
    assert not allowed(state, "", Move(MessageState(to)))
