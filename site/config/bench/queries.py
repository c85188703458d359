"""How often a step asks the database, counted inside this process."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.bench.visitor import CHECK, LONGEST, Visitor

ALLOWED = 6
BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


class Inside(Visitor):
    """A visitor whose requests never leave this process."""

    def __init__(self) -> None:
        super().__init__(0)
        self._client = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        if body is None:
            response = self._client.get(path)
        else:
            kind = "application/x-www-form-urlencoded"
            response = self._client.post(path, body, content_type=kind)
        return response.status_code, response.headers.get("Location", ""), response.text


def most_per_step() -> int:
    """Return the most queries of any step, what is posted and the next page together.

    What brackets a transaction is not counted. The first way warms up what a process remembers.
    """
    _counts(Inside())
    return max(_counts(Inside()))


def _counts(visitor: Visitor) -> list[int]:
    visitor.look("/form/")
    counts = []
    for _ in range(LONGEST):
        with CaptureQueriesContext(connection) as captured:
            visitor.post()
            visitor.look(visitor.step)
        counts.append(sum(not query["sql"].startswith(BRACKETS) for query in captured))
        if visitor.step == CHECK:
            return counts
    raise RuntimeError(f"The journey did not end; it was on {visitor.step}.")
