"""Where a worker may die: before and after each thing that it cannot take back.

What the product does there is replaced for one worker only, by what counts the calls and dies at
one of them; nothing in the product can tell.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

from referrals_portal.messages import moving, outbox, tally
from referrals_portal.messages.notify import Notify
from referrals_portal.messages.sending import claiming, finishing, pace, trying

PLACES: tuple[tuple[Any, str], ...] = (
    (claiming, "_hold"),
    (trying, "deliver"),
    (trying, "settle"),
    (tally, "admit"),
    (Notify, "send"),
    (Notify, "find"),
    (Notify, "status"),
    (pace, "note_fault"),
    (pace, "note_success"),
    (moving, "make"),
    (outbox, "write"),
    (finishing, "opened"),
)
"""Modules and classes, and what of theirs is called."""


@dataclass(frozen=True, slots=True)
class Death:
    """Dying at the ``nth`` call of one of `PLACES`, before it or after it."""

    place: int
    nth: int
    after: bool


def any_death(chance: random.Random) -> Death:
    """Return a death somewhere."""
    nth = chance.choice((1, 1, 1, 2, 3))
    return Death(chance.randrange(len(PLACES)), nth, chance.random() < 0.6)


@contextmanager
def arranged(death: Death | None, die: Callable[[], NoReturn]) -> Iterator[None]:
    """Let whoever works in the block die as arranged, if they come there at all."""
    if death is None:
        yield
        return
    room, name = PLACES[death.place]
    real, calls = getattr(room, name), 0

    def dying(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls != death.nth:
            return real(*args, **kwargs)
        if death.after:
            real(*args, **kwargs)
        die()

    setattr(room, name, dying)
    try:
        yield
    finally:
        setattr(room, name, real)
