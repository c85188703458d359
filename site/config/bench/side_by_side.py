"""A step of ours beside the same step of the stock wizard: one visitor, alone, on each in turn."""

import statistics
from dataclasses import dataclass

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
    """The medians of all rounds."""

    ours: Walk
    stock: Walk


def compare(ours: int, stock: int) -> Compared:
    """Walk to the check page on both ports, in turn; the first round warms up and is not counted.

    Raises RuntimeError when the two did not ask the same number of questions.
    """
    walks: dict[int, list[Walk]] = {ours: [], stock: []}
    for number in range(ROUNDS + 1):
        for port in (ours, stock) if number % 2 else (stock, ours):
            walks[port].append(_walk(Visitor(port)))
    if walks[ours][-1].steps != walks[stock][-1].steps:
        raise RuntimeError("The journey and the stock wizard did not ask the same questions.")
    return Compared(_median(walks[ours][1:]), _median(walks[stock][1:]))


def _median(walks: list[Walk]) -> Walk:
    return Walk(
        walks[0].steps,
        statistics.median(walk.posted for walk in walks),
        statistics.median(walk.fetched for walk in walks),
    )


def _walk(visitor: Visitor) -> Walk:
    visitor.look("/form/")
    posted: list[float] = []
    fetched: list[float] = []
    for _ in range(LONGEST):
        visitor.post()
        posted.append(visitor.took * 1000)
        if visitor.step == CHECK:
            return Walk(len(posted), statistics.mean(posted), statistics.mean(fetched))
        visitor.look(visitor.step)
        fetched.append(visitor.took * 1000)
    raise RuntimeError(f"The journey did not end; it was on {visitor.step}.")
