"""``manage.py worker``: sends what is due and does the timed work, until stopped."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from referrals_portal.journey import drafts
from referrals_portal.messages import notify, receipts, sending

log = logging.getLogger("front_door.worker")

PAUSE = 1.0
"""Seconds between two looks at what is due."""
TURN = 5.0
"""Seconds after which a chore lets the next one have its turn."""
LONGEST_WAIT = 30.0
"""Seconds between tries of a chore that keeps failing, and that a drain waits for the database."""


@dataclass(frozen=True, slots=True)
class Chore:
    """Something done every so many seconds. ``do`` takes the time (UTC), returns how much it did.

    While it did something it is asked again at once.
    """

    name: str
    every: float
    do: Callable[[datetime], int]


def publish(at: datetime) -> int:
    """Publish and unpublish the pages that editors gave a time."""
    call_command("publish_scheduled")
    return 0


CHORES = (
    Chore("apply receipts", 1, receipts.apply_receipts),
    Chore("send messages", 1, sending.send_next),
    Chore("ask what became of messages", 60, sending.poll_next),
    Chore("give up on old messages", 60, sending.expire),
    Chore("delete old drafts", 60, drafts.purge),
    Chore("publish pages", 60, publish),
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

    def __init__(self, chores: Sequence[Chore], stopping: threading.Event) -> None:
        self.chores = chores
        self.stopping = stopping
        self.due = dict.fromkeys((chore.name for chore in chores), 0.0)
        self.failures: dict[str, list[Exception]] = {}

    @property
    def failing(self) -> list[str]:
        """The names of the chores whose last turn failed."""
        return sorted(self.failures)

    def work(self) -> None:
        """Work until told to stop."""
        while not self.stopping.is_set():
            self.round(time.monotonic())
            self.stopping.wait(PAUSE)

    def drain(self) -> None:
        """Work until nothing is left that can be done now; wait a while for the database."""
        patience = time.monotonic() + LONGEST_WAIT
        while not self.stopping.is_set():
            done = self.round(float("inf"))
            if not done and not (self.waits_for_database() and time.monotonic() < patience):
                return
            if not done:
                self.stopping.wait(PAUSE)

    def waits_for_database(self) -> bool:
        """Tell whether all that fails does so because the database is away or busy."""
        lasts = [errors[-1] for errors in self.failures.values()]
        return bool(lasts) and all(isinstance(e, OperationalError | InterfaceError) for e in lasts)

    def round(self, now: float) -> int:
        """Give every chore that is due its turn; return how much was done."""
        close_old_connections()
        return sum(
            self._turn(chore)
            for chore in self.chores
            if self.due[chore.name] <= now and not self.stopping.is_set()
        )

    def _turn(self, chore: Chore) -> int:
        started, done = time.monotonic(), 0
        try:
            while not self.stopping.is_set() and (count := chore.do(timezone.now())):
                done += count
                if time.monotonic() - started > TURN:
                    break
        except Exception as error:
            self._failed(chore, error)
        else:
            self._succeeded(chore)
        return done

    def _failed(self, chore: Chore, error: Exception) -> None:
        """Wait 1, 2, 4 ... 30 seconds; say so once for each kind of error."""
        errors = self.failures.setdefault(chore.name, [])
        if not errors or type(errors[-1]) is not type(error):
            log.error("%s failed", chore.name, exc_info=error)
        errors.append(error)
        self.due[chore.name] = time.monotonic() + min(2 ** (len(errors) - 1), LONGEST_WAIT)

    def _succeeded(self, chore: Chore) -> None:
        if self.failures.pop(chore.name, None):
            log.info("%s works again", chore.name)
        self.due[chore.name] = time.monotonic() + chore.every


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """Give an event that SIGTERM and SIGINT set, and put the handlers back afterwards."""
    stopping = threading.Event()
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.signal(number, lambda *_: stopping.set()) for number in numbers}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
