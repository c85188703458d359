"""What finding services costs at three sizes, beside a bare ranked query in the same database.

Ours is a whole page of results without drawing it: understanding the words, every choice's count,
the ten services with their numbers and hours, and the helplines beside them. The bare query is
what full-text search of the database itself needs for the twenty best and their number in all.
"""

import gc
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client

from config.bench import importing, typed
from config.bench.invented import make_services, words
from config.bench.table import Row
from directory.models import Service
from directory.near.points import Point
from directory.offered import offered
from directory.results import lines_beside, results
from directory.search import building
from directory.search.choices import Asked

SIZES = (200, 20_000, 100_000)
PROMISED_AT = 20_000
SEARCH, PAGE, WALK, TIMES = 50.0, 100.0, 1000.0, 3.0
"""Promised: milliseconds of a search, and of the API's page of 100; services a second; how often
the bare query's time a search may take."""
ROUNDS = 15
HERE = Point(50.9, -1.4)
BY = "a loop, no server"
NOTES = [
    "Services: the slowest twentieth of searches of one to twelve words, some misspelt, some near "
    "a place and with choices; the bare query is the database's own full-text search for the same "
    "words: twenty best, and how many.",
    "The API is asked inside this process, all of it but the network, and so is the page of "
    "results for the worst of what people may type: the slowest of them all, each the quicker of "
    "two times.",
]


def measure() -> list[Row]:
    """Return the rows for this database; takes some minutes, most of them to make services."""
    found: list[Row] = []
    for size in SIZES:
        make_services(max(0, size - Service.objects.count()))
        found += list(_searching(size))
        found += list(_reading(size))
        found.append(_worst_typed())
    return [*found, *importing.measure()]


def _searching(size: int) -> Iterator[Row]:
    vendor = connection.vendor
    asked = list(searches())
    started = time.perf_counter()
    building.current.forget()
    building.current()
    built = time.perf_counter() - started
    gc.collect()
    gc.freeze()  # as a web server does once it has its index
    ours = slowest_twentieth(_search, asked)
    bare = slowest_twentieth(_bare(), [one.words for one in asked])
    name = f"{size:,} services, {vendor}: a search"
    yield Row(name, ours, ours / SEARCH, BY, "ms", "50 ms")
    yield Row("  beside the bare query (3 promised)", ours, ours / bare, BY, "ms", f"{bare:.1f} ms")
    yield Row("  the index, built anew", built, None, BY, "s")


def _search(asked: Asked) -> None:
    shown = results(asked, 1)
    lines_beside(shown.entries)
    offered(asked.chosen, shown.counts)


def _reading(size: int) -> Iterator[Row]:
    client = Client(headers={"host": "127.0.0.1"})
    pages = [1, 2, max(1, size // 200), max(1, size // 100)]
    for full in ("", "&full=true"):
        address = f"/oruk/v3/services?per_page=100{full}&page="
        took = slowest_twentieth(partial(_ask, client), [f"{address}{page}" for page in pages])
        kind = "100 services in full" if full else "100 services"
        yield Row(f"  the API's page of {kind}", took, took / PAGE, BY, "ms", "100 ms")
    if size == PROMISED_AT:
        started = time.perf_counter()
        for page in range(1, size // 100 + 1):
            _ask(client, f"/oruk/v3/services?per_page=100&full=true&page={page}")
        rate = size / (time.perf_counter() - started)
        yield Row("  all of them in full, page by page", rate, rate / WALK, BY, to="1,000/s")


def _worst_typed() -> Row:
    client = Client(headers={"host": "127.0.0.1"})
    _type(client, {})
    # The quicker of two: the slowest then says what was typed, not what ran beside it.
    each = list(typed.whatever())
    rounds = [timed(partial(_type, client), each) for _ in range(2)]
    slowest = max(map(min, *rounds))
    return Row("  the worst of what people may type", slowest, slowest / PAGE, BY, "ms", "100 ms")


def _type(client: Client, given: dict[str, str]) -> None:
    response = client.post("/services/", given)
    if response.status_code != 200 or not response.content:
        raise RuntimeError(f"What people may type answered {response.status_code}.")


def _ask(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code != 200 or not response.content:
        raise RuntimeError(f"{address} answered {response.status_code}.")


def searches() -> Iterator[Asked]:
    """Give what is looked for: frequent and rare words, sentences, slips, places and choices."""
    for number, happened in enumerate(words.HAPPENED):
        helps, whom = words.HELP[number % len(words.HELP)], words.AUDIENCE[number % 26]
        yield Asked(happened)
        yield Asked(f"{helps} for {whom} after {happened}")
        yield Asked(f"{happened[:3]}{happened[4:]} {helps}")
        yield Asked(
            f"I need {helps} near me, I am afraid and angry and my brother can not sleep",
            near=HERE,
            within=25,
            chosen={"channel": frozenset({"telephone"}), "open": frozenset({"now"})},
        )


def slowest_twentieth(ask: Callable[[Any], Any], each: list[Any]) -> float:
    """Return the time, in milliseconds, that 95 of a hundred stay below."""
    took = sorted(timed(ask, each * (ROUNDS if len(each) < 100 else 3)))
    return took[len(took) * 95 // 100]


def timed(ask: Callable[[Any], Any], each: list[Any]) -> Iterator[float]:
    """Ask each in turn, and give the milliseconds that it took."""
    for one in each:
        started = time.perf_counter()
        ask(one)
        yield (time.perf_counter() - started) * 1000


def _bare() -> Callable[[str], None]:
    """Make the database's own full-text index, and return what asks it."""
    texts = Service.objects.public().values_list(
        "name", "other_words", "summary", "description", "eligibility_description"
    )
    rows = [(" ".join(row),) for row in texts.iterator(chunk_size=2000)]
    return _bare_postgresql(rows) if connection.vendor == "postgresql" else _bare_sqlite(rows)


def _bare_sqlite(rows: list[tuple[str]]) -> Callable[[str], None]:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_words")
        cursor.execute("CREATE VIRTUAL TABLE bench_words USING fts5(words, tokenize = 'porter')")
        cursor.executemany("INSERT INTO bench_words (words) VALUES (%s)", rows)

    def ask(typed: str) -> None:
        any_of = " OR ".join(word for word in typed.split() if word.isalpha())
        where = "FROM bench_words WHERE bench_words MATCH %s"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid {where} ORDER BY rank LIMIT 20", [any_of])
            cursor.fetchall()
            cursor.execute(f"SELECT count(*) {where}", [any_of])
            cursor.fetchall()

    return ask


def _bare_postgresql(rows: list[tuple[str]]) -> Callable[[str], None]:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_words")
        cursor.execute("CREATE TABLE bench_words (id serial PRIMARY KEY, words tsvector)")
        cursor.executemany(
            "INSERT INTO bench_words (words) VALUES (to_tsvector('english', %s))", rows
        )
        cursor.execute("CREATE INDEX ON bench_words USING gin (words)")
        cursor.execute("ANALYZE bench_words")

    def ask(typed: str) -> None:
        any_of = " | ".join(word for word in typed.split() if word.isalpha())
        query = "to_tsquery('english', %s)"
        found = f"FROM bench_words WHERE words @@ {query}"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id {found} ORDER BY ts_rank(words, {query}) DESC LIMIT 20",
                [any_of, any_of],
            )
            cursor.fetchall()
            cursor.execute(f"SELECT count(*) {found}", [any_of])
            cursor.fetchall()

    return ask
