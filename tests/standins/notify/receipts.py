"""Delivery receipts: posted to the service, tried again as Notify tries again."""

import http.client
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from tests.standins.notify.clock import Agenda
from tests.standins.notify.shapes import receipt
from tests.standins.notify.store import Message

TIMEOUT = 5.0
RETRIES = 5
RETRY_AFTER = 300.0
REDIRECTS = 30

Post = Callable[[str, str, bytes], int]


# How a forged receipt says, or does not say, who sent it.
FORGERIES = {"wrong-token", "no-token", "token-in-query"}


@dataclass(frozen=True)
class Attempt:
    """One posting of one receipt. `status` is None when nothing answered in time.

    `forged` is one of FORGERIES, or empty for a receipt of Notify's own.
    """

    body: dict[str, Any]
    number: int
    status: int | None
    forged: str = ""


@dataclass
class Receipts:
    """Posts receipts to one address, and remembers each attempt.

    Without a `url` nothing is posted and each attempt's status is None, without retries.
    Faults to order: `copies` of each; `out_of_order`, which lets a "sending" follow the end;
    `early`, before the POST's answer; `late`, by so many seconds; `lost`, none at all; `forged`,
    a list of FORGERIES: each lets a lie about the end come before the truth. All but `early` are
    met by a `share` between 0 and 1 of the receipts, drawn from `chance`.
    """

    agenda: Agenda
    url: str | None = None
    token: str = ""
    post: Post | None = None
    copies: int = 1
    out_of_order: bool = False
    early: bool = False
    lost: bool = False
    late: float = 0.0
    forged: list[str] = field(default_factory=list)
    share: float = 1.0
    chance: random.Random = field(default_factory=random.Random)
    attempts: list[Attempt] = field(default_factory=list)

    def report(self, message: Message) -> None:
        """Tell the service how a message ended."""
        body = receipt(message)
        if self.share < 1 and self.chance.random() >= self.share:
            self.send(body)
        elif self.lost:
            return
        elif self.late:
            self.agenda.after(self.late, lambda: self._send_as_ordered(body))
        else:
            self._send_as_ordered(body)

    def send(self, body: dict[str, Any], number: int = 1) -> None:
        """Post a receipt; on no answer, 5xx or 429 promise another try in 300 s, 5 times."""
        if self.url is None:
            self.attempts.append(Attempt(body, number, None))
            return
        status = self._posted(self.url, self.token, body)
        self.attempts.append(Attempt(body, number, status))
        again = status is None or status >= 500 or status == 429
        if again and number <= RETRIES:
            self.agenda.after(RETRY_AFTER, lambda: self.send(body, number + 1))

    def forge(self, body: dict[str, Any], way: str) -> None:
        """Post a receipt as somebody would who is not Notify; once. `way` is of FORGERIES."""
        status = None
        if self.url is not None:
            url, token = _forgery(self.url, self.token, way)
            status = self._posted(url, token, body)
        self.attempts.append(Attempt(body, 1, status, way))

    def end_faults(self) -> None:
        """Let every receipt come once, in time and unforged again."""
        self.copies, self.late, self.share = 1, 0.0, 1.0
        self.out_of_order = self.early = self.lost = False
        self.forged = []
        self.chance = random.Random()

    def _send_as_ordered(self, body: dict[str, Any]) -> None:
        lie = "permanent-failure" if body["status"] == "delivered" else "delivered"
        for way in self.forged:
            self.forge(body | {"status": lie}, way)
        for _ in range(self.copies):
            self.send(body)
        if self.out_of_order:
            self.send(body | {"status": "sending", "completed_at": None})

    def _posted(self, url: str, token: str, body: dict[str, Any]) -> int | None:
        try:
            return (self.post or post)(url, token, json.dumps(body).encode())
        except (OSError, http.client.HTTPException, ValueError):
            return None


def _forgery(url: str, token: str, way: str) -> tuple[str, str]:
    """The address and the token of a forged receipt; an empty token is not sent."""
    if way == "no-token":
        return url, ""
    if way == "token-in-query":
        return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode({'token': token})}", ""
    # As long as the right one, and different in its last character.
    return url, token[:-1] + ("y" if token.endswith("x") else "x")


def post(url: str, token: str, body: bytes) -> int:
    """Post JSON and give the last answer's status; a redirect is followed with a GET.

    An empty token is not sent at all.
    Raises OSError or HTTPException when nothing answers within 5 s.
    """
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "python-requests/2.32.5",
        "Accept": "*/*",
    }
    if token:
        headers["Authorization"] = f"Bearer {token}"
    status, location = _ask("POST", url, headers, body)
    for _ in range(REDIRECTS):
        if location is None:
            return status
        target = urljoin(url, location)
        if urlsplit(target).netloc != urlsplit(url).netloc:
            headers.pop("Authorization", None)
        headers.pop("Content-Type", None)
        url = target
        status, location = _ask("GET", url, headers)
    raise http.client.HTTPException("too many redirects")


def _ask(
    method: str, url: str, headers: dict[str, str], body: bytes | None = None
) -> tuple[int, str | None]:
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, path, body, headers)
        with connection.getresponse() as answer:
            answer.read()
            redirect = answer.status in (301, 302, 303, 307, 308)
            return answer.status, answer.getheader("Location") if redirect else None
    finally:
        connection.close()
