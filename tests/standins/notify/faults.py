"""Answers that go wrong: ordered one by one, or a share of all for as long as it is wanted."""

import json
import random
import threading
from collections import Counter
from dataclasses import dataclass, field

from tests.standins.notify.errors import server_error
from tests.standins.notify.limits import day_refusal, rate_refusal

HTML = b"<!doctype html><title>Error</title><h1>Service unavailable</h1>\n"
PAGE = b"<!doctype html><title>Sign in</title><h1>Sign in to the network</h1>\n"
# Kinds that are answered; 201 stands for what the method is answered with when all is well.
STATUS = {
    "500": 500, "502": 502, "503": 503, "504": 504, "429": 429, "429-day": 429,
    "malformed": 201, "html": 201, "strange": 201,
}  # fmt: skip
IN_HTML = {"502": HTML, "503": HTML, "html": PAGE}
# Late, in pieces or broken off, but the right answer.
RIGHT = {"delay", "slow", "cut"}
SILENT = {"hang", "unanswered"}
RESET = {"drop", "reset", "refuse"}
# After these the message exists, though the caller cannot tell.
ACCEPTED_UNLESS_TOLD = RIGHT | {"drop", "unanswered", "malformed", "html", "strange"}
KINDS = {*STATUS, *RIGHT, *SILENT, *RESET}
METHODS = {"GET", "POST", "*"}


@dataclass
class Fault:
    """One wrong answer; `control` has a table of the kinds.

    accepts: whether the message is taken in all the same; each kind has its own usual answer,
    and "refuse" never accepts. times: how often; None for ever. seconds: how late a "delay"
    and how long a "slow" answer is. on: the method it meets, GET or POST, or "*".
    Raises ValueError for anything else.
    """

    kind: str
    accepts: bool | None = None
    times: int | None = 1
    seconds: float = 60.0
    on: str = "POST"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault {self.kind}; there are {', '.join(sorted(KINDS))}")
        _check_method(self.on)
        self.seconds = float(self.seconds)
        if not 0 <= self.seconds < threading.TIMEOUT_MAX:
            raise ValueError("seconds are a number from nought")
        if not (self.times is None or (isinstance(self.times, int) and self.times > 0)):
            raise ValueError("times is a whole number from 1, or null for ever")
        if self.accepts is None:
            self.accepts = self.kind in ACCEPTED_UNLESS_TOLD
        if self.kind == "refuse":
            self.accepts = False

    def answer(self, method: str) -> tuple[int, str, bytes] | None:
        """Status, content type and body; None where nothing is answered or the right thing is."""
        status = STATUS.get(self.kind)
        if status is None:
            return None
        if status == 201 and method != "POST":
            status = 200
        if self.kind in IN_HTML:
            return status, "text/html", IN_HTML[self.kind]
        return status, "application/json", self._json()

    def _json(self) -> bytes:
        if self.kind == "malformed":
            return b'{"id": "5a3a0d3e'
        entry = {"error": "EventletTimeout", "message": "Timeout serving request"}
        bodies = {
            "500": server_error().body(),
            "504": {"status_code": 504, "errors": [entry]},
            "429": rate_refusal("normal", 3000).body(),
            "429-day": day_refusal("sms", 250_000).body(),
            "strange": {"result": "success"},
        }
        return json.dumps(bodies[self.kind]).encode()


@dataclass
class Spell:
    """A while in which things go wrong, until it is ended.

    Of the requests with the method `on` (GET, POST or "*"), a `share` between 0 and 1 meets
    one of `faults`, each as likely as the others. With a `seed`, the same requests in the same
    order meet the same. Raises ValueError for anything else.
    """

    faults: list[Fault]
    share: float = 1.0
    on: str = "POST"
    seed: int | None = None

    def __post_init__(self) -> None:
        _check_method(self.on)
        if not self.faults:
            raise ValueError("a spell needs at least one kind of fault")
        if not 0 <= self.share <= 1:
            raise ValueError("share is a number between 0 and 1")
        self._random = random.Random(self.seed)

    def draw(self, method: str) -> Fault | None:
        """The fault that a request meets; None when it is spared."""
        if self.on not in (method, "*") or self._random.random() >= self.share:
            return None
        return self._random.choice(self.faults)


@dataclass
class Faults:
    """The faults to come: the queue's first, first ordered first met; then those of spells.

    `met` counts by kind how many requests have met one.
    """

    queue: list[Fault] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, method: str) -> Fault | None:
        """The fault that this request meets, if any; one of the queue is used up."""
        with self._lock:
            fault = self._queued(method) or self._drawn(method)
            if fault:
                self.met[fault.kind] += 1
            return fault

    def clear(self) -> None:
        """End every fault, and count anew."""
        with self._lock:
            self.queue.clear()
            self.spells.clear()
            self.met.clear()

    def _queued(self, method: str) -> Fault | None:
        for fault in self.queue:
            if fault.on in (method, "*"):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.queue.remove(fault)
                return fault
        return None

    def _drawn(self, method: str) -> Fault | None:
        drawn = (spell.draw(method) for spell in self.spells)
        return next((fault for fault in drawn if fault), None)


def _check_method(method: str) -> None:
    if method not in METHODS:
        raise ValueError(f"on is one of {', '.join(sorted(METHODS))}")
