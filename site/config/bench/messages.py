"""How fast messages go out: from the outbox to “accepted” by the stand-in, with one worker.

First one confirmation while nothing waits, then offers as fast as they go, then under the limit
that GOV.UK Notify has. The hub is open at any hour meanwhile, in a database made for the benchmark.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time as hour
from pathlib import Path
from typing import Any
from uuid import uuid4

import requests
from django.test.utils import override_settings
from django.utils import timezone

from config.bench.table import Row
from config.running import notify, ports
from config.running.children import Children, Died
from config.running.product import STARTING, WORKER
from core import generation
from core.rounding import to_the_hour
from hub.models import Hub, OpeningPeriod
from hub.opening import LONDON, bank_holidays
from referrals_portal.messages import outbox, pacing
from referrals_portal.messages.envelope import Way
from referrals_portal.models import OutboxMessage, Pace, Tally
from referrals_portal.models.outbox import MessageState

MESSAGES = 6000
LIMIT = 3000
"""Requests a minute that GOV.UK Notify allows a service."""
YEAR = 37_107
"""Offers of a year of the largest hub for which a figure was published."""
PROMISED_RATE, PROMISED_MEMORY, PROMISED_WAIT, PROMISED_RATIO = 150.0, 200.0, 2.0, 1.1
LONGEST = 300.0
"""Seconds after which a run counts as stuck."""
KEY = "bench-5a3a0d3e-0009-4000-8000-000000000001-5a3a0d3e-0009-4000-8000-000000000002"
OFFER = {
    "template": "OFFER",
    "personalisation": {"address": "example.org/reply", "code": "BCDF-GHJK", "from": ""},
    "unasked": True,
}
CONFIRMATION = {
    "template": "CONFIRMATION",
    "personalisation": {"reference": "K7RM-9QXP", "from": ""},
}
"""What is counted against the day's limits, and has to leave while somebody looks."""
PAUSE = 0.05
"""Seconds between two looks at how far it is."""
BY = "our worker, a stand-in"
NOTES = [
    f"Messages: {MESSAGES:,} offers, each to somebody else, sealed; one worker and the stand-in "
    "for Notify share the two cores. Alone, and first, one confirmation.",
    "Under the limit: the time against the least that Notify's limit allows, which is a burst of "
    f"{pacing.burst(LIMIT):,} and then {LIMIT // 60} a second. The year is that rate and no less.",
]


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one run: seconds, and the most memory (megabytes) that the worker had."""

    seconds: float
    memory: float


def measure() -> list[Row]:
    """Return the rows; takes about three minutes. None on a bank holiday: offers wait then."""
    if timezone.now().astimezone(LONDON).date() in bank_holidays():
        return []
    _always_open()
    with _going({"NOTIFY_PER_MINUTE": "0"}, per_minute=10**9) as worker:
        first = _run(worker, 1, CONFIRMATION)
        free = _run(worker, MESSAGES)
    with _going({"NOTIFY_PER_MINUTE": str(LIMIT)}, per_minute=LIMIT) as worker:
        limited = _run(worker, MESSAGES)
    return rows(first, free, limited)


def rows(first: Run, free: Run, limited: Run) -> list[Row]:
    """Return the table's rows for three runs."""
    rate, least = MESSAGES / free.seconds, least_seconds(MESSAGES)
    hours = least_seconds(YEAR) * limited.seconds / least / 3600
    return [
        Row("a confirmation when nothing waits leaves after", first.seconds,
            first.seconds / PROMISED_WAIT, BY, "s", "2 s"),
        Row("messages, without a limit", rate, rate / PROMISED_RATE, BY, to="150/s"),
        Row("  the worker's memory, at most", free.memory, free.memory / PROMISED_MEMORY, BY,
            "MB", "200 MB"),
        Row(f"{MESSAGES:,} messages under Notify's limit", limited.seconds, limited.seconds / least,
            BY, "s", "limit (1.1)"),
        Row(f"  a year of offers ({YEAR:,}) at that rate", hours, None, BY, "hours"),
    ]  # fmt: skip


def least_seconds(messages: int) -> float:
    """Return the least time in which Notify's limit lets so many requests in."""
    return (messages - pacing.burst(LIMIT)) / (LIMIT / 60)


def _always_open() -> None:
    hub = Hub.objects.get()
    OpeningPeriod.objects.filter(hub=hub).delete()
    OpeningPeriod.objects.bulk_create(
        [
            OpeningPeriod(hub=hub, day=day, opens=hour(0), closes=hour(23, 59, 59))
            for day in range(7)
        ]
    )
    generation.bump()


@contextmanager
def _going(environment: dict[str, str], *, per_minute: int) -> Iterator[int]:
    """Run the stand-in, with a limit, and one worker; give the worker's process id."""
    port, children = ports.a_free_one(), Children()
    address = f"http://{ports.LOOPBACK}:{port}"
    settings = notify.stand_in_templates() | {
        "MESSAGES": "notify",
        "NOTIFY_BASE_URL": address,
        "NOTIFY_API_KEY": KEY,
    }
    try:
        stand_in = (sys.executable, "-m", notify.STAND_IN, "--port", str(port))
        children.start("stand-in for Notify", stand_in, {"NOTIFY_API_KEY": KEY})
        _order(children, address, {"limits": {"per_minute": per_minute}})
        Pace.objects.all().delete()
        children.start("worker", WORKER, settings | environment)
        while not Pace.objects.filter(name=pacing.WORKER).exists():  # it says so when it begins
            children.check()
            time.sleep(PAUSE)
        yield children.pids()["worker"]
        children.check()
    finally:
        children.stop()


def _order(children: Children, address: str, orders: dict[str, Any]) -> None:
    """Order something of the stand-in, once it listens."""
    for _ in range(int(STARTING / PAUSE)):
        children.check()
        try:
            requests.post(f"{address}/_control", json=orders, timeout=5).raise_for_status()
            return
        except requests.ConnectionError:
            time.sleep(PAUSE)
    raise Died("The stand-in for Notify did not start.")


def _run(worker: int, messages: int, what: dict[str, Any] = OFFER) -> Run:
    """Write so many messages, let them go in one moment, and wait until each was accepted."""
    OutboxMessage.objects.all().delete()
    Tally.objects.all().delete()
    Pace.objects.all().delete()
    at = to_the_hour(timezone.now())
    with override_settings(MESSAGES="notify"):
        for number in range(messages):
            outbox.queue(
                referral=uuid4(),
                ways=(Way("email", f"person.{number}@example.org"),),
                at=at,
                held_for="bench",
                **what,
            )
    started = time.perf_counter()
    OutboxMessage.objects.update(state=MessageState.QUEUED, failure="")
    waiting = OutboxMessage.objects.filter(state__in=(MessageState.QUEUED, MessageState.ATTEMPTING))
    while waiting.exists():
        time.sleep(PAUSE)
        if time.perf_counter() - started > LONGEST:
            raise Died(f"{waiting.count()} messages were not sent in {LONGEST:.0f} s.")
    seconds = time.perf_counter() - started
    if OutboxMessage.objects.exclude(state=MessageState.ACCEPTED).exists():
        raise Died("A message of the benchmark was not accepted.")
    return Run(seconds, _memory(worker))


def _memory(process: int) -> float:
    """Return the most memory that a process had so far, in megabytes; 0 where nothing tells."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    found = (line.split()[1] for line in lines if line.startswith("VmHWM"))
    return int(next(found, "0")) / 1024
