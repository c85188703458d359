"""``manage.py worker``: what it does when, and what cannot stop it."""

import logging
import os
import signal
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from config.management.commands import worker as command
from config.management.commands.worker import CHORES, Chore, Stop, Worker
from referrals_portal.models import Draft, Receipt
from referrals_portal.models.outbox import MessageState
from tests.messages.conftest import now_of


class Hands:
    """A chore that does what its list says: a count, or an error to raise."""

    def __init__(self, *script):
        self.script, self.times = list(script), 0

    def __call__(self, at):
        self.times += 1
        now = self.script.pop(0) if self.script else 0
        if isinstance(now, Exception):
            raise now
        return now


@pytest.fixture
def passing_time(monkeypatch):
    """Time that passes only while the worker sleeps; gives what it slept."""
    slept = []
    monkeypatch.setattr(command.time, "monotonic", lambda: float(sum(slept)))
    monkeypatch.setattr(command.time, "sleep", slept.append)
    return slept


@pytest.fixture
def _no_connections(monkeypatch):
    monkeypatch.setattr(command, "close_old_connections", lambda: None)


pytestmark = pytest.mark.usefixtures("_no_connections")


def drain(*chores):
    worker = Worker(chores, Stop())
    worker.drain()
    return worker


def test_the_table_of_chores():
    assert {chore.name: chore.every for chore in CHORES} == {
        "carry out what people sent back": 0,
        "remember who said never": 0,
        "apply receipts": 0,
        "tell new ways back": 5,
        "forget when the last message left": 60,
        "let go of held messages": 5,
        "send messages": 0,
        "stop the clocks of offers that arrived": 5,
        "ask what became of messages": 60,
        "give up on old messages": 60,
        "say that a worker is here": 60,
        "write the weekly email": 60,
        "carry out what services confirmed": 60,
        "send links to services": 60,
        "remind those who keep services": 3600,
        "delete old suggestions": 3600,
        "delete old codes": 3600,
        "delete old drafts": 60,
        "publish pages": 60,
        "delete old receipts": 3600,
        "delete old sessions": 3600,
        "forget arrivals": 3600,
        "delete old ways back": 60,
    }


def test_a_drain_goes_on_while_something_can_be_done(passing_time):
    first, second = Hands(1, 1, 0, 0), Hands(0, 3)
    drain(Chore("first", 0, first), Chore("second", 60, second))
    assert (first.script, second.script, passing_time) == ([], [], [])


def test_a_chore_that_fails_does_not_stop_the_others(passing_time):
    good = Hands(1)
    worker = drain(Chore("bad", 0, Hands(ValueError())), Chore("good", 0, good))
    assert good.times == 3
    assert worker.failing == []
    worker = drain(Chore("bad", 0, Hands(*[ValueError()] * 9)), Chore("good", 0, Hands()))
    assert worker.failing == ["bad"]


def test_a_drain_waits_for_the_database(passing_time):
    worker = drain(Chore("sends", 0, Hands(*[OperationalError()] * 5, 1)))
    assert (worker.failing, passing_time) == ([], [0.5] * 5)


def test_a_drain_does_not_wait_for_ever(passing_time):
    worker = drain(Chore("sends", 0, Hands(*[OperationalError()] * 99)))
    assert (worker.failing, sum(passing_time)) == (["sends"], 30)


def run_for(worker, passing_time, seconds, monkeypatch):
    def sleep(duration):
        passing_time.append(duration)
        if sum(passing_time) >= seconds:
            worker.stopping.set()

    monkeypatch.setattr(command.time, "sleep", sleep)
    worker.work()


def test_each_chore_has_its_own_pace(passing_time, monkeypatch):
    often, seldom = Hands(), Hands()
    worker = Worker((Chore("often", 0, often), Chore("seldom", 60, seldom)), Stop())
    run_for(worker, passing_time, 130, monkeypatch)
    assert (often.times, seldom.times) == (260, 3)


def test_a_failing_chore_is_tried_less_and_less_often_and_logged_once(
    passing_time, monkeypatch, caplog
):
    caplog.set_level(logging.INFO, "front_door.worker")
    hands = Hands(*[OperationalError()] * 6, *[ValueError()] * 2)
    worker = Worker((Chore("sends", 0, hands),), Stop())
    run_for(worker, passing_time, 60, monkeypatch)
    assert hands.times < 20
    said = [record.getMessage() for record in caplog.records if record.name == "front_door.worker"]
    assert said == ["sends failed", "sends failed", "sends works again"]


def test_a_long_chore_lets_the_others_have_their_turn(monkeypatch, passing_time):
    def slow(at):
        passing_time.append(3)
        return 1

    stop = Stop()
    other = Hands()
    worker = Worker((Chore("slow", 0, slow), Chore("other", 0, other)), stop)
    assert worker.round(0) == 2
    assert other.times == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_step_in_hand_finish_and_stops(monkeypatch, number):
    finished, next_one = [], Hands()

    def interrupted(at):
        os.kill(os.getpid(), number)
        finished.append(at)
        return 1

    chores = (Chore("interrupted", 0, interrupted), Chore("next", 0, next_one))
    monkeypatch.setattr(command, "CHORES", chores)
    before = signal.getsignal(number)
    call_command("worker")
    assert (len(finished), next_one.times) == (1, 0)
    assert signal.getsignal(number) is before


def test_a_drain_sends_applies_and_tidies(queue, notify):
    row = queue(at=timezone.now())
    now = timezone.now()
    for key, expires_at in ((b"old", now), (b"new", now + timedelta(hours=1))):
        Draft.objects.create(key=key, sealed=b"", idle_at=expires_at, expires_at=expires_at)
    call_command("worker", "--drain")
    assert now_of(row).state == MessageState.ACCEPTED
    assert [bytes(key) for key in Draft.objects.values_list("key", flat=True)] == [b"new"]
    notify.advance(60)
    call_command("worker", "--drain")
    assert now_of(row).state == MessageState.DELIVERED
    assert not Receipt.objects.filter(applied_at=None).exists()


def test_a_drain_stops_while_a_message_can_only_wait(queue, notify):
    row = queue(at=timezone.now())
    notify.next("500")
    call_command("worker", "--drain")
    assert now_of(row).state == MessageState.QUEUED


def test_a_drain_says_what_did_not_work(queue, notify, settings):
    settings.NOTIFY_API_KEY = ""
    with pytest.raises(CommandError, match=r"^These did not work: .*send messages\.$"):
        call_command("worker", "--drain")
