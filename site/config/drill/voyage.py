"""Six hours of every fault, and as much time afterwards as it takes to come to rest."""

import random
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from config.drill import account, weather
from config.drill.account import Account
from config.drill.crews import Crew, Orders
from config.drill.letters import Post
from config.drill.orders import StandIn
from config.drill.receipts import Receipts
from config.drill.standing import come_to_rest_by, rows
from hub.snapshot import current_hub

LETTERS = 90
"""Messages that are queued in the six hours, beside those that follow from others."""
NO_LONGER = timedelta(days=9)
"""After that every message has had its end: Notify forgets one after 7 days."""
ENDS = {"delivered": 12, "permanent-failure": 2, "temporary-failure": 3, "technical-failure": 2,
        "sending": 1}  # fmt: skip
"""How often the stand-in lets messages end how; ``sending`` is given up after three days."""
CALM: dict[str, Any] = {"copies": 1, "out_of_order": False, "early": False, "lost": False}


@dataclass(slots=True)
class Voyage:
    """One seed's six hours. A ``calm`` one meets no fault: something to compare with.

    late: tells whether there is no more time at all. looks: how often workers have worked so far.
    """

    seed: int
    start: datetime
    notify: StandIn
    receipts: Receipts
    crew: Crew
    steps: int = 180
    late: Callable[[], bool] = lambda: False
    calm: bool = False
    post: Post = field(init=False)
    met: set[str] = field(default_factory=set)
    looks: int = 0
    at: datetime = field(init=False)
    _chance: random.Random = field(init=False)
    _clock: list[tuple[datetime, timedelta]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 - no secret: it must be repeatable
        self.post, self.at = Post(self._chance), self.start

    def sail(self, storm_over: Callable[[], object] = lambda: None) -> Account:
        """Go through all of it, and return the account. storm_over: called before it rests."""
        spells = () if self.calm else weather.forecast(self._chance)
        self._calm()
        for _ in range(self.steps):
            if self.late() or self.at >= self.start + weather.HOURS:
                break
            self._step(weather.raging(spells, self.at - self.start))
            self.at += weather.HOURS / self.steps * self._chance.uniform(0.5, 1.5)
        storm_over()
        self._rest()
        return account.settle(
            self.post.posted,
            rows(),
            self.notify.messages(),
            ended=self.post.ended,
            stopped=self.post.stopped,
            hours=current_hub().hours,
            per_minute=settings.NOTIFY_PER_MINUTE,
            astray=self._astray,
        )

    def _step(self, raging: frozenset[str]) -> None:
        self.met |= raging
        self.notify.move_to(self.at)
        self.notify.order(**self._orders(raging))
        for _ in range(self._chance.choices((0, 1, 2), (9, 9, 2))[0] if self._more() else 0):
            self.post.queue(self.at)
        if self._chance.random() < 0.1:
            self.post.staff_vouch()
        if self._chance.random() < 0.05:
            self.post.staff_finish()
        if self._chance.random() < 0.05:
            self.post.person_stops(self.at)
        if weather.FORGED in raging:
            self.receipts.forge(self._chance)
        self.crew.work(self._for_workers(raging))
        self.receipts.bring()

    def _more(self) -> bool:
        return len(self.post.posted) < LETTERS

    def _orders(self, raging: frozenset[str]) -> dict[str, Any]:
        """Return the orders that make the weather for the next step."""
        faults = []
        for kind in sorted(raging & weather.REQUESTS.keys()):
            if self._chance.random() < 0.5:
                on = self._chance.choice(("POST", "POST", "GET"))
                faults.append(weather.REQUESTS[kind] | {"on": on})
        receipts = dict(CALM)
        for kind in raging & weather.RECEIPTS.keys():
            receipts |= weather.RECEIPTS[kind]
        receipts["url"] = self.receipts.nowhere if weather.AWAY in raging else self.receipts.url
        end = self._chance.choices(list(ENDS), list(ENDS.values()))[0]
        if not raging or (end == "sending" and receipts["early"]):
            end = "delivered"
        allowed = ["email"] if weather.REFUSED in raging else ["email", "sms"]
        return {
            "next": faults,
            "receipts": receipts,
            "outcomes": {"*": end},
            "skew": 90 if weather.SKEWED in raging else 0,
            "service": {"permissions": allowed},
        }

    def _for_workers(self, raging: frozenset[str]) -> Orders:
        self.looks += 1
        self.post.note_stopped(self.at)
        changed: dict[str, Any] = {}
        if weather.WRONG_KEY in raging:
            changed["NOTIFY_API_KEY"] = settings.NOTIFY_API_KEY[:-4] + "0000"
        if weather.NO_TEMPLATES in raging:
            changed["NOTIFY_TEMPLATES"] = {}
        minutes = self._chance.uniform(-10, 10) if weather.ASTRAY in raging else 0
        self._clock.append((self.at, timedelta(minutes=minutes)))
        return Orders(self.at + timedelta(minutes=minutes), changed)

    def _astray(self, at: datetime) -> timedelta:
        """Return by how much our clock was wrong at a moment."""
        steps = bisect_right(self._clock, at, key=lambda step: step[0])
        return self._clock[steps - 1][1] if steps else timedelta()

    def _calm(self) -> None:
        self.notify.move_to(self.at)
        self.notify.order(**self._orders(frozenset()))

    def _rest(self) -> None:
        """Let time pass without faults and deaths until every message has had its end."""
        self.crew.calm()
        self.notify.spend_faults()
        self._calm()
        self.post.staff_vouch()
        while self.at < self.start + NO_LONGER and not self.late():
            self.notify.move_to(self.at)
            self.receipts.bring()
            self.crew.work(self._for_workers(frozenset()))
            due = come_to_rest_by(self.at)
            if due is None:
                return
            self.at = due
