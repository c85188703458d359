"""A step of ours beside the same step of the stock wizard: two visitors who take turns.

Whatever else this machine does slows down both alike, and the fastest of all rounds counts.
"""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field

from config.bench.visitor import CHECK, LONGEST, Visitor

ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Walk:
    """One visitor's way to the check page: how many steps, and the mean milliseconds of one.

    ``posted``: sending the answers of a step. ``fetched``: the page of a step.
    """

    steps: int
    posted: float
    fetched: float

    @property
    def step(self) -> float:
        """The milliseconds between pressing Continue and having the next page."""
        return self.posted + self.fetched


@dataclass(frozen=True, slots=True)
class Compared:
    """Both ways."""

    ours: Walk
    stock: Walk


@dataclass(slots=True)
class _Times:
    """The seconds of each request of one round, in order."""

    posted: list[float] = field(default_factory=list)
    fetched: list[float] = field(default_factory=list)


def compare(ours: int, stock: int) -> Compared:
    """Walk to the check page on both ports; the first round warms up and is not counted.

    Raises RuntimeError when the two do not ask the same questions.
    """
    rounds = [_together((Visitor(ours), Visitor(stock)), number) for number in range(ROUNDS + 1)]
    first, second = zip(*rounds[1:], strict=True)
    return Compared(_fastest(first), _fastest(second))


def _together(pair: tuple[Visitor, Visitor], number: int) -> tuple[_Times, _Times]:
    """Let two visitors do each step in turn, and take turns in who is first."""
    turns = list(zip(pair, (_Times(), _Times()), strict=True))
    for visitor in pair:
        visitor.look("/form/")
    for step in range(number, number + LONGEST):
        order = turns if step % 2 else turns[::-1]
        for visitor, times in order:
            visitor.post()
            times.posted.append(visitor.took)
        if pair[0].step != pair[1].step:
            raise RuntimeError("The journey and the stock wizard did not ask the same questions.")
        if pair[0].step == CHECK:
            return turns[0][1], turns[1][1]
        for visitor, times in order:
            visitor.look(visitor.step)
            times.fetched.append(visitor.took)
    raise RuntimeError(f"The journey did not end; it was on {pair[0].step}.")


def _fastest(rounds: Iterable[_Times]) -> Walk:
    """Return the way on which each request took as long as in its fastest round."""
    posted = [min(same) for same in zip(*(each.posted for each in rounds), strict=True)]
    fetched = [min(same) for same in zip(*(each.fetched for each in rounds), strict=True)]
    return Walk(len(posted), statistics.mean(posted) * 1000, statistics.mean(fetched) * 1000)
