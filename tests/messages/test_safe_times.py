"""Nothing leaves outside the times that somebody said are safe, whatever went wrong before."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub import opening
from hub.opening import Period
from referrals_portal.messages import sending
from referrals_portal.messages.carrier import Answer
from referrals_portal.messages.envelope import STAYS_SAFE
from referrals_portal.messages.machine import SENT_WITHIN, Outcome
from referrals_portal.messages.notify import Notify
from referrals_portal.messages.sending import polling, trying
from referrals_portal.models import OutboxMessage, Pace, Tally, Task
from referrals_portal.models.outbox import FINAL, MessageState
from tests.messages.conftest import AT, no_jitter, now_of

pytestmark = pytest.mark.once

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# `AT` is a Friday, 16:00 in London, and the hub is open from nine to five.
FRIDAY, SATURDAY = Period(4, time(16), time(18)), Period(5, time(10), time(12))
MONDAY, TUESDAY = Period(0, time(9), time(20)), Period(1, time(10), time(12))
TOMORROW = datetime(2026, 11, 21, 10, tzinfo=UTC)


def work(at):
    while sending.send_next(at, no_jitter):
        pass


def work_until(end, start=AT):
    """Work at every full quarter of an hour; return when messages left."""
    at, left, gone = start, [], 0
    while at < end:
        work(at)
        now = OutboxMessage.objects.filter(state=MessageState.ACCEPTED).count()
        left += [at] * (now - gone)
        at, gone = at + 15 * MINUTE, now
    return left


@pytest.mark.parametrize(
    ("times", "leaves"),
    [
        ((), AT),
        ((FRIDAY,), AT),
        ((SATURDAY,), TOMORROW),
        ((SATURDAY, MONDAY), TOMORROW),
        ((MONDAY,), datetime(2026, 11, 23, 9, tzinfo=UTC)),
    ],
)
def test_a_confirmation_leaves_as_soon_as_it_is_safe(queue, notify, times, leaves):
    row = queue(times=times)
    assert work_until(AT + timedelta(days=3)) == [leaves]
    assert (now_of(row).attempts, len(notify.messages)) == (1, 1)


@pytest.mark.parametrize(
    ("times", "at", "leaves"),
    [
        ((), AT, AT),
        ((), AT + 2 * HOUR, datetime(2026, 11, 23, 9, tzinfo=UTC)),
        ((FRIDAY,), AT + 1 * HOUR, None),
        ((SATURDAY, MONDAY), AT, datetime(2026, 11, 23, 9, tzinfo=UTC)),
    ],
)
def test_all_else_keeps_to_the_hubs_hours_too(queue, notify, times, at, leaves):
    queue(template="TRIED", personalisation={"from": ""}, times=times, at=at)
    assert work_until(AT + timedelta(days=3)) == ([leaves] if leaves else [])


def test_what_waits_asks_nothing_uses_no_try_and_gives_no_time_away(queue, notify, monkeypatch):
    row = queue(times=(SATURDAY,))
    monkeypatch.setattr(Notify, "send", None)
    for quarters in range(18 * 4):
        work(AT + quarters * 15 * MINUTE)
        now = now_of(row)
        assert (now.state, now.attempts, now.failure) == (MessageState.QUEUED, 0, "")
        assert now.due_at == AT + (quarters + 1) * 15 * MINUTE


@pytest.mark.parametrize("fault", ["500", "502", "503", "refuse"])
def test_a_retry_that_would_come_outside_waits_for_the_next_safe_time(queue, notify, fault):
    """The first try is made shortly before it is not safe for long enough any more."""
    row = queue(times=(FRIDAY, SATURDAY), due_at=AT + 100 * MINUTE)
    notify.next(fault, times=None)
    work(AT + 100 * MINUTE)
    assert now_of(row).attempts == 1
    notify.faults.queue.clear()
    assert work_until(TOMORROW + HOUR, start=AT + 105 * MINUTE) == [TOMORROW]
    assert (now_of(row).attempts, len(notify.messages)) == (2, 1)


def test_what_never_finds_a_safe_time_ends_as_a_task(queue, notify):
    row = queue(times=(TUESDAY,))
    assert work_until(AT + SENT_WITHIN) == []
    assert sending.expire(AT + SENT_WITHIN - MINUTE) == 0
    assert sending.expire(AT + SENT_WITHIN) == 1
    assert (now_of(row).state, now_of(row).failure) == (MessageState.EXPIRED, "too-late")
    assert Task.objects.get().message == row.pk
    work(datetime(2026, 11, 24, 10, 30, tzinfo=UTC))
    assert notify.messages == []


def test_what_says_nothing_true_any_more_ends_as_a_task(queue, notify):
    row = queue(times=(SATURDAY,), until=TOMORROW)
    assert work_until(TOMORROW + HOUR) == []
    sending.expire(row.send_by)
    assert now_of(row).state == MessageState.EXPIRED
    assert Task.objects.get().reason == "too-late"


class World:
    """A carrier that remembers when it took something in, and answers as it is told."""

    channels, key = ("sms", "email"), "x"

    def __init__(self):
        self.outcome, self.at, self.sent = Outcome.ACCEPTED, AT, []

    def send(self, letter):
        self.sent.append(self.at)
        return Answer(self.outcome)

    def find(self, reference):
        return Answer(Outcome.ABSENT)


NOT_TAKEN = [
    Outcome.BROKEN, Outcome.UNAVAILABLE, Outcome.RATE_LIMIT, Outcome.DAY_LIMIT,
    Outcome.CLOCK_WRONG, Outcome.NOT_READY, Outcome.UNCERTAIN, Outcome.WRONG_KEY,
]  # fmt: skip
periods = st.builds(
    lambda day, opens, length: Period(day, time(opens), time(opens + length)),
    st.integers(0, 6), st.integers(0, 18), st.integers(1, 5),
)  # fmt: skip
lives = st.lists(
    st.tuples(st.sampled_from(NOT_TAKEN), st.sampled_from([1, 7, 40, 90, 240, 700])), max_size=12
)


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(periods, min_size=1, max_size=3).map(tuple), lives)
def test_whatever_fails_every_try_is_made_when_it_is_safe(queue, monkeypatch, times, life):
    for table in (OutboxMessage, Tally, Pace, Task):
        table.objects.all().delete()
    world, row, at = World(), queue(times=times), AT
    for room in (trying, polling):
        monkeypatch.setattr(room, "carrier", lambda: world)
    for outcome, minutes in life:
        world.outcome, world.at = outcome, at
        work(at)
        at += minutes * MINUTE
    world.outcome = Outcome.ACCEPTED
    while (at := opening.next_opening(times, at)) and at <= AT + SENT_WITHIN:
        for world.at in (at, at + 10 * MINUTE):
            work(world.at)
    sending.expire(AT + SENT_WITHIN)
    for moment in world.sent:
        assert opening.is_open(times, moment)
        assert opening.is_open(times, moment + STAYS_SAFE)
    now = now_of(row)
    assert now.state in (MessageState.ACCEPTED, *FINAL)
    # There was a moment for it, or there is somebody who is told that there was none.
    assert (now.state == MessageState.ACCEPTED) != Task.objects.filter(done_at=None).exists()
