"""A log line is one line of JSON, and holds nothing that anybody typed."""

import json
import logging
import sys

import pytest

from core.logs import JsonFormatter


def record(name, message, *args, exc_info=None):
    return logging.LogRecord(name, logging.ERROR, "file.py", 1, message, args, exc_info)


@pytest.mark.parametrize("name", ["django.request", "wagtail", "notifications_python_client"])
def test_a_librarys_arguments_are_left_out(name):
    line = json.loads(JsonFormatter().format(record(name, "failed for %s", "CANARY")))
    assert line["event"] == "failed for %s"


def test_an_error_is_its_kind_and_its_places_and_never_its_words():
    try:
        raise ValueError("CANARY")
    except ValueError:
        line = JsonFormatter().format(
            record("front_door.x", "a step failed", exc_info=sys.exc_info())
        )
    assert "CANARY" not in line
    assert json.loads(line)["error"] == "ValueError"
    assert json.loads(line)["event"] == "a step failed"


@pytest.mark.parametrize("text", ["a\nb", "a\r\nfake: line", "\x1b[31mred", "\u2028"])
def test_a_line_stays_a_line(text):
    line = JsonFormatter().format(record("front_door.x", text))
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line
