"""Several real processes share one outbox, and are killed at every step: nothing is lost, nothing
arrives twice.

On PostgreSQL in the tests' own database; on SQLite in a file, where one at a time can write.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as live
from django.db import connection

from tests.machinery.product import ROOT, environment
from tests.messages.conftest import AT

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE = timedelta(minutes=1)
SENDING, NOTIFY = "referrals_portal.messages.sending", "referrals_portal.messages.notify.Notify"
MOVING = "referrals_portal.messages.moving"
WHILE_SENDING = {
    "while it claims": (f"{SENDING}.claiming", "_hold", "after"),
    "once it has claimed": (f"{SENDING}.trying", "deliver", "before"),
    "while it counts the day": ("referrals_portal.messages.tally", "admit", "after"),
    "before the request": (NOTIFY, "send", "before"),
    "after the request": (NOTIFY, "send", "after"),
    "while it writes the answer down": (MOVING, "_hand_over", "before"),
    "after it wrote that down": (f"{SENDING}.trying", "settle", "after"),
}
WHILE_LOOKING_UP = {
    "before it looks up": (NOTIFY, "find", "before"),
    "after it looked up": (NOTIFY, "find", "after"),
    "while it writes down what it found": (MOVING, "_hand_over", "before"),
    "after it wrote down what it found": (f"{SENDING}.trying", "settle", "after"),
}


class Mortals:
    """The process that bears workers; what it is ordered, it answers."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.queued = 0

    def order(self, order: str, **details: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"order": order, **details}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def queue(self, count: int) -> None:
        self.order("queue", count=count, first=300 + self.queued, at=AT.isoformat())
        self.queued += count

    def work(self, count: int, minutes: int, death: "tuple[str, str, str] | None" = None):
        """Let so many work at that many minutes after the start; return their exit codes."""
        at = (AT + minutes * MINUTE).isoformat()
        return self.order("workers", count=count, at=at, death=death)


def address(folder) -> str:
    """The tests' database for another process; of SQLite's, which lives in memory, a copy."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(folder / "db.sqlite3") as copy:
            connection.connection.backup(copy)
        copy.close()
        return f"sqlite:///{folder / 'db.sqlite3'}"
    server = urlsplit(os.environ["DATABASE_URL"])
    return server._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@pytest.fixture
def mortals(transactional_db, notify, keys, tmp_path) -> Iterator[Mortals]:
    settings = {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
        "TEST_VAR": str(tmp_path),
        "DATABASE_URL": address(tmp_path),
        "KEYS_DIR": str(keys),
        "KEYS_PASSPHRASE": live.KEYS_PASSPHRASE,
        "NOTIFY_API_KEY": notify.api_key,
        "NOTIFY_BASE_URL": notify.url,
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tests.messages.mortals"],
        cwd=ROOT,
        env=environment(tmp_path, 8000) | settings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Mortals(process)
        assert process.stdin
        process.stdin.close()
        assert process.wait(10) == 0


def test_killed_at_every_step_they_lose_nothing_and_double_nothing(mortals, notify):
    count = 3 if connection.vendor == "postgresql" else 2
    for where, death in WHILE_SENDING.items():
        mortals.queue(2 * count)
        assert set(mortals.work(count, 0, death)) == {-9}, where
    for after, (where, death) in enumerate(WHILE_LOOKING_UP.items(), start=1):
        assert set(mortals.work(count, 3 * after, death)) == {-9}, where
    for minutes in (20, 30, 40):
        assert set(mortals.work(count, minutes)) == {0}
    assert mortals.order("states") == {"accepted": mortals.queued}
    assert set(Counter(each.reference for each in notify.messages).values()) == {1}
    assert len(notify.messages) == mortals.queued


def test_together_they_send_each_message_once(mortals, notify):
    """On SQLite too, where one is enough and a second does no harm."""
    mortals.queue(24)
    assert mortals.work(3, 0) == [0, 0, 0]
    assert mortals.order("states") == {"accepted": 24}
    assert set(Counter(each.reference for each in notify.messages).values()) == {1}
    assert len(notify.messages) == 24
