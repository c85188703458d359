"""People who send the real form, page by page, while everything else goes wrong."""

import itertools
import json
import os
import signal
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from config.bench.visitor import CHECK, LONGEST, Refused, Visitor

PAUSE = 0.2
"""Seconds between two people."""
ENOUGH = 3
"""People without whom nothing can be said."""
SLOWER, AND = 1.5, 0.3
"""So many times as slow, and so many seconds more, is still as quick: the machine is busy."""


class Asker(Visitor):
    """Somebody who asks for a confirmation; all that they type is a canary."""

    def __init__(self, port: int, number: int) -> None:
        super().__init__(port)
        channel = "text" if number % 2 else "email"
        self._says = {
            "name-name": f"Canary Example {number}",
            "contact-phone": f"07700 900{400 + number % 600}",
            "contact-email": f"canary.form{number}@example.org",
            "details-words": f"canary-words {number}",
            "safe-whose_phone": "mine",
            "safe-text": "yes",
            "safe-whose_email": "mine",
            "safe-email": "yes",
            "message-confirm_by": channel,
        }

    def look(self, path: str) -> None:
        """Fetch a step, and fill it in as this person would."""
        super().look(path)
        self.fields = [(name, self._says.get(name, value)) for name, value in self.fields]

    def ask(self) -> tuple[list[float], float]:
        """Go the whole way; return the seconds of each step, and those of sending.

        Raises Refused, OSError.
        """
        steps: list[float] = []
        self.look("/form/")
        for _ in range(LONGEST):
            sending = self.step == CHECK
            self.post()
            if sending:
                return steps, self.took
            steps.append(self.took)
            self.look(self.step)
        raise Refused(f"The journey did not end; it was on {self.step}.")


@dataclass(frozen=True, slots=True)
class Figures:
    """How it went for all people: seconds of steps and of sending, and who was refused."""

    steps: tuple[float, ...] = ()
    sent: tuple[float, ...] = ()
    refused: tuple[str, ...] = ()

    def __add__(self, more: "Figures") -> "Figures":
        return Figures(self.steps + more.steps, self.sent + more.sent, self.refused + more.refused)

    def summary(self) -> str:
        """Return it in a few words."""
        if len(self.sent) < ENOUGH:
            return f"{len(self.sent)} sent, too few to say"
        return (
            f"{len(self.sent)} sent; a step {_ms(self.steps)}, sending {_ms(self.sent)} "
            "(median, slowest twentieth)"
        )


class People:
    """Comes one after another, in a process of its own, until told to stop."""

    def __init__(self, port: int, notes: Path, first: int = 0) -> None:
        self._port, self._notes, self._first, self._pid = port, notes, first, 0

    def come(self) -> None:
        """Let them come. There must be no open connection to the database."""
        self._notes.touch()
        self._pid = os.fork()
        if not self._pid:
            try:
                self._keep_asking()
            finally:
                os._exit(1)

    def go(self) -> Figures:
        """Let nobody else come, and return how it went."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            self._pid = 0
        return read(self._notes.read_text(encoding="utf-8").splitlines())

    def _keep_asking(self) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for number in itertools.count(self._first):
            note: dict[str, object]
            try:
                steps, sent = Asker(self._port, number).ask()
                note = {"steps": steps, "sent": sent}
            except (Refused, OSError) as error:
                note = {"refused": str(error)}
            with self._notes.open("a", encoding="utf-8") as notes:
                notes.write(json.dumps(note) + "\n")
            time.sleep(PAUSE)


def read(lines: Iterable[str]) -> Figures:
    """Read what the process noted; half a line, at which it was ended, counts for nothing."""
    steps: list[float] = []
    sent: list[float] = []
    refused: list[str] = []
    for line in lines:
        try:
            note = json.loads(line)
        except ValueError:
            continue
        if "refused" in note:
            refused.append(str(note["refused"]))
            continue
        steps += note["steps"]
        sent.append(note["sent"])
    return Figures(tuple(steps), tuple(sent), tuple(refused))


def slower(quiet: Figures, raging: Figures) -> list[str]:
    """Return what was slower while faults raged, one line each; nothing may be."""
    found = []
    for what, before, now in (
        ("steps", quiet.steps, raging.steps),
        ("sending", quiet.sent, raging.sent),
    ):
        if min(len(before), len(now)) < ENOUGH:
            found.append(f"{what}: too few to say")
            continue
        for name, of in (("median", statistics.median), ("slowest twentieth", _late)):
            if of(now) > of(before) * SLOWER + AND:
                found.append(f"{what}, {name}: {of(now):.2f} s, and {of(before):.2f} s without")
    return found


def _late(times: tuple[float, ...]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _ms(times: tuple[float, ...]) -> str:
    return f"{statistics.median(times) * 1000:.0f} and {_late(times) * 1000:.0f} ms"
