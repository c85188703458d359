"""Many visitors at once: how many steps and submissions are taken in a second."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from config.bench.visitor import CHECK, LONGEST, Visitor

VISITORS = 20
CONNECTIONS = 8


@dataclass(slots=True)
class Tally:
    """How many of one thing were done, and the seconds that took."""

    done: int = 0
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        """Return the rate; 0 when nothing was done."""
        return self.done / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class Journeys:
    """What many visitors did: steps posted, and referrals sent."""

    steps: Tally
    submissions: Tally


def walk(port: int) -> Journeys:
    """Let every visitor go the whole way, all on the same page at the same time.

    Pages are fetched between the measurements, never within one.
    """
    visitors = [Visitor(port) for _ in range(VISITORS)]
    result = Journeys(Tally(), Tally())
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        _all(pool, visitors, lambda visitor: visitor.look("/form/"))
        for _ in range(LONGEST):
            sending = visitors[0].step == CHECK
            _measure(pool, visitors, result.submissions if sending else result.steps)
            if sending:
                return result
            _all(pool, visitors, lambda visitor: visitor.look(visitor.step))
    raise RuntimeError(f"The journey did not end; it was on {visitors[0].step}.")


def _measure(pool: ThreadPoolExecutor, visitors: list[Visitor], tally: Tally) -> None:
    started = time.perf_counter()
    _all(pool, visitors, Visitor.post)
    tally.seconds += time.perf_counter() - started
    tally.done += len(visitors)


def _all(pool: ThreadPoolExecutor, visitors: list[Visitor], act: Callable[[Visitor], None]) -> None:
    for _ in pool.map(act, visitors):
        pass
