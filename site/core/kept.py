"""What a process keeps in memory of public content, for one content generation.

It costs a request nothing once it is known; and while the database is down, the last known stands.
"""

from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar

from django.db import Error
from django.utils import timezone

from core import generation

Value = TypeVar("Value")
Edition = tuple[int, date | None]

_every: list["Kept[object]"] = []


class Kept(Generic[Value]):
    """A function whose answer is kept; call it as if it were the function itself."""

    def __init__(
        self, make: Callable[[], Value], instead: Callable[[], Value] | None, daily: bool
    ) -> None:
        self.__doc__ = make.__doc__
        self._make, self._instead, self._daily = make, instead, daily
        self._lock = Lock()
        self._held: tuple[Edition, Value] | None = None
        _every.append(self)  # type: ignore[arg-type]

    def __call__(self) -> Value:
        """Return the answer of this content generation; the last known if it cannot be read.

        One thread makes a new one; the others go on with the old. Raises what the function
        raises; a database's error only if no answer is known and nothing stands in.
        """
        edition = (generation.current(), timezone.localdate() if self._daily else None)
        held = self._held
        if held and (held[0] == edition or not self._lock.acquire(blocking=False)):
            return held[1]
        if not held:
            self._lock.acquire()
        try:
            if not self._held or self._held[0] != edition:
                self._held = (edition, self._make())
            return self._held[1]
        except Error:
            if self._held:
                return self._held[1]
            if self._instead:
                return self._instead()
            raise
        finally:
            self._lock.release()

    def forget(self) -> None:
        """Make it again at the next call."""
        self._held = None


class _Keeping(Protocol):
    def __call__(self, make: Callable[[], Value]) -> Kept[Value]: ...


def kept(instead: Callable[[], Any] | None = None, daily: bool = False) -> _Keeping:
    """Keep a function's answer for one content generation, and with ``daily`` for one day of it.

    ``instead`` gives what stands in while the database is down and no answer is known.
    """
    return lambda make: Kept(make, instead, daily)


def forget() -> None:
    """Make everything again at the next call; for tests, whose generations repeat."""
    for each in _every:
        each.forget()
