"""Whatever comes back instead of an answer, a request ends in time, and nobody is told that what
may have been taken in was not.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from types import SimpleNamespace

import pytest

from referrals_portal.messages import deadlines, sending
from referrals_portal.messages.carrier import Letter
from referrals_portal.messages.machine import SETTLES_IN, Outcome
from referrals_portal.messages.notify import Notify, mine
from referrals_portal.messages.sending import claiming, trying
from tests.messages.conftest import AT
from tests.standins.notify.faults import KINDS

LETTER = Letter("CONFIRMATION", "sms", "fd-x", "en", "07700 900345", {"reference": "", "from": ""})
CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 900\r\n"
Say = Callable[[socket.socket, int], None]


@contextmanager
def answering(say: Say) -> Iterator[tuple[int, list[bytes]]]:
    """A server that reads a request and then does as it is told; its port, and what it read."""
    read: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.settimeout(5)
            with connection, suppress(OSError):
                if first := connection.recv(65536):
                    read.append(first)
                    say(connection, listener.getsockname()[1])

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1], read
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)
        assert not thread.is_alive()


def now_and_then(first: bytes, then: bytes) -> Say:
    """Each read is quick, so that no single one would time out."""

    def say(connection: socket.socket, port: int) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(then)
            time.sleep(0.02)

    return say


def saying(whole: bytes) -> Say:
    return lambda connection, port: connection.sendall(whole)


def elsewhere(status: bytes) -> Say:
    def say(connection: socket.socket, port: int) -> None:
        place = b"http://127.0.0.1:%d/other" % port
        connection.sendall(
            b"HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\nLocation: %s\r\n\r\n"
            % (status, place)
        )

    return say


INSTEAD = {
    "a body that trickles in": now_and_then(CREATED + b"\r\n", b" "),
    "headers that trickle in": now_and_then(CREATED + b"X-Long: ", b"x"),
    "headers without an end": now_and_then(CREATED, b"X-More: x\r\n"),
    "continue, for ever": now_and_then(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "pieces without an end": now_and_then(
        b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"
    ),
    "a body cut short": saying(CREATED + b'\r\n{"id": "5a3a0d3e'),
    "headers cut short": saying(CREATED),
    "nothing": saying(b""),
    "no HTTP": saying(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "what does not unpack": saying(
        b"HTTP/1.1 201 Created\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n"
        b"Connection: close\r\n\r\nnope"
    ),
    "somewhere else": elsewhere(b"302 Found"),
    "somewhere else, with the same request": elsewhere(b"307 Temporary Redirect"),
}


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "ANSWERED_WITHIN", 0.3)


@pytest.mark.parametrize("say", INSTEAD.values(), ids=INSTEAD)
def test_what_comes_instead_of_an_answer(stand_in, settings, quickly, say):
    with answering(say) as (port, read):
        client = Notify(stand_in.api_key, f"http://127.0.0.1:{port}")
        started = time.monotonic()
        assert client.send(LETTER).outcome is Outcome.UNCERTAIN
        assert client.find("fd-x").outcome is Outcome.UNSEEN
        assert client.status("4c9bc57c-0000-4000-8000-000000000000") is None
        assert time.monotonic() - started < 3
        client.close()
        while len(read) < 3 and time.monotonic() - started < 5:
            time.sleep(0.01)
    assert len(read) == 3, "each request was made once, and nobody was followed"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_fault_of_notifys_makes_it_say_that_what_was_taken_in_was_not(
    notify, quickly, kind, monkeypatch
):
    monkeypatch.setattr("referrals_portal.messages.notify.TIMEOUT", 0.2)
    notify.next(kind, seconds=2)
    outcome = mine().send(LETTER).outcome
    assert (outcome in (Outcome.ACCEPTED, Outcome.UNCERTAIN)) or not notify.messages
    assert outcome is not Outcome.ACCEPTED


def test_on_a_connection_that_took_too_long_nothing_is_sent(stand_in, monkeypatch):
    monkeypatch.setattr(deadlines, "CONNECTED_WITHIN", 0.0)
    with answering(saying(b"")) as (port, read):
        client = Notify(stand_in.api_key, f"http://127.0.0.1:{port}")
        assert client.send(LETTER).outcome is Outcome.UNAVAILABLE
        client.close()
    assert read == []


def test_a_proxy_is_held_to_the_same(stand_in, monkeypatch, quickly):
    with answering(INSTEAD["headers that trickle in"]) as (port, read):
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("no_proxy", "")
        client = Notify(stand_in.api_key, "http://notify.example.org")
        assert client.send(LETTER).outcome is Outcome.UNCERTAIN
        client.close()
    assert read[0].startswith(b"POST http://notify.example.org/v2/notifications/sms HTTP/1.1")


def test_whoever_claims_next_waits_for_the_last_request_of_the_one_before():
    """What was left, or not answered, is looked up when Notify has had a minute to commit it."""
    request = deadlines.CONNECTED_WITHIN + deadlines.ANSWERED_WITHIN
    for wait in (claiming.HELD_FOR, SETTLES_IN):
        assert wait - claiming.IN_HAND - timedelta(seconds=request) >= timedelta(minutes=1)


def test_the_time_of_a_batch_runs_while_it_is_claimed(queue, notify, monkeypatch):
    """Who waited for the database that long has no time left in which others keep away."""
    clock = [0.0]

    def slow(*args):
        clock[0] = 31.0
        return claiming.claim(*args)

    monkeypatch.setattr(trying, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    monkeypatch.setattr(trying, "claim", slow)
    queue()
    sending.send_next(AT)
    assert notify.messages == []
