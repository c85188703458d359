"""The whole drill in the process that was started for it: what is started, tried and told."""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections

from config.drill import apart, forging, forms, leaks, standing, weather
from config.drill.account import Account
from config.drill.crews import Processes
from config.drill.forms import Figures, People
from config.drill.orders import StandIn
from config.drill.receipts import AtTheDoor
from config.drill.table import Row
from config.drill.voyage import Voyage
from config.running import preparation, product
from config.running.children import Children
from config.running.notify import STAND_IN
from hub import snapshot
from hub.models import Hub

STEPS, FEWEST, QUIET = 180, 45, 25
"""Steps of a voyage: as a rule, when there is little time, and without faults."""
REST = 60
"""Steps that it takes to come to rest, more or less."""
SLOWER = 1.3
"""A step takes longer where something hangs, or where somebody died."""
LAST = 20.0
"""Seconds for looking at everything afterwards."""


@dataclass(slots=True)
class Exercise:
    """A drill of so many seconds on ``port``. Its voyages have the seeds from ``seed`` on."""

    seconds: float
    seed: int
    port: int
    began: float = field(default_factory=time.monotonic)
    _met: set[str] = field(default_factory=set)
    _people: int = 0
    _look: float = 1.0

    def run(self, children: Children) -> Iterator[Row]:
        """Start everything, and yield a row for each thing once it was tried."""
        preparation.prepare(demo=False)
        _let_another_way()
        notify = StandIn(settings.NOTIFY_BASE_URL)
        door = AtTheDoor(self.port, settings.NOTIFY_RECEIPTS_TOKEN)
        self._start(children, door)
        yield from forging.tried(notify, door, self._crew(self.seed))
        yield from self._voyages(notify, door)
        yield Row("forged receipts, all the while", f"{door.forged} sent", door.wrong)
        yield from leaks.rows(Path(settings.VAR))

    def _start(self, children: Children, door: AtTheDoor) -> None:
        away = str(urlsplit(settings.NOTIFY_BASE_URL).port)
        command = (sys.executable, "-m", STAND_IN, "--port", away, "--receipts-url", door.url)
        token = {"NOTIFY_RECEIPTS_TOKEN": settings.NOTIFY_RECEIPTS_TOKEN}
        children.start("stand-in for Notify", command, token)
        product.start_web_server(children, self.port, {})
        product.wait_until_ready(children, self.port, Event().wait)

    def _voyages(self, notify: StandIn, door: AtTheDoor) -> Iterator[Row]:
        quiet, row = self._sail(notify, door, self.seed, QUIET, calm=True)
        yield row
        yield Row("the form, without any fault", quiet.summary(), quiet.refused)
        raging, seed = Figures(), self.seed
        while seed == self.seed or self._affordable() >= FEWEST:
            steps = min(max(self._affordable(), FEWEST), STEPS)
            more, row = self._sail(notify, door, seed, steps)
            raging, seed = raging + more, seed + 1
            yield row
        unmet = sorted(set(weather.KINDS) - self._met)
        yield Row("every fault there is", f"{len(self._met)} raged", unmet)
        slower = forms.slower(quiet, raging)
        yield Row("the form, while they raged", raging.summary(), [*raging.refused, *slower])

    def _sail(
        self, notify: StandIn, door: AtTheDoor, seed: int, steps: int, *, calm: bool = False
    ) -> tuple[Figures, Row]:
        """Sail once while people ask for help, and return how it went for both."""
        notify.order(reset=True)
        crew, began = self._crew(seed), time.monotonic()
        if calm:
            crew.calm()
        voyage = Voyage(
            seed, datetime.now(UTC), notify, door, crew, steps=steps, late=self._late, calm=calm
        )
        connections.close_all()
        people = People(self.port, Path(settings.VAR) / f"people-{self._people}", self._people)
        people.come()
        try:
            account = voyage.sail(people.go)
        finally:
            figures = people.go()
        self._people += 200
        self._met |= voyage.met
        self._look = (time.monotonic() - began) / voyage.looks
        wrong = [*account.wrong, *crew.complaints, *standing.unanswered(len(figures.sent))]
        if self._late():
            wrong.insert(0, "the time was over before everything had its end")
        standing.clear()
        what = "six quiet hours" if calm else f"six hours of faults, seed {seed}"
        return figures, Row(what, _told(account, crew.died, len(voyage.post.stopped)), wrong)

    def _crew(self, seed: int) -> Processes:
        # No secret: what chance decides must be repeatable.
        return Processes(random.Random(seed), Path(settings.VAR) / apart.LOG)  # noqa: S311

    def _affordable(self) -> int:
        """Return the steps of a voyage for which there is time."""
        left = self.began + self.seconds - LAST - time.monotonic()
        return int(left / self._look / SLOWER) - REST

    def _late(self) -> bool:
        most = min(self.seconds + apart.GRACE / 2, apart.MOST - LAST - apart.STOPPING)
        return time.monotonic() > self.began + most


def _told(account: Account, died: int, stopped: int) -> str:
    ends = ", ".join(f"{number} {end}" for end, number in sorted(account.ends.items()))
    what = f"{sum(account.ends.values())} messages: {ends}"
    return f"{what}; {stopped} people took it back; {died} workers killed"


def _let_another_way() -> None:
    """Let the drill's own hub try another way where a message did not arrive."""
    for hub in Hub.objects.all():
        hub.rules = {**hub.rules, "messages": {"try_another_way": True}}
        hub.save(update_fields=["rules"])
    snapshot.forget()
