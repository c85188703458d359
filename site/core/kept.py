"""What a process keeps in memory of public content, for one content generation.

It costs a request nothing once it is known; and while the database is down, the last known stands.
Whoever makes something from an answer that was old, a page or another kept answer, must not keep
it: `is_old` tells.
"""

from collections.abc import Callable
from datetime import date
from threading import Lock, local
from typing import Any, Generic, Protocol, TypeVar

from django.db import Error
from django.utils import timezone

from core import generation

Value = TypeVar("Value")
Edition = tuple[int, date | None]

_every: list["Kept[object]"] = []
_this_thread = local()


def is_old() -> bool:
    """Tell whether this thread was given an answer of an older edition since `begin`."""
    return getattr(_this_thread, "is_old", False)


def begin() -> None:
    """Begin something new in this thread: a request, usually."""
    _this_thread.is_old = False


class Kept(Generic[Value]):
    """A function whose answer is kept; call it as if it were the function itself."""

    def __init__(
        self,
        make: Callable[[], Value],
        instead: Callable[[], Value] | None,
        daily: bool,
        old_meanwhile: bool,
    ) -> None:
        self.__doc__ = make.__doc__
        self._make, self._instead = make, instead
        self._daily, self._old_meanwhile = daily, old_meanwhile
        self._lock = Lock()
        self._held: tuple[Edition, Value] | None = None
        _every.append(self)  # type: ignore[arg-type]

    def __call__(self) -> Value:
        """Return the answer of this edition; the last known if it cannot be read.

        One thread makes it and the others wait, unless they may have the old one meanwhile. Raises
        what the function raises; a database's error only if nothing is known or stands in.
        """
        held = self._held
        if held and held[0] == self._edition():
            return held[1]
        if held and not self._lock.acquire(blocking=not self._old_meanwhile):
            _this_thread.is_old = True
            return held[1]
        if not held:
            self._lock.acquire()
        try:
            edition, held = self._edition(), self._held
            return held[1] if held and held[0] == edition else self._made(edition)
        finally:
            self._lock.release()

    def forget(self) -> None:
        """Make it again at the next call."""
        self._held = None

    def _edition(self) -> Edition:
        return generation.current(), timezone.localdate() if self._daily else None

    def _made(self, edition: Edition) -> Value:
        before = is_old()
        begin()
        try:
            value = self._make()
            if not is_old():
                self._held = (edition, value)
            return value
        except Error:
            _this_thread.is_old = True
            if self._held:
                return self._held[1]
            if self._instead:
                return self._instead()
            raise
        finally:
            _this_thread.is_old = before or is_old()


class _Keeping(Protocol):
    def __call__(self, make: Callable[[], Value]) -> Kept[Value]: ...


def kept(
    instead: Callable[[], Any] | None = None, daily: bool = False, old_meanwhile: bool = False
) -> _Keeping:
    """Keep a function's answer for one content generation, and with ``daily`` for one day of it.

    ``instead`` gives what stands in while the database is down and no answer is known. With
    ``old_meanwhile`` only the one who makes a new answer waits for it.
    """
    return lambda make: Kept(make, instead, daily, old_meanwhile)


def forget() -> None:
    """Make everything again at the next call; for tests, whose generations repeat."""
    for each in _every:
        each.forget()
