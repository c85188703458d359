"""The messages that were accepted."""

import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from tests.standins.notify.clock import Clock
from tests.standins.notify.templates import Template

RETENTION = timedelta(days=7)
PAGE = 250
FAILURES = {"technical-failure", "temporary-failure", "permanent-failure"}
FINAL = FAILURES | {"delivered", "sent"}


@dataclass
class Message:
    """One text or email, as it would be seen by whoever it is for. Times are UTC.

    to: as the caller wrote it. sent_to: as it is dialled or addressed. unsubscribe_url: the
    caller's; own_unsubscribe_url: Notify's, for a template that has one and a caller that has not.
    """

    service_id: str
    service_name: str
    key_type: str
    template: Template
    to: str
    reference: str | None
    subject: str | None
    body: str
    sender: str
    created_at: datetime
    international: bool = False
    unsubscribe_url: str | None = None
    own_unsubscribe_url: str | None = None
    sent_to: str = ""
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    status: str = "created"
    sent_at: datetime | None = None
    completed_at: datetime | None = None

    @property
    def channel(self) -> str:
        """The way it goes: "sms" or "email"."""
        return self.template.type

    @property
    def as_seen(self) -> str:
        """The body as the phone or the inbox shows it: a text begins with the service's name."""
        if self.channel == "sms":
            return f"{self.service_name}: {self.body}"
        link = self.unsubscribe_url or self.own_unsubscribe_url
        if link and self.template.unsubscribe_link:
            return f"{self.body}\n\nUnsubscribe from these emails: {link}"
        return self.body

    @property
    def headers(self) -> dict[str, str]:
        """What the email's head says about ending such emails with one click, if anything."""
        url = self.unsubscribe_url or self.own_unsubscribe_url
        one_click = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        return {"List-Unsubscribe": f"<{url}>"} | one_click if url else {}

    def become(self, status: str, at: datetime) -> bool:
        """Take a status; false when an earlier final one stands. "sent" may still change."""
        if self.status in FINAL and (self.status, status in FINAL) != ("sent", True):
            return False
        self.status = status
        if status != "technical-failure" and self.sent_at is None:
            self.sent_at = at
        if status in FINAL:
            self.completed_at = at
        return True


@dataclass
class Store:
    """Messages, oldest first. Nothing is de-duplicated; a reference may occur many times.

    `accepted` counts by reference every message ever stored, past its retention or not.
    """

    clock: Clock
    messages: list[Message] = field(default_factory=list)
    accepted: Counter[str | None] = field(default_factory=Counter)
    _by_id: dict[str, Message] = field(default_factory=dict)
    _by_reference: dict[str | None, list[Message]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, message: Message) -> None:
        """Keep a message, and let go of those past their retention of 7 days."""
        with self._lock:
            while self.messages and not self._kept(self.messages[0]):
                self._let_go(self.messages.pop(0))
            self.messages.append(message)
            self.accepted[message.reference] += 1
            self._by_id[message.id] = message
            self._by_reference.setdefault(message.reference, []).append(message)

    def find(self, service_id: str, message_id: str) -> Message | None:
        """A service's message by id, whichever of its keys sent it; none past retention."""
        message = self.anyones(message_id)
        return message if message and message.service_id == service_id else None

    def anyones(self, message_id: str) -> Message | None:
        """A message of any service by id; none past retention."""
        message = self._by_id.get(message_id)
        return message if message and self._kept(message) else None

    def clear(self) -> None:
        """Forget every message."""
        with self._lock:
            self.messages.clear()
            self.accepted.clear()
            self._by_id.clear()
            self._by_reference.clear()

    def page(
        self, service_id: str, key_type: str, wanted: dict[str, Any], older_than: str | None
    ) -> list[Message]:
        """At most 250 messages sent with a type of key, newest first.

        `wanted` may hold "status" (list of words, "failed" stands for every failure),
        "template_type" (list) and "reference". `older_than` is a message's id: only what came
        before it; an unknown one gives nothing.
        """
        among = self.messages
        if "reference" in wanted and older_than is None:
            among = self._by_reference.get(wanted["reference"], [])
        found = (m for m in self._newest_first(among, older_than) if _matches(m, wanted))
        mine = (m for m in found if m.service_id == service_id and m.key_type == key_type)
        return list(islice(mine, PAGE))

    def _newest_first(self, among: list[Message], older_than: str | None) -> Iterator[Message]:
        seen = older_than is None
        for message in reversed(list(among)):
            if seen and self._kept(message):
                yield message
            seen = seen or message.id == older_than

    def _let_go(self, message: Message) -> None:
        del self._by_id[message.id]
        alike = self._by_reference[message.reference]
        alike.remove(message)
        if not alike:
            del self._by_reference[message.reference]

    def _kept(self, message: Message) -> bool:
        return self.clock.now() - message.created_at < RETENTION


def _matches(message: Message, wanted: dict[str, Any]) -> bool:
    statuses = set(wanted.get("status", ()))
    if "failed" in statuses:
        statuses |= FAILURES
    return (
        (not statuses or message.status in statuses)
        and message.channel in (wanted.get("template_type") or [message.channel])
        and wanted.get("reference", message.reference) == message.reference
    )
