"""A postcodes.io of one's own: asked for little, and never waited for."""

import time

import pytest

from directory.near import postcodes_io
from directory.near.finding import Precision, Sources, read
from directory.near.points import Point
from tests.standins import postcodes
from tests.standins.postcodes import PostcodesStandIn, outcode, said


@pytest.fixture(autouse=True)
def _fresh():
    postcodes_io.forget()
    yield
    postcodes_io.forget()


@pytest.fixture
def service(settings):
    with postcodes.running() as stand_in:
        settings.POSTCODES_IO_URL = stand_in.url
        yield stand_in


def test_nobody_is_asked_unless_the_operator_names_one(settings):
    assert settings.POSTCODES_IO_URL == ""
    assert postcodes_io.point_of("LS27") is None


def test_it_says_where_an_outward_code_is_and_is_asked_once(service: PostcodesStandIn):
    assert postcodes_io.point_of("LS27") == Point(53.75, -1.6)
    assert postcodes_io.point_of("LS27") == Point(53.75, -1.6)
    assert service.paths == ["/outcodes/LS27"]


def test_only_the_first_part_of_a_postcode_leaves_us(service: PostcodesStandIn):
    found = read("ls27 9zx", Sources(elsewhere=postcodes_io.point_of))
    assert (found.point, found.precision) == (Point(53.75, -1.6), Precision.OUTWARD_CODE)
    assert found.label == "LS27, Leeds"
    (asked,) = service.requests
    assert "9zx" not in asked.lower()
    assert "user-agent" not in asked.lower()
    assert "cookie" not in asked.lower()


def test_what_we_know_ourselves_is_not_asked(service: PostcodesStandIn):
    for typed in ("SO14 7DU", "Southampton", "SO", "nonsense"):
        read(typed, Sources(elsewhere=postcodes_io.point_of))
    assert service.paths == []


def test_a_code_that_it_does_not_know_is_asked_once(service: PostcodesStandIn):
    service.answer = said(404, '{"status": 404, "error": "Outward code not found"}')
    assert postcodes_io.point_of("LS99") is None
    assert postcodes_io.point_of("LS99") is None
    assert service.paths == ["/outcodes/LS99"]


WRONG = {
    "500": said(500, "oops"),
    "garbage": said(200, "<html>"),
    "not even http": b"\x00\xff\x00\xff" * 20,
    "huge": said(200, '{"result": {"latitude": 53, "longitude": -1}}' + " " * 100_000),
    "a list": said(200, "[1, 2]"),
    "no result": said(200, '{"status": 200, "result": null}'),
    "words for numbers": outcode("LS27", "north", "west"),
    "truth for numbers": outcode("LS27", True, False),
    "at sea": outcode("LS27", 0, 0),
    "swapped": outcode("LS27", -1.6, 53.75),
    "not a number": said(200, '{"result": {"latitude": NaN, "longitude": NaN}}'),
    "deep": said(200, "[" * 60_000),
    "redirect": said(302, "", "Location: http://127.0.0.1:1/elsewhere\r\n"),
    "nothing": b"",
    "half": b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{",
    "not utf-8": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\xff\xfe",
}


@pytest.mark.parametrize("answer", WRONG.values(), ids=WRONG)
def test_whatever_goes_wrong_our_own_points_stand_and_it_has_a_rest(service, answer, caplog):
    service.answer = answer
    found = read("LS27", Sources(elsewhere=postcodes_io.point_of))
    assert (found.label, found.precision) == ("LS27, Leeds", Precision.AREA)
    service.answer = outcode("LS28", 53.8, -1.67)
    assert postcodes_io.point_of("LS28") is None
    assert service.paths == ["/outcodes/LS27"]
    assert caplog.text == ""


def test_nobody_waits_for_an_answer_that_drips(service: PostcodesStandIn, monkeypatch):
    monkeypatch.setattr(postcodes_io, "PATIENCE", 0.2)
    service.slow = True
    began = time.monotonic()
    assert postcodes_io.point_of("LS27") is None
    assert time.monotonic() - began < 0.6


def test_after_its_rest_it_is_asked_again(service: PostcodesStandIn, monkeypatch):
    service.answer = said(500, "")
    assert postcodes_io.point_of("LS27") is None
    monkeypatch.setattr(postcodes_io, "_rests_until", time.monotonic())
    service.answer = outcode("LS27", 53.75, -1.6)
    assert postcodes_io.point_of("LS27") == Point(53.75, -1.6)


def test_a_service_that_is_away_is_a_failure_like_any_other(settings):
    with postcodes.running() as stand_in:
        settings.POSTCODES_IO_URL = stand_in.url
    assert postcodes_io.point_of("LS27") is None


def test_memory_has_an_end(service: PostcodesStandIn, monkeypatch):
    monkeypatch.setattr(postcodes_io, "MOST_KEPT", 3)
    for number in range(1, 8):
        postcodes_io.point_of(f"LS{number}")
    assert list(postcodes_io._kept) == ["LS5", "LS6", "LS7"]
