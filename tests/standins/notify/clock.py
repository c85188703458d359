"""Time that tests can move, and what is due to happen in it."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Action = Callable[[], None]


class Clock:
    """Now, in UTC: the machine's time plus an offset in seconds.

    `skew` (seconds) moves only the clock that tokens are checked against, so that a test may
    advance the other by days and its client's tokens still count as fresh.
    """

    def __init__(self, source: Callable[[], float] = time.time):
        self._source = source
        self.offset = 0.0
        self.skew = 0.0

    def timestamp(self) -> float:
        """Seconds since 1970, offset included."""
        return self._source() + self.offset

    def now(self) -> datetime:
        """The moment everything but authentication goes by."""
        return datetime.fromtimestamp(self.timestamp(), UTC)

    def wall(self) -> float:
        """Seconds since 1970 as authentication sees them."""
        return time.time() + self.skew


class Agenda:
    """Actions with their due times. Each runs once, outside any lock, in order of time.

    Nothing runs by itself: `run_due`, `advance` or the ticking thread runs what is due.
    """

    def __init__(self, clock: Clock):
        self._clock = clock
        self._order = itertools.count()
        self._due: list[tuple[datetime, int, Action]] = []
        self._changed = threading.Condition()

    def after(self, seconds: float, action: Action) -> None:
        """Promise an action so many seconds from now."""
        self.at(self._clock.now() + timedelta(seconds=seconds), action)

    def at(self, when: datetime, action: Action) -> None:
        """Promise an action at a moment in UTC."""
        with self._changed:
            heapq.heappush(self._due, (when, next(self._order), action))
            self._changed.notify()

    def run_due(self) -> None:
        """Run everything whose time has come, and what that in turn makes due."""
        while entry := self._pop(self._clock.now()):
            entry[2]()

    def advance(self, seconds: float) -> None:
        """Move the clock by so many seconds, stopping at each due time on the way."""
        target = self._clock.now() + timedelta(seconds=seconds)
        while entry := self._pop(target):
            self._move_to(max(entry[0], self._clock.now()))
            entry[2]()
        self._move_to(target)

    def clear(self) -> None:
        """Forget everything promised."""
        with self._changed:
            self._due.clear()

    def tick_until(self, stopping: threading.Event) -> None:
        """Run what falls due as real time passes; returns once `stopping` is set and woken."""
        while not stopping.is_set():
            self.run_due()
            with self._changed:
                if not stopping.is_set():
                    self._changed.wait(self._seconds_to_next())

    def wake(self) -> None:
        """Make the ticking thread look again."""
        with self._changed:
            self._changed.notify_all()

    def _seconds_to_next(self) -> float | None:
        if not self._due:
            return None
        return max((self._due[0][0] - self._clock.now()).total_seconds(), 0.001)

    def _pop(self, until: datetime) -> tuple[datetime, int, Action] | None:
        with self._changed:
            if self._due and self._due[0][0] <= until:
                return heapq.heappop(self._due)
            return None

    def _move_to(self, moment: datetime) -> None:
        self._clock.offset += (moment - self._clock.now()).total_seconds()
