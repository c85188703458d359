"""Delivery receipts: posted to the service, tried again as Notify tries again."""

import http.client
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.standins.notify.clock import Agenda
from tests.standins.notify.shapes import receipt
from tests.standins.notify.store import Message

TIMEOUT = 5.0
RETRIES = 5
RETRY_AFTER = 300.0
REDIRECTS = 30

Post = Callable[[str, str, bytes], int]


@dataclass(frozen=True)
class Attempt:
    """One posting of one receipt. `status` is None when nothing answered in time."""

    body: dict[str, Any]
    number: int
    status: int | None


@dataclass
class Receipts:
    """Posts receipts to one address, and remembers each attempt.

    Without a `url` nothing is posted and each attempt's status is None, without retries.
    Faults to order: `copies` of each; `out_of_order`, which lets a "sending" follow the end;
    `early`, before the POST's answer; `lost`, none at all.
    """

    agenda: Agenda
    url: str | None = None
    token: str = ""
    post: Post | None = None
    copies: int = 1
    out_of_order: bool = False
    early: bool = False
    lost: bool = False
    attempts: list[Attempt] = field(default_factory=list)

    def report(self, message: Message) -> None:
        """Tell the service how a message ended."""
        if self.lost:
            return
        body = receipt(message)
        for _ in range(self.copies):
            self.send(body)
        if self.out_of_order:
            self.send(body | {"status": "sending", "completed_at": None})

    def send(self, body: dict[str, Any], number: int = 1) -> None:
        """Post a receipt; on no answer, 5xx or 429 promise another try in 300 s, 5 times."""
        if self.url is None:
            self.attempts.append(Attempt(body, number, None))
            return
        try:
            status = (self.post or post)(self.url, self.token, json.dumps(body).encode())
        except (OSError, http.client.HTTPException, ValueError):
            status = None
        self.attempts.append(Attempt(body, number, status))
        again = status is None or status >= 500 or status == 429
        if again and number <= RETRIES:
            self.agenda.after(RETRY_AFTER, lambda: self.send(body, number + 1))


def post(url: str, token: str, body: bytes) -> int:
    """Post JSON and give the last answer's status; a redirect is followed with a GET.

    Raises OSError or HTTPException when nothing answers within 5 s.
    """
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {token}",
        "User-Agent": "python-requests/2.32.5",
        "Accept": "*/*",
    }
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
