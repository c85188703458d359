"""Receipts that are not what they seem, and what each must be answered."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

PATH = "/messages/receipts/"
MIB = 1024 * 1024
SQL = "'; DROP TABLE referrals_portal_outboxmessage; --"


@dataclass(frozen=True, slots=True)
class Attack:
    """One request to the address of receipts. ``answer``: the only status that is right."""

    what: str
    answer: int
    body: bytes = field(repr=False)
    method: str = "POST"
    query: str = ""
    kind: str = "application/json"
    authorization: str = field(default="", repr=False)

    @property
    def headers(self) -> dict[str, str]:
        """The request's headers."""
        given = {"Authorization": self.authorization} if self.authorization else {}
        return {"Content-Type": self.kind} | given


def receipt(reference: str, notification_id: UUID, status: str) -> dict[str, Any]:
    """Return a receipt as Notify would write it."""
    return {
        "id": str(notification_id), "reference": reference, "to": "07700 900345",
        "status": status, "created_at": "2026-11-21T23:56:09.589419Z", "completed_at": None,
        "sent_at": None, "notification_type": "sms", "template_id": str(uuid4()),
        "template_version": 1,
    }  # fmt: skip


def by_strangers(about: dict[str, Any], token: str) -> tuple[Attack, ...]:
    """Return forgeries by somebody who does not have the token, or does not use it rightly."""
    body, bearer = json.dumps(about).encode(), f"Bearer {token}"
    return (
        Attack("no token", 401, body),
        Attack("a wrong token", 401, body, authorization="Bearer of-another-house"),
        Attack("the token without Bearer", 401, body, authorization=token),
        Attack("half of the token", 401, body, authorization=bearer[: len(bearer) // 2]),
        Attack("the token in the query", 401, body, query=f"?token={token}&access_token={token}"),
        Attack("a GET", 405, b"", method="GET", authorization=bearer),
        Attack("a PUT", 405, body, method="PUT", authorization=bearer),
        Attack("1 MiB without a token", 401, body + b" " * MIB),
    )


def by_whoever_has_the_token(about: dict[str, Any], token: str) -> Iterator[Attack]:
    """Yield what must do no harm to the message that it is about, even with the token."""
    bearer = f"Bearer {token}"

    def one(what: str, answer: int, body: bytes, kind: str = "application/json") -> Attack:
        return Attack(what, answer, body, kind=kind, authorization=bearer)

    def changed(**changes: Any) -> bytes:
        return json.dumps(about | changes).encode()

    yield one("1 MiB with the token", 413, changed() + b" " * MIB)
    yield one("as a form", 415, changed(), "application/x-www-form-urlencoded")
    yield one("not JSON", 400, b'{"id": "5a3a')
    yield one("SQL for an id", 400, changed(id=SQL))
    yield one("SQL for a status", 400, changed(status=SQL))
    yield one("SQL for a reference", 204, changed(id=str(uuid4()), reference=SQL))
    yield one("an id that nobody knows", 204, changed(id=str(uuid4()), reference=None))
    other = f"fd-{uuid4().hex}"
    yield one("another service's", 204, changed(id=str(uuid4()), reference=other))
    yield one("a status that nobody knows", 204, changed(status="eaten-by-the-dog"))
