"""Ordering the stand-in for Notify about, over HTTP, as its page of control describes."""

import http.client
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

MOST_FAULTS = 200
PATIENCE = 30.0
"""Seconds. To move the clock may post many receipts before it is answered."""


class NotUnderstood(RuntimeError):
    """The stand-in did not carry an order out; the text is its own."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One message that Notify has taken in, as it stands there. taken_at is in UTC."""

    reference: str
    channel: str
    status: str
    taken_at: datetime


class StandIn:
    """The stand-in at an address, without a slash at the end."""

    def __init__(self, url: str) -> None:
        self._host = urlsplit(url).netloc

    def order(self, **orders: Any) -> dict[str, Any]:
        """Have it carry orders out, and return how things stand. Raises NotUnderstood, OSError."""
        return self._ask("POST", "/_control", orders)

    def move_to(self, at: datetime) -> None:
        """Move its clock to a moment; what falls due on the way happens."""
        now = datetime.fromisoformat(self._ask("GET", "/_control")["now"])
        self.order(advance=(at - now).total_seconds())

    def spend_faults(self) -> None:
        """Meet every fault that is still to come, so that nobody else does."""
        for _ in range(MOST_FAULTS):
            if not self._ask("GET", "/_control")["faults"]:
                return
            for method in ("POST", "GET"):
                self._meet(method)

    def _meet(self, method: str) -> None:
        connection = http.client.HTTPConnection(self._host, timeout=0.05)
        with suppress(OSError, http.client.HTTPException):
            connection.request(method, "/v2/")
            connection.getresponse()
        connection.close()

    def messages(self) -> list[Seen]:
        """Return every message that it has taken in, the oldest first."""
        return [
            Seen(
                reference=each["reference"] or "",
                channel=each["type"],
                status=each["status"],
                taken_at=datetime.fromisoformat(each["created_at"]),
            )
            for each in reversed(self._ask("GET", "/_control/messages")["messages"])
        ]

    def _ask(self, method: str, path: str, orders: Any = None) -> dict[str, Any]:
        connection = http.client.HTTPConnection(self._host, timeout=PATIENCE)
        body = None if orders is None else json.dumps(orders)
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            said = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status != 200:
            raise NotUnderstood(str(said))
        return dict(said)
