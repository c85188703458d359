"""A process that bears workers, and lets them die: ``python -m tests.messages.mortals``.

Reads orders from stdin, a JSON object a line, and answers each with a line. It has one thread, so
that it may fork; each worker is a process of its own with a connection of its own.

queue          so many messages to as many numbers, at a moment
workers        so many of the product's workers, who begin together and do what is due at a
               moment; with a "death", each kills itself there. Answers with their exit codes
states         how many messages there are in each state
"""

import json
import os
import pkgutil
import signal
import sys
import uuid
from collections import Counter
from datetime import datetime
from functools import partial
from typing import Any, NoReturn

import django

CLAIMED_TOGETHER = 2


def main() -> None:
    """Carry out one order after another, until there are no more."""
    for line in sys.stdin:
        order = json.loads(line)
        answer = {"queue": queue, "workers": workers, "states": states}[order.pop("order")](**order)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def queue(count: int, first: int, at: str) -> int:
    from referrals_portal.messages import outbox
    from referrals_portal.messages.envelope import Way

    for number in range(first, first + count):
        outbox.queue(
            referral=uuid.uuid4(),
            template="CONFIRMATION",
            ways=(Way("sms", f"07700 900{number:03}"),),
            personalisation={"reference": "K7RM-9QXP", "from": ""},
            at=datetime.fromisoformat(at),
        )
    return count


def states() -> dict[str, int]:
    from referrals_portal.models import OutboxMessage

    return Counter(OutboxMessage.objects.values_list("state", flat=True))


def workers(count: int, at: str, death: list[str] | None = None) -> list[int]:
    from django.db import connections

    connections.close_all()
    waiting, starting = os.pipe()
    pids = [born(waiting, starting, datetime.fromisoformat(at), death) for _ in range(count)]
    os.close(waiting)
    os.close(starting)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]


def born(waiting: int, starting: int, at: datetime, death: list[str] | None) -> int:
    """Return the process id of a worker that begins when the last writer of the pipe is gone."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        live(waiting, starting, at, death)
        status = 0
    finally:
        os._exit(status)


def live(waiting: int, starting: int, at: datetime, death: list[str] | None) -> None:
    from django.db import connection

    from config.drill.crews import do_the_chores
    from referrals_portal.messages.sending import trying

    trying.claim = partial(trying.claim, most=CLAIMED_TOGETHER)
    if death:
        arrange(*death)
    connection.ensure_connection()
    os.close(starting)
    os.read(waiting, 1)
    failing = do_the_chores(at)
    assert not failing, failing


def arrange(place: str, name: str, when: str) -> None:
    """Let whoever calls a function of the product's die, before it is done or after."""
    room = pkgutil.resolve_name(place)
    real = getattr(room, name)

    def deadly(*args: Any, **named: Any) -> NoReturn:
        if when == "after":
            real(*args, **named)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("unreachable")

    setattr(room, name, deadly)


if __name__ == "__main__":
    django.setup()
    main()
