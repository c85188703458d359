"""What is measured beside a static file, all against one web server of one run."""

import sys

from django.conf import settings
from django.test import Client

from config.bench import decisions, journeys, seals, wrk
from config.bench.table import Row
from config.bench.visitor import Visitor

ROUNDS = 4
SECONDS = 1  # of each page in each round
STATIC = "bench/home.html"
OURS = f"our client, {journeys.CONNECTIONS} connections"
NOTES = [
    "static file: it has as many bytes as the home page and comes from the same server.",
    f"Pages are fetched in turn, {ROUNDS} times {SECONDS} s each; every request is a connection of "
    "its own.",
    "What is posted is sent by a small client of ours in Python, which shares the two cores; its "
    "figures are lower bounds.",
    "The ceiling is the same load generator against a server that does nothing.",
]


def put_static_file() -> int:
    """Put a file of as many bytes as the home page among the static files; return the number."""
    page = Client().get("/", headers={"host": "127.0.0.1"}).content
    path = settings.STATIC_ROOT / STATIC
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(page)
    return len(page)


def responder(port: int, size: int) -> tuple[str, ...]:
    """Return the command of a server that does nothing but answer with that many bytes."""
    return (sys.executable, "-m", "config.bench.responder", str(port), str(size))


def measure(port: int, idle: int) -> list[Row]:
    """Return every row; on ``idle`` is the server that does nothing."""
    ceiling = wrk.requests_per_second(f"http://127.0.0.1:{idle}/", SECONDS)
    pages, walked, sealed = _pages(port), journeys.walk(port), seals.per_second()
    static = pages["static file of the home page's bytes"]
    by = wrk.version()
    rows = [Row("the load generator's own ceiling", ceiling, ceiling / static, by)]
    rows += [Row(what, rate, rate / static, by) for what, rate in pages.items()]
    for what, tally in (("step, posted", walked.steps), ("submission", walked.submissions)):
        rows.append(Row(what, tally.per_second, tally.per_second / static, OURS))
    return [
        *rows,
        Row("seals, one process, no server", sealed, sealed / static, "a loop"),
        _decisions(),
    ]


def _decisions() -> Row:
    rate = decisions.per_second()
    what = "decisions of triage, one process, no server"
    return Row(what, rate, rate / decisions.PROMISED, "a loop", to="100,000/minute")


def _pages(port: int) -> dict[str, float]:
    visitor = Visitor(port)
    visitor.look("/form/")
    visitor.post()
    visitor.look(visitor.step)
    fetched = {
        "static file of the home page's bytes": (f"/static/{STATIC}", ""),
        "home page": ("/", ""),
        "start page of the journey": ("/get-help/", ""),
        "step, fetched, with a draft": (visitor.step, visitor.cookie),
    }
    rates = dict.fromkeys(fetched, 0.0)
    for _ in range(ROUNDS):
        for what, (path, cookie) in fetched.items():
            address = f"http://127.0.0.1:{port}{path}"
            rates[what] += wrk.requests_per_second(address, SECONDS, cookie) / ROUNDS
    return rates
