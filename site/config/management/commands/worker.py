"""``manage.py worker``: sends what is due and does the timed work, until stopped."""

import logging
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from accounts import traces
from config import reminding
from directory.upkeep import confirming, suggesting
from referrals_portal.actions import following, hearing, keeping_offers, opting_out, telling
from referrals_portal.journey import arrivals, drafts, guessing
from referrals_portal.messages import holding, notify, receipts, sending
from referrals_portal.messages.sending import pace
from referrals_portal.messages.weekly import write_weekly

log = logging.getLogger("front_door.worker")

PAUSE = 0.5
"""Seconds between two looks at what is due."""
FIRST_WAIT = 1.0
"""Seconds until a chore that failed is tried again."""
TURN = 5.0
"""Seconds after which a chore lets the next one have its turn."""
DATABASE_AWAY = (OperationalError, InterfaceError)
LONGEST_WAIT = 10.0
"""Seconds between two tries of a chore that keeps failing."""
PATIENCE = 30.0
"""Seconds that a drain waits for the database."""


@dataclass(frozen=True, slots=True)
class Chore:
    """Something done every so many seconds; 0 means at every look.

    ``do`` takes the time (UTC) and returns how much it did; after something it is asked again.
    """

    name: str
    every: float
    do: Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Failure:
    """How a chore failed last, and how many seconds it waits until it is tried again."""

    kind: type[Exception]
    wait: float


def now() -> datetime:
    """Return the time of the database, where it has a clock of its own.

    Of two machines whose clocks differ one would think the other's worker dead, and send again
    what it is just sending.
    """
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        at: datetime = cursor.fetchone()[0]
    return at


def publish(at: datetime) -> int:
    """Publish and unpublish the pages that editors gave a time."""
    call_command("publish_scheduled")
    return 0


CHORES = (
    Chore("say that a worker is here", 60, pace.say_alive),
    Chore("carry out what people sent back", 0, following.carry_out_next),
    Chore("remember who said never", 0, opting_out.remember_next),
    Chore("tell new ways back", 5, telling.tell_new),
    Chore("apply receipts", 0, sending.apply_receipts),
    Chore("let go of held messages", 5, holding.let_go),
    Chore("send messages", 0, sending.send_next),
    Chore("stop the clocks of offers that arrived", 5, keeping_offers.keep_arrived),
    Chore("ask what became of messages", 60, sending.poll_next),
    Chore("forget when the last message left", 60, pace.rest),
    Chore("give up on old messages", 60, sending.expire),
    Chore("write the weekly email", 60, write_weekly),
    Chore("carry out what services confirmed", 60, confirming.carry_out_next),
    Chore("send links to services", 60, reminding.send_next_link),
    Chore("remind those who keep services", 3600, reminding.remind),
    Chore("delete old drafts", 60, drafts.purge),
    Chore("delete old ways back", 60, guessing.purge),
    Chore("publish pages", 60, publish),
    Chore("delete old suggestions", 3600, suggesting.forget_old),
    Chore("delete old codes", 3600, hearing.forget_codes),
    Chore("delete old receipts", 3600, receipts.purge),
    Chore("delete old sessions", 3600, traces.purge),
    Chore("forget arrivals", 3600, arrivals.forget),
)


class Command(BaseCommand):
    """Runs the chores. Any number of workers may run on PostgreSQL; on SQLite one is enough."""

    help = "Send what is due and do the timed work, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to stop when everything is done."""
        parser.add_argument(
            "--drain", action="store_true", help="stop when nothing is left that can be done now"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until SIGTERM or SIGINT, which let the step in hand finish."""
        with stopped_by_signals() as stopping:
            worker = Worker(CHORES, stopping)
            try:
                worker.drain() if options["drain"] else worker.work()
            finally:
                notify.hang_up()
        if options["drain"] and worker.failing:
            raise CommandError(f"These did not work: {', '.join(worker.failing)}.")


class Worker:
    """Gives each chore its turn. One that fails is tried again later and never stops the others."""

    def __init__(self, chores: Sequence[Chore], stopping: "Stop") -> None:
        self.chores = chores
        self.stopping = stopping
        self.due = dict.fromkeys((chore.name for chore in chores), 0.0)
        self.failures: dict[str, Failure] = {}

    @property
    def failing(self) -> list[str]:
        """The names of the chores whose last turn failed."""
        return sorted(self.failures)

    def work(self) -> None:
        """Work until told to stop."""
        while not self.stopping:
            self.round(time.monotonic())
            time.sleep(PAUSE)

    def drain(self) -> None:
        """Work until nothing is left that can be done now; wait a while for the database."""
        until = time.monotonic() + PATIENCE
        while not self.stopping:
            done = self.round(float("inf"))
            if not done and not (self.waits_for_database() and time.monotonic() < until):
                return
            if not done:
                time.sleep(PAUSE)

    def waits_for_database(self) -> bool:
        """Tell whether all that fails does so because the database is away or busy."""
        kinds = [failure.kind for failure in self.failures.values()]
        return bool(kinds) and all(issubclass(kind, DATABASE_AWAY) for kind in kinds)

    def round(self, now: float) -> int:
        """Give every chore that is due its turn; return how much was done."""
        close_old_connections()
        return sum(
            self._turn(chore)
            for chore in self.chores
            if self.due[chore.name] <= now and not self.stopping
        )

    def _turn(self, chore: Chore) -> int:
        started, done = time.monotonic(), 0
        try:
            while not self.stopping and (count := chore.do(now())):
                done += count
                if time.monotonic() - started > TURN:
                    break
        except Exception as error:
            self._failed(chore, error)
        else:
            self._succeeded(chore)
        return done

    def _failed(self, chore: Chore, error: Exception) -> None:
        """Wait 1, 2, 4, 8, 10 ... seconds; say so once for each kind of error."""
        last = self.failures.get(chore.name)
        if last is None or last.kind is not type(error):
            log.error("%s failed", chore.name, exc_info=error)
        wait = min(last.wait * 2, LONGEST_WAIT) if last else FIRST_WAIT
        self.failures[chore.name] = Failure(type(error), wait)
        self.due[chore.name] = time.monotonic() + wait

    def _succeeded(self, chore: Chore) -> None:
        if self.failures.pop(chore.name, None):
            log.info("%s works again", chore.name)
        self.due[chore.name] = time.monotonic() + chore.every


class Stop:
    """False until it is set. Not an Event: setting one in a signal handler can lock up."""

    def __init__(self) -> None:
        self._is_set = False

    def set(self, *signal_and_frame: object) -> None:
        """Ask for an end after the step in hand."""
        self._is_set = True

    def __bool__(self) -> bool:
        return self._is_set


@contextmanager
def stopped_by_signals() -> Iterator[Stop]:
    """Give a `Stop` that SIGTERM and SIGINT set, and put the handlers back afterwards."""
    stopping = Stop()
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.signal(number, stopping.set) for number in numbers}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
