"""The benchmark on drafts: the stock wizard asks what we ask, and a crowd is really there."""

import asyncio
import os
from urllib.parse import urlsplit

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.urls import resolve

from config.bench import crowd, databases, drafts, queries, side_by_side
from config.bench.person import Person
from config.bench.side_by_side import Compared, Walk
from config.bench.stock.wizard import StockWizard
from config.bench.visitor import CHECK
from referrals_portal.models import Draft
from tests.journey.conftest import at

STOCK = {
    "ROOT_URLCONF": "config.bench.stock.urls",
    "SESSION_ENGINE": "django.contrib.sessions.backends.db",
}


def walked(visitor):
    """The steps that a visitor posts on the way to the check page."""
    visitor.look("/form/")
    steps = []
    while visitor.step != CHECK:
        steps.append(visitor.step)
        visitor.post()
        if visitor.step != CHECK:
            visitor.look(visitor.step)
    return steps


def test_the_stock_wizard_asks_what_we_ask(db, keys, settings):
    ours = walked(queries.Inside())
    assert (Draft.objects.count(), Session.objects.count()) == (1, 0)
    for name, value in STOCK.items():
        setattr(settings, name, value)
    assert walked(queries.Inside()) == ours
    assert (Draft.objects.count(), Session.objects.count()) == (1, 1)
    (kept,) = (row.get_decoded() for row in Session.objects.all())
    assert "Sam Example" in str(kept)


def test_the_product_never_serves_it():
    assert getattr(resolve(at("who")).func, "view_class", None) is not StockWizard


def test_a_step_costs_at_most_six_queries(db, keys):
    assert 2 <= queries.most_per_step() <= queries.ALLOWED


class Scripted:
    """A visitor of two steps: the port says in which round a request takes how many seconds."""

    rounds: list[int] = []

    def __init__(self, port):
        self.rounds.append(port)
        self.number = self.rounds.count(port)
        self.port, self.took, self.step = port, 0.0, "/form/first/"

    def look(self, path):
        self.took = self.port * self.number

    def post(self):
        self.took = self.port * self.number * 2
        second = "/form/second/" if self.port < 9 else "/form/another/"
        self.step = second if self.step == "/form/first/" else CHECK


@pytest.fixture
def scripted(monkeypatch):
    monkeypatch.setattr(side_by_side, "Visitor", Scripted)
    monkeypatch.setattr(Scripted, "rounds", [])


def test_the_fastest_round_counts_but_never_the_first(scripted):
    found = side_by_side.compare(2, 3)
    assert found.ours == Walk(steps=2, posted=8000, fetched=4000)
    assert found.stock == Walk(steps=2, posted=12000, fetched=6000)
    assert found.ours.step == 12000


def test_other_questions_are_not_compared(scripted):
    with pytest.raises(RuntimeError, match="same questions"):
        side_by_side.compare(2, 9)


def test_the_rows_say_how_many_times_as_long():
    rows = drafts._compared(Compared(ours=Walk(9, 3.0, 6.0), stock=Walk(9, 2.0, 4.0)), "SQLite")
    assert [(row.value, row.ratio) for row in rows] == [(6, None), (9, 1.5), (3, 1.5), (6, 1.5)]


def databases_on(server):
    with psycopg.connect(server) as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}


@pytest.mark.database
def test_on_postgresql_it_makes_a_database_and_removes_it():
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        with pytest.raises(databases.Missing), databases.on_postgresql():
            pass
        return
    with databases.on_postgresql() as own:
        assert databases.NAME in databases_on(server)
        with psycopg.connect(own["DATABASE_URL"]) as connection:
            assert connection.info.dbname == databases.NAME
    assert databases.NAME not in databases_on(server)


@pytest.fixture
def few(monkeypatch):
    """A crowd of five who do not think long."""
    monkeypatch.setattr(crowd, "PEOPLE", 5)
    for moment in ("ARRIVING", "THINKING"):
        monkeypatch.setattr(crowd, moment, 0.1)


def test_everybody_has_a_draft_of_their_own_and_goes_on_in_it(few, live_server, keys):
    found = crowd.gather(urlsplit(live_server.url).port, 3)
    assert found.refused == 0
    assert found.at_once.per_second > 0
    assert found.at_once.slowest > 0
    # The one who walked ahead has answered 3 steps; everybody else's draft was kept once so far.
    assert sorted(Draft.objects.values_list("version", flat=True)) == [3, 3, 3, 3, 3, 3]


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 500 No\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\n\r\n",
        b"HTTP/1.1 503 Busy\r\n\r\n",
        b"",
    ],
)
def test_whoever_gets_no_page_is_refused(answer):
    async def pressed():
        async def serve(reader, writer):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            return await crowd._all([Person(port, at("who"), {}) for _ in range(3)], 0.0)

    found = asyncio.run(pressed())
    assert (found.refused, found.per_second, found.slowest) == (3, 0, 0)


def test_where_nobody_listens_everybody_is_refused():
    found = asyncio.run(crowd._all([Person(9, at("who"), {})], 0.0))
    assert found.refused == 1
