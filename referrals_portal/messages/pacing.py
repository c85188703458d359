"""How fast messages go out, and when none do. Pure: what to do, never whether it was done.

GOV.UK Notify allows so many requests a minute of a service, valid or not, and so many messages of
a kind a day (UTC). We keep to the first ourselves. A key that is refused stops everything.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from referrals_portal.messages.machine import Outcome, next_day

ALL = "all"
WORKER = "worker"
"""The row in which workers say that they are there; it holds nothing up."""
MEMORY = "memory"
"""The row that whoever remembers a never holds meanwhile; nothing is in it."""
MARGIN = 0.98
"""Of the limit, so that two clocks that differ a little do not make us run into it."""
MOST_AT_ONCE = 999
"""However large the limit is."""
PATIENCE = 5
"""Tries in a row that found nobody there, after which we stop trying for a while."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=1)
ASKED_AGAIN = timedelta(hours=1)
"""After which a key that was refused is tried once more: a service may be suspended for a time."""


class Halt(StrEnum):
    """Why nothing is sent for a while."""

    RATE_LIMIT = "rate-limit"
    DAY_LIMIT = "day-limit"
    WRONG_KEY = "wrong-key"
    CLOCK_WRONG = "clock-wrong"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing is sent ``on`` a channel, or on `ALL`, before ``until`` (UTC)."""

    on: str
    until: datetime
    why: Halt


FOUND_NOBODY = frozenset({Outcome.UNAVAILABLE, Outcome.UNCERTAIN, Outcome.UNSEEN, Outcome.BROKEN})
"""Outcomes that may mean that the carrier is away."""
ANSWERED = frozenset({Outcome.ACCEPTED, Outcome.HANDED_OVER, Outcome.ABSENT, Outcome.BAD_RECIPIENT})
"""Outcomes that show that the carrier is there and takes messages."""
FAULTS = FOUND_NOBODY | {
    Outcome.RATE_LIMIT, Outcome.DAY_LIMIT, Outcome.WRONG_KEY, Outcome.CLOCK_WRONG,
    Outcome.REFUSED, Outcome.NOT_READY, Outcome.UNREADABLE,
}  # fmt: skip
"""Outcomes that operators want to know of."""


def burst(per_minute: int) -> int:
    """Return how many may be sent at once after a rest."""
    return max(1, min(math.ceil(per_minute / 3), MOST_AT_ONCE))


def most(per_minute: int) -> float:
    """Return how many there are after a rest."""
    return max(burst(per_minute) * MARGIN, 1.0)


def tokens(kept: float, since: datetime | None, at: datetime, per_minute: int) -> float:
    """Return how many may be sent now; ``kept`` is how many there were ``since`` (None: never)."""
    if since is None:
        return most(per_minute)
    seconds = max((at - since).total_seconds(), 0)
    return min(most(per_minute), kept + seconds * per_minute / 60 * MARGIN)


def in_a_row(failures: int, outcome: Outcome) -> int:
    """Return how many tries in a row have found nobody, after one more try."""
    return failures + 1 if outcome in FOUND_NOBODY else 0


def wait_after(
    outcome: Outcome, channel: str, failures: int, at: datetime, jitter: float
) -> Wait | None:
    """Return what a try that ended at ``at`` (UTC) means for all the others; mostly nothing.

    failures: tries in a row that found nobody, this one included. jitter is in [0, 1).
    """
    match outcome:
        case Outcome.RATE_LIMIT:
            return Wait(ALL, at + timedelta(seconds=1 + 4 * jitter), Halt.RATE_LIMIT)
        case Outcome.DAY_LIMIT:
            tomorrow = next_day(at) + timedelta(minutes=10) * jitter
            return Wait(channel, tomorrow, Halt.DAY_LIMIT)
        case Outcome.WRONG_KEY:
            return Wait(ALL, at + ASKED_AGAIN, Halt.WRONG_KEY)
        case Outcome.CLOCK_WRONG:
            return Wait(ALL, at + LONGEST_WAIT, Halt.CLOCK_WRONG)
    if failures < PATIENCE:
        return None
    length = min(FIRST_WAIT * 2 ** min(failures - PATIENCE, 10), LONGEST_WAIT)
    return Wait(ALL, at + length * (1 + jitter / 4), Halt.AWAY)
