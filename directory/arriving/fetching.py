"""Getting JSON or a file from a host that the operator named, and from nowhere else.

One connection at a time, made to the one address that was looked up and judged; no redirects, no
cookies, no proxies; time, size and kind are bounded. Used by commands: no page leads here.
"""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from urllib3 import HTTPResponse

from directory.arriving import bounded_json, hosts, unpacking
from directory.arriving.pinned import FAILURES, Line
from directory.arriving.stops import NotAllowed, Refused, Stopped, Unreachable

MIB = 1024**2
JSON_KINDS = ("application/json", "text/json", "application/ld+json", "application/vnd.api+json")
PAUSES = (1.0, 4.0)
"""Seconds before asking again, where that may help."""
LATER = frozenset({408, 429, 500, 502, 503, 504})
"""Answers after which it may."""
LONGEST_PAUSE = 30


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of silence that are borne, seconds for one answer, and bytes after unpacking.

    run: seconds in which everything that one fetcher fetches must have come.
    """

    silence: float = 5.0
    whole: float = 15.0
    most: int = 5 * MIB
    run: float = 2 * 60 * 60


A_FILE = Limits(whole=300.0, most=50 * MIB)


class Fetcher:
    """Fetches from ``allowed`` hosts, as long as it is open. Each name is looked up once.

    loopback: see `hosts.place_of`; it, ``look_up``, ``trust``, ``limits`` and ``pause`` are there
    for tests.
    """

    def __init__(
        self,
        allowed: Iterable[str],
        *,
        loopback: bool = False,
        look_up: hosts.LookUp = hosts.look_up,
        trust: ssl.SSLContext | None = None,
        limits: Limits | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._allowed, self._loopback, self._look_up = frozenset(allowed), loopback, look_up
        self._trust = trust or ssl.create_default_context()
        self._limits, self._pause = limits, pause
        self._addresses: dict[tuple[str, int], str] = {}
        self._line: Line | None = None
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.hang_up()

    def hang_up(self) -> None:
        """Close the connection, if there is one."""
        if self._line:
            self._line.hang_up()
        self._line = None

    def json(self, url: str, what: str) -> Any:
        """Return the JSON at an address. ``what`` it is in words, for the sentence if it fails.

        Raises `Stopped`: `NotAllowed`, `Refused` with the status, `Unreachable`.
        """
        for pause in PAUSES:
            try:
                return self._json(url, what)
            except Unreachable as stop:
                self._pause(stop.pause or pause)
        return self._json(url, what)

    def _json(self, url: str, what: str) -> Any:
        pieces = self._pieces(url, what, JSON_KINDS, self._limits or Limits())
        return bounded_json.read(b"".join(pieces), what)

    def file(self, url: str, kinds: tuple[str, ...], into: Path) -> None:
        """Write the file at an address to ``into``. kinds: the content types that it may have."""
        with into.open("wb") as sink:
            for piece in self._pieces(url, "the file", kinds, self._limits or A_FILE):
                sink.write(piece)

    def _pieces(
        self, url: str, what: str, kinds: tuple[str, ...], limits: Limits
    ) -> Iterator[bytes]:
        place = hosts.place_of(url, self._allowed, loopback=self._loopback)
        if time.monotonic() - self._began > limits.run:
            raise Stopped("It takes too long: everything must have come within two hours.")
        line = self._line_to(place, limits)
        whole = False
        try:
            with line.within(limits.whole):
                answer = line.get(place.path, ", ".join(kinds))
                _judge(answer, what, kinds)
                if kinds is not JSON_KINDS and not _ends_visibly(answer):
                    raise Unreachable(f"It does not say where {what} ends: it may be only half.")
                raw = answer.stream(unpacking.PIECE, decode_content=False)
                encoding = answer.headers.get("Content-Encoding", "")
                yield from unpacking.pieces(raw, encoding, limits.most, what)
            whole = True
        except FAILURES as error:
            raise Unreachable(f"It did not answer in time for {what}, or not whole.") from error
        finally:
            if not whole:
                self.hang_up()

    def _line_to(self, place: hosts.Place, limits: Limits) -> Line:
        if self._line is None or not self._line.leads_to(place):
            self.hang_up()
            at = (place.name, place.port)
            if at not in self._addresses:
                self._addresses[at] = hosts.chosen_address(
                    place, self._look_up, loopback=self._loopback
                )
            self._line = Line(place, self._addresses[at], limits.silence, self._trust)
        return self._line


def fetcher() -> Fetcher:
    """Return a fetcher for the hosts that the operator named in ``FEED_HOSTS``, and no others."""
    return Fetcher(settings.FEED_HOSTS)


def _judge(answer: HTTPResponse, what: str, kinds: tuple[str, ...]) -> None:
    """Raise `Stopped` unless an answer is one, of a kind that we asked for."""
    status = answer.status
    if 300 <= status < 400:
        raise NotAllowed
    if status in LATER:
        raise Unreachable(f"It is too busy to give {what}: it answered {status}.", _pause(answer))
    if status != 200:
        raise Refused(f"It did not give {what}: it answered {status}.", status)
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in kinds:
        raise Stopped(f"What came for {what} is of another kind: not {kinds[0]}.")


def _ends_visibly(answer: HTTPResponse) -> bool:
    return bool(answer.headers.get("Content-Length") or answer.headers.get("Transfer-Encoding"))


def _pause(answer: HTTPResponse) -> float:
    asked = answer.headers.get("Retry-After", "")
    return float(min(int(asked), LONGEST_PAUSE)) if asked.isascii() and asked.isdecimal() else 0.0
