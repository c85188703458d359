"""Whatever happens to a message, in whatever order: at most one is sent, and it comes to an end."""

import uuid
from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referrals_portal.messages import receipts, sending
from referrals_portal.messages.carrier import Answer
from referrals_portal.messages.machine import Outcome
from referrals_portal.messages.reasons import PROVISIONAL
from referrals_portal.messages.sending import polling, trying
from referrals_portal.models import OutboxMessage, Pace, Receipt, Tally, Task
from referrals_portal.models.outbox import FINAL, MessageState
from tests.messages.conftest import AT, no_jitter

pytestmark = pytest.mark.once

NOT_TAKEN = [
    Outcome.BROKEN, Outcome.UNAVAILABLE, Outcome.RATE_LIMIT, Outcome.DAY_LIMIT,
    Outcome.CLOCK_WRONG, Outcome.NOT_READY, Outcome.UNCERTAIN, Outcome.REFUSED,
]  # fmt: skip
STATUSES = [
    "created", "sending", "pending", "sent", "delivered",
    "permanent-failure", "temporary-failure", "technical-failure", "nonsense",
]  # fmt: skip


class Died(Exception):
    """The worker is killed."""


class World:
    """A Notify whose every answer is decided by the test, and which remembers what it took in."""

    channels, key = ("sms", "email"), "x"

    def __init__(self):
        self.taken: list[tuple[str, uuid.UUID]] = []
        self.taking, self.answers, self.outcome = True, True, Outcome.UNCERTAIN
        self.dies = self.sees = False

    def send(self, letter):
        if self.taking:
            self.taken.append((letter.reference, uuid.uuid4()))
        if self.dies:
            raise Died
        if self.taking and self.answers:
            return Answer(Outcome.ACCEPTED, self.taken[-1][1])
        return Answer(Outcome.UNCERTAIN if self.taking else self.outcome)

    def find(self, reference):
        if self.dies:
            raise Died
        if not self.sees:
            return Answer(Outcome.UNSEEN)
        known = dict(self.taken).get(reference)
        return Answer(Outcome.ACCEPTED, known) if known else Answer(Outcome.ABSENT)

    def status(self, notification_id):
        return "delivered" if self.sees else None


tries = st.tuples(
    st.just("try"),
    st.fixed_dictionaries(
        {
            "taking": st.booleans(),
            "answers": st.booleans(),
            "outcome": st.sampled_from(NOT_TAKEN),
            "dies": st.booleans(),
            "sees": st.booleans(),
        }
    ),
)
waits = st.tuples(st.just("wait"), st.sampled_from([0, 1, 2, 10, 60, 200, 1500, 6000]))
news = st.tuples(st.just("news"), st.sampled_from(STATUSES))
polls = st.tuples(st.just("poll"), st.booleans())
lives = st.lists(st.one_of(tries, tries, waits, news, polls), max_size=25)


def happen(world, row, kind, what, at):
    """Let one thing happen; return the time afterwards."""
    if kind == "wait":
        return at + timedelta(minutes=what)
    if kind == "try":
        world.__dict__.update(what)
        with suppress(Died):
            sending.send_next(at, no_jitter)
    if kind == "poll":
        world.sees = what
        sending.poll_next(at)
        sending.expire(at)
    # Notify only ever tells of what it took in.
    if kind == "news" and world.taken:
        receipts.store(receipts.News(world.taken[0][1], row.reference, what), at)
        sending.apply_receipts(at)
    return at


@pytest.mark.django_db
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=lives)
def test_at_most_once_and_final_stays_final(queue, monkeypatch, life):
    OutboxMessage.objects.all().delete()
    Receipt.objects.all().delete()
    Tally.objects.all().delete()
    Pace.objects.all().delete()
    Task.objects.all().delete()
    world, row, at = World(), queue(), AT
    for room in (trying, polling):
        monkeypatch.setattr(room, "carrier", lambda: world)
    ended = None
    for kind, what in life:
        at = happen(world, row, kind, what, at)
        now = OutboxMessage.objects.get(pk=row.pk)
        assert max(Counter(reference for reference, _ in world.taken).values(), default=0) <= 1
        assert ended is None or ended == (now.state, now.failure)
        assert (bytes(now.recipient) == b"") == (now.state in FINAL)
        assert (now.claimed_until is not None) == (now.state == MessageState.ATTEMPTING)
        # What did not arrive is work for somebody, and nothing else is.
        lost = now.state in (MessageState.FAILED, MessageState.EXPIRED)
        assert Task.objects.filter(message=row.pk, done_at=None).count() == lost
        if now.state in FINAL and now.failure not in PROVISIONAL:
            ended = now.state, now.failure
    comes_to_an_end(world, row, at)


def comes_to_an_end(world, row, at):
    """When all goes well again it is delivered, or it says why not."""
    world.__dict__.update(taking=True, answers=True, dies=False, sees=True)
    for _ in range(12):
        at += timedelta(hours=3)
        while sending.send_next(at, no_jitter):
            pass
        sending.poll_next(at)
        sending.expire(at)
    now = OutboxMessage.objects.get(pk=row.pk)
    assert now.state in FINAL
    assert now.state == MessageState.DELIVERED or now.failure
    assert len(world.taken) <= 1
    if not world.taken:
        assert now.state in (MessageState.FAILED, MessageState.EXPIRED)
