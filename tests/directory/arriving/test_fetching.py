"""What is fetched is bounded in time, size and kind, and comes from where it was looked up."""

import gzip
import itertools
import json
import re
import time
import zlib
from pathlib import Path

import pytest

from directory.arriving import bounded_json
from directory.arriving.fetching import Fetcher, Limits, fetcher
from directory.arriving.stops import NotAllowed, Refused, Stopped, Unreachable
from tests.directory.arriving.conftest import QUICK
from tests.standins.feed import Answer, FeedStandIn, says

GOOD = {"contents": [{"id": "1", "name": "Ω"}]}


@pytest.fixture
def feed():
    with FeedStandIn([]) as standing_in:
        yield standing_in


@pytest.mark.parametrize(
    "answer",
    [
        says(GOOD),
        says(GOOD, kind="application/json; charset=utf-8"),
        Answer(gzip.compress(json.dumps(GOOD).encode()), headers={"Content-Encoding": "gzip"}),
        Answer(zlib.compress(json.dumps(GOOD).encode()), headers={"Content-Encoding": "deflate"}),
        Answer([json.dumps(GOOD).encode()]),
    ],
)
def test_json_is_read_packed_or_not(feed, fetch_from, answer):
    feed.instead["/x"] = answer
    fetching = fetch_from(feed)
    assert fetching.json(f"{feed.url}/x", "it") == GOOD
    assert fetching.json(
        f"{feed.url}/x" if isinstance(answer.body, bytes) else f"{feed.url}/", "it"
    )
    assert feed.hosts == [feed.host] * 2


def zeros(size: int) -> bytes:
    return gzip.compress(b" " * size, 9)


@pytest.mark.parametrize(
    ("answer", "stop", "says_so"),
    [
        (Answer(b"<html>", kind="text/html"), Stopped, "another kind"),
        (Answer(b"<html>"), Stopped, "not JSON"),
        (Answer(b'{"contents": ['), Stopped, "not JSON"),
        (Answer(b"\xff\xfe{"), Stopped, "not JSON"),
        (Answer(b"[NaN]"), Stopped, "not JSON"),
        (Answer(b"[" + b"9" * 10_000 + b"]"), Stopped, "not JSON"),
        (Answer(b"[" * 10_000 + b"]" * 10_000), Stopped, "deeply"),
        (Answer(b"[" * 500 + b"]" * 500), Stopped, "deeply"),
        (Answer(b"[" + b"[]," * 400_000 + b"1]"), Stopped, "too much"),
        (Answer(b"[" + b"1," * 1_200_000 + b"1]"), Stopped, "too much"),
        (Answer(b" " * (5 * 1024**2 + 1)), Stopped, "larger than 5 MiB"),
        (Answer(zeros(200 * 1024**2), headers={"Content-Encoding": "gzip"}), Stopped, "larger"),
        (
            Answer(gzip.compress(zeros(200 * 1024**2)), headers={"Content-Encoding": "gzip, gzip"}),
            Stopped,
            "packed in a way",
        ),
        (Answer(itertools.repeat(b"[" * 65536)), Stopped, "larger than 5 MiB"),
        (Answer(b"{}", headers={"Content-Encoding": "br"}), Stopped, "packed in a way"),
        (Answer(b"{}", headers={"Content-Encoding": "gzip"}), Stopped, "cannot be unpacked"),
        (Answer(zeros(99)[:-9], headers={"Content-Encoding": "gzip"}), Unreachable, "half"),
        (Answer(b"{}", length=90), Unreachable, "not whole"),
        (Answer(b"{}", before=0.3), Unreachable, "in time"),
        (Answer([b" "] * 30, every=0.05), Unreachable, "in time"),
        (Answer(status=302, headers={"Location": "http://127.0.0.1/"}), NotAllowed, "FEED_HOSTS"),
        (Answer(status=301, headers={"Location": "/services"}), NotAllowed, "FEED_HOSTS"),
        (Answer(status=304), NotAllowed, "FEED_HOSTS"),
        (Answer(status=404), Refused, "404"),
        (Answer(status=401), Refused, "401"),
        (Answer(status=204), Refused, "204"),
        (Answer(status=503), Unreachable, "busy"),
        (Answer(b"{}", headers={f"X-{number}": "y" for number in range(200)}), Unreachable, "in"),
        (Answer(b"{}", headers={"X": "y" * 70_000}), Unreachable, "in"),
    ],
)
def test_every_trick_ends_soon_in_one_sentence(feed, fetch_from, answer, stop, says_so):
    feed.instead["/x"] = answer
    limits = QUICK if answer.every or answer.before else Limits()
    started = time.monotonic()
    with pytest.raises(stop, match=says_so) as stopped:
        fetch_from(feed, limits=limits).json(f"{feed.url}/x", "page 3")
    assert time.monotonic() - started < 3
    assert "\n" not in str(stopped.value)
    tried = 3 if stop is Unreachable else 1
    assert feed.asked == ["/x"] * tried


