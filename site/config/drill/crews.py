"""The workers of the drill: real processes, which live for one look at what is due, if so long."""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn, Protocol

from django.conf import settings
from django.db import connections

from config.drill import deaths
from config.drill.deaths import Death
from config.management.commands.worker import CHORES, Stop, Worker
from referrals_portal.messages import notify

OTHERS = frozenset({
    "publish pages", "delete old drafts", "delete old ways back", "delete old sessions",
    "forget arrivals",
})  # fmt: skip
"""Chores that have nothing to do with messages."""
TIMEOUT = 0.2
"""Seconds that a worker of the drill waits for Notify: what hangs there hangs for longer."""
PATIENCE = 60.0
"""Seconds after which a worker that has not ended hangs."""


@dataclass(frozen=True, slots=True)
class Orders:
    """How the workers find the world at one moment. Settings by name, as the spell has them."""

    at: datetime
    settings: dict[str, Any]


class Crew(Protocol):
    """Whoever does the worker's chores."""

    def work(self, orders: Orders) -> None:
        """Do all that can be done at a moment; some may die of it."""

    def calm(self) -> None:
        """From now on let nobody die."""

    @property
    def died(self) -> int:
        """Return how many have died so far."""

    @property
    def complaints(self) -> list[str]:
        """Return what no worker should do: hang, or end with an error."""


def do_the_chores(at: datetime) -> list[str]:
    """Do every chore about messages until nothing is left to do; return which of them failed."""
    chores = [replace(chore, do=_at(chore.do, at)) for chore in CHORES if chore.name not in OTHERS]
    worker = Worker(chores, Stop())
    while worker.round(float("inf")) and not worker.failing:
        pass
    return worker.failing


def _at(do: Callable[[datetime], int], at: datetime) -> Callable[[datetime], int]:
    return lambda _: do(at)


@dataclass(slots=True)
class Processes:
    """Processes made by a fork, so that one lives as soon as another has died.

    Some die by their own hand at a chosen point, with the signal that nothing can catch; some are
    killed from outside at any moment. What they print goes to ``log``.
    """

    chance: random.Random
    log: Path
    at_once: int = 2
    deadly: bool = True
    died: int = 0
    complaints: list[str] = field(default_factory=list)

    def work(self, orders: Orders) -> None:
        """Let so many work at the same time, and wait for all of them."""
        connections.close_all()
        pids = [self._born(orders, self._fate()) for _ in range(self.at_once)]
        if self.deadly and self.chance.random() < 0.1:
            time.sleep(self.chance.uniform(0.01, 0.15))
            os.kill(pids[0], signal.SIGKILL)
        for pid in pids:
            self._ended(pid)

    def calm(self) -> None:
        """From now on let one work alone, and live."""
        self.deadly, self.at_once = False, 1

    def _fate(self) -> Death | None:
        mortal = self.deadly and self.chance.random() < 0.3
        return deaths.any_death(self.chance) if mortal else None

    def _born(self, orders: Orders, fate: Death | None) -> int:
        sys.stdout.flush()
        pid = os.fork()
        if pid:
            return pid
        status = 1
        try:
            self._live(orders, fate)
            status = 0
        finally:
            os._exit(status)

    def _live(self, orders: Orders, fate: Death | None) -> None:
        log = os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.dup2(log, 1), os.dup2(log, 2)
        for name, value in orders.settings.items():
            setattr(settings, name, value)
        notify.TIMEOUT = (TIMEOUT, TIMEOUT)
        with deaths.arranged(fate, _die):
            if failing := do_the_chores(orders.at):
                raise SystemExit(f"These did not work: {', '.join(failing)}.")

    def _ended(self, pid: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            gone, status = os.waitpid(pid, os.WNOHANG)
            if gone:
                self._note(os.waitstatus_to_exitcode(status))
                return
            time.sleep(0.005)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        self.complaints.append(f"a worker did not end within {PATIENCE:.0f} s")

    def _note(self, code: int) -> None:
        if code == -signal.SIGKILL:
            self.died += 1
        elif code:
            self.complaints.append(f"a worker ended with {code}; its log says why")


def _die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")
