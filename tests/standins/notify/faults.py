"""Answers that go wrong, ordered in advance."""

import json
from dataclasses import dataclass, field

from tests.standins.notify.errors import server_error
from tests.standins.notify.limits import day_refusal, rate_refusal

HTML = b"<!doctype html><title>Error</title><h1>Service unavailable</h1>\n"
STATUS = {
    "500": 500, "502": 502, "503": 503, "504": 504, "429": 429, "429-day": 429, "malformed": 201,
}  # fmt: skip
# After these the message exists, though the caller cannot tell.
ACCEPTED_UNLESS_TOLD = {"drop", "delay", "malformed"}
KINDS = {*STATUS, "drop", "delay", "refuse"}


@dataclass
class Fault:
    """One wrong answer.

    kind: "500", "502" or "503" (HTML from the edge), "504", "429", "429-day", "malformed" (a
    201 that is cut short), "drop" (no answer, the connection is reset), "refuse" (the same, and
    nothing was accepted) or "delay" (the right answer, `seconds` late).
    accepts: whether the message is taken in all the same. times: how often; None for ever.
    on: the method it meets, or "*". Raises ValueError for an unknown kind.
    """

    kind: str
    accepts: bool | None = None
    times: int | None = 1
    seconds: float = 60.0
    on: str = "POST"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault {self.kind}; there are {', '.join(sorted(KINDS))}")
        if self.accepts is None:
            self.accepts = self.kind in ACCEPTED_UNLESS_TOLD
        if self.kind == "refuse":
            self.accepts = False

    def answer(self) -> tuple[int, str, bytes] | None:
        """Status, content type and body; None where nothing is answered or the right thing is."""
        if self.kind not in STATUS:
            return None
        if self.kind in {"502", "503"}:
            return STATUS[self.kind], "text/html", HTML
        return STATUS[self.kind], "application/json", self._json()

    def _json(self) -> bytes:
        if self.kind == "malformed":
            return b'{"id": "5a3a0d3e'
        refusals = {
            "500": server_error(),
            "429": rate_refusal("normal", 3000),
            "429-day": day_refusal("sms", 250_000),
        }
        if self.kind in refusals:
            return json.dumps(refusals[self.kind].body()).encode()
        entry = {"error": "EventletTimeout", "message": "Timeout serving request"}
        return json.dumps({"status_code": 504, "errors": [entry]}).encode()


@dataclass
class Faults:
    """The faults to come, first ordered first met."""

    queue: list[Fault] = field(default_factory=list)

    def take(self, method: str) -> Fault | None:
        """The fault that this request meets, if any; used up unless it is for ever."""
        for fault in self.queue:
            if fault.on in (method, "*"):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.queue.remove(fault)
                return fault
        return None
