"""The benchmark's visitor walks the real journey; its table is for people and for programs."""

import io
import json
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command

from config.bench import journeys, table, visitor
from config.management.commands import bench
from tests.machinery.product import Product

PAGE = """
<form method="post" action="/leave"><input type="hidden" name="leave" value="1"></form>
<form method="post"><input type="hidden" name="version" value="3">
<input type="radio" name="who-for_whom" value="me">
<input type="radio" name="who-for_whom" value="x">
<input type="text" name="who-unknown" value=""></form>
"""


def test_the_form_of_the_page_is_filled_and_the_exit_is_not_touched():
    assert visitor._filled(PAGE) == [("version", "3"), ("who-for_whom", "me")]


@pytest.mark.database
def test_visitors_go_the_whole_way(product: Product, monkeypatch):
    monkeypatch.setattr(journeys, "VISITORS", 2)
    done = journeys.walk(urlsplit(product.site).port)
    assert done.submissions.done == 2
    assert done.steps.done >= 2 * 8
    assert done.submissions.per_second > 0


def test_the_table_names_each_figure_its_ratio_and_who_measured_it(tmp_path):
    rows = [table.Row("static file", 4000.0, 1.0, "wrk"), table.Row("ceiling", 9000.0, None, "wrk")]
    text = table.text(rows, ["a note"])
    assert [line.split() for line in text.splitlines()[1:3]] == [
        ["static", "file", "4,000", "1.000", "wrk"],
        ["ceiling", "9,000", "wrk"],
    ]
    table.write(tmp_path / "bench.json", rows, ["a note"])
    written = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert written["rows"][0]["per_second"] == 4000.0
    assert written["notes"] == ["a note"]


def test_a_folder_that_is_called_bench_is_not_measured_on(monkeypatch, settings, tmp_path):
    settings.VAR = tmp_path / "bench"
    started = []
    monkeypatch.setattr(bench.os, "execve", lambda *call: started.append(call[2]))
    monkeypatch.setattr(bench.wrk, "find", lambda: None)
    monkeypatch.setattr(bench, "_measured", lambda: [])
    monkeypatch.setattr(bench.table, "write", lambda *call: None)
    call_command("bench", stdout=io.StringIO())
    (own,) = started
    assert own["VAR"] == str(tmp_path / "bench" / "bench")

    settings.VAR = own["VAR"]
    monkeypatch.setenv(bench.STARTED_AGAIN, own[bench.STARTED_AGAIN])
    call_command("bench", stdout=io.StringIO())
    assert len(started) == 1