def test_a_busy_feed_is_asked_again_when_it_likes_but_not_for_ever(feed, fetch_from):
    paused = []

    def pause(seconds):
        paused.append(seconds)
        if len(paused) == 2:
            feed.instead["/x"] = says(GOOD)

    feed.instead["/x"] = Answer(status=429, headers={"Retry-After": "90000"})
    assert fetch_from(feed, pause=pause).json(f"{feed.url}/x", "it") == GOOD
    assert paused == [30, 30]


def test_a_connection_that_was_left_open_too_long_is_made_again(feed, fetch_from):
    fetching = fetch_from(feed, pause=lambda seconds: pytest.fail("it need not wait"))
    fetching.json(f"{feed.url}/", "it")
    fetching._line._connection.sock.shutdown(2)
    assert fetching.json(f"{feed.url}/", "it")


def test_a_file_is_written_as_it_comes_and_must_say_where_it_ends(feed, fetch_from, tmp_path):
    feed.instead["/x"] = Answer(b"id,name\n", kind="text/csv; charset=utf-8")
    feed.instead["/y"] = Answer([b"id,name\n"], kind="text/csv")
    fetching = fetch_from(feed)
    fetching.file(f"{feed.url}/x", ("text/csv",), tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == b"id,name\n"
    with pytest.raises(Unreachable, match="half"):
        fetching.file(f"{feed.url}/y", ("text/csv",), tmp_path / "y")
    with pytest.raises(Stopped, match="another kind"):
        fetching.file(f"{feed.url}/", ("text/csv",), tmp_path / "y")


def test_what_the_settings_name_is_all_there_is(feed, settings):
    settings.FEED_HOSTS = frozenset({feed.host, "127.0.0.1"})
    for url in (f"{feed.url}/", f"https://{feed.host}/", "https://127.0.0.1/"):
        with fetcher() as fetching, pytest.raises(NotAllowed):
            fetching.json(url, "it")
    assert feed.asked == []


@pytest.mark.parametrize("flip", ["127.0.0.1", "169.254.169.254", "::1"])
def test_a_name_is_looked_up_once_so_it_cannot_lead_elsewhere_later(flip):
    told = iter([["93.184.215.14"], [flip]])
    asked = []

    def look_up(name, port):
        asked.append((name, port))
        return next(told)

    fetching = Fetcher(["feed.example.org"], look_up=look_up, pause=lambda seconds: None)
    reached = []
    fetching._line_to(_place(), Limits())
    reached.append(fetching._line._connection.host)
    fetching.hang_up()
    fetching._line_to(_place(), Limits())
    reached.append(fetching._line._connection.host)
    assert reached == ["93.184.215.14"] * 2
    assert asked == [("feed.example.org", 443)]


def _place():
    from directory.arriving.hosts import place_of

    return place_of("https://feed.example.org/", ["feed.example.org"])


@pytest.mark.parametrize("levels", [0, 5, 23])
def test_json_of_a_usual_depth_is_read(levels):
    text = b"[" * levels + b"1" + b"]" * levels
    assert json.dumps(bounded_json.read(text, "it")).encode() == text


def test_everything_must_have_come_within_the_time_of_a_run(feed, fetch_from):
    with pytest.raises(Stopped, match="too long"):
        fetch_from(feed, limits=Limits(run=-1)).json(f"{feed.url}/", "it")
    assert feed.asked == []


def test_no_code_of_ours_lets_the_fetcher_reach_this_machine():
    root = Path(__file__).resolve().parents[3]
    for room in ("site", "directory", "referrals_portal"):
        for path in (root / room).rglob("*.py"):
            assert not re.search(r"loopback\s*=\s*True", path.read_text(encoding="utf-8")), path
