"""Whether what arrives may come from a robot: pure, no clock, no database, no request.

Nothing is ever refused for it. Whoever seems to be a robot is received like everyone else, and
only the message to them waits until a member of staff has looked: refuges, hospitals and police
stations share one address, and a person who is afraid may be very quick.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

FORM_TAKES = timedelta(seconds=20)
"""Nobody answers every question in less, from the first answer until they press Send."""
STEP_TAKES = timedelta(seconds=5)
"""The same for a way through the form that is only a page or two, for each of them."""
MOST_FROM_ONE_PLACE = 10
"""Referrals in an hour by the clock (UTC) from one prefix of the network."""
MOST_ALTOGETHER = 60
"""Referrals in an hour by the clock (UTC) from everywhere."""


class Sign(StrEnum):
    """What made us think of a robot."""

    TRAP = "trap"
    FAST = "fast"
    ONE_PLACE = "one-place"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a referral that is about to be received.

    ``took`` is None where nobody knows when it was begun. ``steps`` is how many pages were
    answered. The two counts are of this hour and include this referral.
    """

    trap_filled: bool
    took: timedelta | None
    steps: int
    from_one_place: int
    altogether: int


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why it may be a robot; true where there is any reason at all."""

    reasons: tuple[Sign, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.reasons)


def suspicion(signs: Signs) -> Suspicion:
    """Weigh the signs: each one is enough, for all that follows is that somebody looks."""
    found = {
        Sign.TRAP: signs.trap_filled,
        Sign.FAST: signs.took is not None and signs.took < least_time(signs.steps),
        Sign.ONE_PLACE: signs.from_one_place > MOST_FROM_ONE_PLACE,
        Sign.MANY: signs.altogether > MOST_ALTOGETHER,
    }
    return Suspicion(tuple(sign for sign, there in found.items() if there))


def least_time(steps: int) -> timedelta:
    """Return the time that a person needs for so many pages."""
    return min(FORM_TAKES, STEP_TAKES * steps)
