"""The benchmark's visitor walks the real journey; its table is for people and for programs."""

import io
import json
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command

from config.bench import answering, apart, databases, journeys, table
from config.management.commands import bench
from tests.machinery.product import Product

PAGE = """
<form method="post" action="/leave"><input type="hidden" name="leave" value="1"></form>
<form method="post"><input type="hidden" name="version" value="3">{}</form>
"""
RADIO = '<input type="radio" name="{}" value="{}">'
TICK = '<input type="checkbox" name="{}" value="{}">'


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ([], []),
        ([RADIO.format("who-for_whom", v) for v in ("x", "me")], [("who-for_whom", "me")]),
        ([RADIO.format("new-question", v) for v in ("no", "maybe")], [("new-question", "no")]),
        ([RADIO.format("new-question", v) for v in ("a", "b")], [("new-question", "b")]),
        ([RADIO.format("safe-email", v) for v in ("yes", "no")], [("safe-email", "no")]),
        ([TICK.format("new-ticks", "x")], []),
        ([TICK.format("needs-needs", v) for v in ("talk", "x")], [("needs-needs", "talk")]),
        (['<select name="at"><option value=""><option value="09:00"></select>'], [("at", "09:00")]),
        (['<input type="text" name="who-unknown"><textarea name="more-unknown"></textarea>'], []),
        (['<input type="text" name="name-name">'], [("name-name", "Sam Example")]),
    ],
)
def test_the_form_of_the_page_is_filled_and_the_exit_is_not_touched(fields, expected):
    assert answering.filled(PAGE.format("".join(fields))) == [("version", "3"), *expected]


@pytest.mark.database
def test_visitors_go_the_whole_way(product: Product, monkeypatch):
    monkeypatch.setattr(journeys, "VISITORS", 2)
    done = journeys.walk(urlsplit(product.site).port)
    assert done.submissions.done == 2
    assert done.steps.done >= 2 * 8
    assert done.submissions.per_second > 0


def test_the_table_names_each_figure_its_ratio_and_who_measured_it(tmp_path):
    rows = [
        table.Row("static file", 4000.0, 1.0, "wrk"),
        table.Row("ceiling", 9000.0, None, "wrk"),
        table.Row("step", 8.125, 1.5, "us", "ms", "stock wizard"),
        table.Row("refused", 0, None, "us", "times"),
    ]
    text = table.text(rows, ["a note"])
    assert [line.split() for line in text.splitlines()[1:5]] == [
        ["static", "file", "4,000", "per", "second", "1.000", "static", "file", "wrk"],
        ["ceiling", "9,000", "per", "second", "wrk"],
        ["step", "8.12", "ms", "1.500", "stock", "wizard", "us"],
        ["refused", "0", "times", "us"],
    ]
    table.write(tmp_path / "bench.json", rows, ["a note"])
    written = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert [row["per_second"] for row in written["rows"]] == [4000.0, 9000.0, None, None]
    assert written["notes"] == ["a note"]
    assert table.read(tmp_path / "bench.json") == rows


class Process:
    """Stands in for the process that is started apart."""

    started: list[dict[str, str]]
    status = 0

    def __init__(self, command, env):
        self.started.append(env)
        self.returncode = self.status
        if not self.status:
            table.write(apart.folder() / apart.ROWS, [table.Row("a row", 1.0, None, "us")], [])

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        pass

    def wait(self):
        pass


@pytest.fixture
def started(monkeypatch, settings, tmp_path):
    """What was started apart; even a folder that is called bench is nobody's to measure on."""
    settings.VAR, settings.BASE_DIR = tmp_path / "bench", tmp_path
    monkeypatch.setattr(Process, "started", [], raising=False)
    monkeypatch.setattr(apart.subprocess, "Popen", Process)
    monkeypatch.setattr(bench, "Interruption", lambda: None)
    monkeypatch.setattr(bench.wrk, "find", lambda: None)
    monkeypatch.setenv("KEYS_DIR", "of the hub")
    return Process.started


def test_it_measures_apart_and_never_on_the_data_that_is_there(started, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://hub@db.example.org/hub")
    said = io.StringIO()
    call_command("bench", stdout=said)
    (own,) = started
    assert own["VAR"] == str(tmp_path / "bench" / "bench")
    assert not {"DATABASE_URL", "KEYS_DIR"} & own.keys()
    assert "a row" in said.getvalue()
    assert "On SQLite only" in said.getvalue()


def test_the_process_apart_measures_itself(started, settings, monkeypatch):
    monkeypatch.setenv(apart.STARTED, str(settings.VAR))
    monkeypatch.setattr(bench, "_measured", lambda told: [table.Row("own", 2.0, None, "us")])
    call_command("bench", stdout=io.StringIO())
    assert started == []
    assert [row.what for row in table.read(settings.VAR / apart.ROWS)] == ["own"]


def test_what_went_wrong_apart_is_not_a_table(started, settings, monkeypatch):
    monkeypatch.setattr(Process, "status", 1)
    with pytest.raises(CommandError, match="could not measure everything"):
        call_command("bench", stdout=io.StringIO())
    assert not (settings.BASE_DIR / "var").exists()


def test_postgresql_must_be_named(started, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(CommandError, match="does not name a PostgreSQL server"):
        call_command("bench", "--postgresql", stdout=io.StringIO())


def test_a_server_that_does_not_answer_is_one_sentence(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:CANARY@127.0.0.1:9/x?connect_timeout=1")
    with pytest.raises(databases.Missing) as said, databases.on_postgresql():
        pass
    assert "CANARY" not in str(said.value)
