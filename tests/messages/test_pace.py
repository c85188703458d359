"""The pace that all workers share, against a Notify that has limits, goes away or refuses us."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from referrals_portal.messages import sending
from referrals_portal.messages.machine import Outcome
from referrals_portal.messages.notify import Notify
from referrals_portal.messages.pacing import ALL
from referrals_portal.messages.sending import pace
from referrals_portal.models import OutboxMessage, Pace
from referrals_portal.models.outbox import MessageState
from tests.messages.conftest import AT, no_jitter, now_of
from tests.standins.notify.services import ApiKey

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
MIDNIGHT = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def asked(notify, monkeypatch):
    """The requests that were made, as the names of what was asked."""
    made = []

    def noting(name):
        ask = getattr(Notify, name)

        def note(client, *what):
            made.append(name)
            return ask(client, *what)

        return note

    for name in ("send", "find", "status"):
        monkeypatch.setattr(Notify, name, noting(name))
    # Whatever the machine's clock says, Notify's day and ours are the same.
    notify.clock.offset += (AT - notify.clock.now()).total_seconds()
    return made


@pytest.fixture
def many(queue):
    """A function that queues as many emails as it is told, each to somebody else."""
    return lambda number, **changes: [
        queue(channel="email", to=f"person{one}@example.org", **changes) for one in range(number)
    ]


@pytest.fixture
def errors(caplog):
    """A function that returns what was logged as an error."""
    return lambda: [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR]


def work(at, times=200):
    """Send all that is due at a moment."""
    while times and sending.send_next(at, no_jitter):
        times -= 1
    assert times, "it never came to rest"


def another_key(notify, settings):
    """Let Notify have a new key and us use it."""
    notify.service.keys.append(ApiKey("new", "5a3a0d3e-0003-4000-8000-0000000000ff"))
    settings.NOTIFY_API_KEY = f"new-{notify.service.id}-5a3a0d3e-0003-4000-8000-0000000000ff"


class TestOurOwnLimit:
    def test_while_we_keep_to_it_notify_never_refuses(self, notify, settings, many, asked):
        settings.NOTIFY_PER_MINUTE = notify.limits.per_minute = 60
        many(70)
        left = []
        for second in range(0, 65, 5):
            work(AT + second * SECOND)
            left.append(len(asked))
            notify.advance(5)
        assert left[0] == 19
        assert left[12] <= 19 + 60
        assert len(notify.messages) == len(asked) == 70
        assert Pace.objects.get(name=ALL).last_error == ""

    def test_workers_have_it_together(self, notify, settings, many):
        settings.NOTIFY_PER_MINUTE = 60
        many(40)
        by = sending.carrier()
        assert [len(sending.claim(by, AT)) for _ in range(3)] == [10, 9, 0]
        assert len(sending.claim(by, AT + 5 * SECOND)) == 5

    @pytest.mark.parametrize("per_minute", [1, 2, 3])
    def test_the_smallest_limit_still_lets_messages_out(self, settings, asked, many, per_minute):
        settings.NOTIFY_PER_MINUTE = per_minute
        many(3)
        work(AT)
        assert len(asked) == 1
        work(AT + 62 * SECOND)
        assert len(asked) == 2

    def test_when_the_last_one_left_is_forgotten_once_it_holds_nothing_up(
        self, settings, notify, many
    ):
        settings.NOTIFY_PER_MINUTE = 60
        pace.rest(AT)
        many(19)
        work(AT)
        for seconds, kept in ((5, AT), (19, AT), (21, None)):
            pace.rest(AT + seconds * SECOND)
            assert Pace.objects.get(name=ALL).counted_at == kept
        many(40)
        assert sum(len(sending.claim(sending.carrier(), AT + MINUTE)) for _ in range(5)) == 19

    @pytest.mark.parametrize(("messages", "per_minute"), [("notify", 0), ("smtp", 60)])
    def test_where_there_is_none_nothing_waits(self, settings, many, notify, messages, per_minute):
        many(40)
        settings.MESSAGES, settings.NOTIFY_PER_MINUTE = messages, per_minute
        work(AT)
        assert not OutboxMessage.objects.filter(state=MessageState.QUEUED).exists()

    def test_after_a_refusal_all_wait_a_second_and_no_try_is_counted(self, notify, many, asked):
        rows = many(12)
        notify.next("429")
        work(AT)
        assert len(asked) == 1
        work(AT + SECOND)
        assert len(notify.messages) == 12
        assert {now_of(row).attempts for row in rows} == {1}


class TestTheDaysLimit:
    def test_texts_wait_until_midnight_and_emails_do_not(self, notify, queue, many, asked):
        notify.limits.per_day["sms"] = 2
        texts = [queue(to=f"07700 90030{number}") for number in range(6)]
        emails = many(4)
        work(AT)
        assert len(notify.messages) == 6
        assert {now_of(row).state for row in emails} == {MessageState.ACCEPTED}
        asked.clear()
        for hours in range(1, 8):
            work(AT + hours * HOUR)
        work(MIDNIGHT - SECOND)
        assert asked == []
        notify.advance((MIDNIGHT - AT).total_seconds())
        work(MIDNIGHT)
        assert [now_of(row).state for row in texts].count(MessageState.ACCEPTED) == 4
        assert {now_of(row).attempts for row in texts} <= {0, 1}

    def test_it_is_said_once_a_day(self, notify, queue, many, asked, errors):
        notify.limits.per_day["sms"] = 0
        queue()
        for days in range(2):
            many(1, at=AT + days * 24 * HOUR)
            work(AT + days * 24 * HOUR)
            work(AT + days * 24 * HOUR + HOUR)
            assert errors() == ["nothing is sent for a while: day-limit"] * (days + 1)
            # The next day some leave, and then there are too many again.
            notify.limits.per_day["sms"] = 10
            work(MIDNIGHT + days * 24 * HOUR)
            notify.limits.per_day["sms"] = 0
            queue(at=AT + (days + 1) * 24 * HOUR)


class TestAWrongKey:
    SAID = ["nothing is sent for a while: wrong-key"]

    def test_it_stops_everything_for_an_hour_and_is_said_once(self, notify, many, asked, errors):
        rows = many(24)
        notify.revoke("normal")
        for minutes in range(60):
            work(AT + minutes * MINUTE)
            sending.poll_next(AT + minutes * MINUTE)
        assert asked == ["send"]
        work(AT + HOUR - SECOND)
        assert asked == ["send"]
        for hours in range(1, 6):
            work(AT + hours * HOUR)
        assert asked == ["send"] * 6
        assert errors() == self.SAID
        assert {now_of(row).attempts for row in rows} == {0}
        assert {now_of(row).state for row in rows} == {MessageState.QUEUED}

    def test_another_key_starts_it_at_once(self, notify, settings, many, errors):
        many(12)
        notify.revoke("normal")
        work(AT)
        another_key(notify, settings)
        work(AT + MINUTE)
        assert len(notify.messages) == 12
        assert errors() == self.SAID
        row = Pace.objects.get(name=ALL)
        assert (row.waits_for, row.waits_until, row.stopped_key) == ("", None, "")

    def test_two_workers_that_meet_it_together_say_it_once(
        self, notify, many, asked, errors, monkeypatch
    ):
        """The one has claimed its messages before the other finds out."""
        many(24)
        notify.revoke("normal")
        ask, others = Notify.send, [1]

        def while_another_works(client, letter):
            if others:
                others.pop()
                work(AT)
            return ask(client, letter)

        monkeypatch.setattr(Notify, "send", while_another_works)
        work(AT)
        assert asked == ["send", "send"]
        assert errors() == self.SAID

    def test_also_when_all_that_is_left_is_to_be_looked_up(
        self, notify, settings, many, asked, errors
    ):
        """What may have been taken in stays in doubt, and is not sent a second time."""
        rows = many(12)
        notify.next("drop", times=4)
        work(AT)
        notify.revoke("normal")
        asked.clear()
        for minutes in range(2, 180, 2):
            work(AT + minutes * MINUTE)
        assert asked == ["find"] * 3
        assert errors() == self.SAID
        another_key(notify, settings)
        work(AT + 181 * MINUTE)
        assert len(notify.messages) == 12
        assert {now_of(row).state for row in rows} == {MessageState.ACCEPTED}


class TestACarrierThatIsAway:
    @pytest.mark.parametrize("fault", ["503", "500", "502"])
    def test_it_is_asked_little_and_no_message_is_used_up(self, notify, many, asked, errors, fault):
        rows = many(30)
        notify.next(fault, times=None, on="*")
        for minutes in range(3 * 60):
            work(AT + minutes * MINUTE)
        assert len(asked) <= 3 * 60 + 5
        assert errors() == ["nothing is sent for a while: away"]
        assert max(now_of(row).attempts for row in rows) < 8
        notify.faults.queue.clear()
        for minutes in range(3 * 60, 8 * 60, 10):
            work(AT + minutes * MINUTE)
        assert len(notify.messages) == 30
        assert {now_of(row).state for row in rows} == {MessageState.ACCEPTED}

    def test_the_waits_between_get_longer_up_to_a_minute(self, notify, many, asked):
        many(40)
        notify.next("503", times=None)
        when = []
        for seconds in range(300):
            before = len(asked)
            work(AT + seconds * SECOND)
            when += [seconds] * (len(asked) - before)
        assert when == [0, 0, 0, 0, 0, 5, 15, 35, 75, 135, 195, 255]

    def test_one_fault_now_and_then_is_not_that(self, notify, many, errors):
        """Only tries in a row count."""
        many(30)
        faults = iter([True, False] * 40)
        take = notify.faults.take
        notify.next("503", times=None)
        notify.faults.take = lambda method: take(method) if next(faults) else None
        work(AT)
        del notify.faults.take
        assert errors() == []
        assert len(notify.messages) == 15

    def test_a_clock_that_is_wrong_is_waited_for_a_minute_at_a_time(
        self, notify, many, asked, errors
    ):
        rows = many(12)
        notify.clock.skew = 600
        for minutes in range(30):
            work(AT + minutes * MINUTE)
        assert len(asked) == 30
        assert errors() == ["nothing is sent for a while: clock-wrong"]
        assert {now_of(row).attempts for row in rows} == {0}
        notify.clock.skew = 0
        work(AT + 30 * MINUTE)
        assert len(notify.messages) == 12


class TestWaitsThatMeet:
    """Another worker was in the middle of something when the first one met the fault."""

    def fault(self, outcome, times=1, channel="sms"):
        for _ in range(times):
            pace.note_fault(outcome, sending.carrier(), channel, AT, no_jitter)

    def until(self, name=ALL):
        return Pace.objects.get(name=name).waits_until

    def test_the_longer_one_stays(self, notify, db, errors):
        self.fault(Outcome.WRONG_KEY)
        self.fault(Outcome.UNAVAILABLE, times=9)
        self.fault(Outcome.RATE_LIMIT)
        assert self.until() == AT + HOUR
        assert Pace.objects.get(name=ALL).waits_for == "wrong-key"
        assert len(errors()) == 1

    def test_a_success_that_comes_late_does_not_end_it(self, notify, db):
        self.fault(Outcome.WRONG_KEY)
        self.fault(Outcome.DAY_LIMIT)
        pace.note_success(sending.carrier(), AT)
        assert (self.until(), self.until("sms")) == (AT + HOUR, MIDNIGHT)
        pace.note_success(sending.carrier(), AT + HOUR)
        assert (self.until(), self.until("sms")) == (None, MIDNIGHT)
        pace.note_success(sending.carrier(), MIDNIGHT)
        assert self.until("sms") is None

    def test_the_last_error_is_told_by_the_hour(self, notify, db):
        pace.note_fault(Outcome.REFUSED, sending.carrier(), "sms", AT + 59 * MINUTE, no_jitter)
        row = Pace.objects.get(name=ALL)
        assert (row.last_error, row.last_error_at, row.waits_for) == ("refused", AT, "")
