"""The messages that were accepted."""

import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.standins.notify.clock import Clock
from tests.standins.notify.templates import Template

RETENTION = timedelta(days=7)
PAGE = 250
FAILURES = {"technical-failure", "temporary-failure", "permanent-failure"}
FINAL = FAILURES | {"delivered", "sent"}


@dataclass
class Message:
    """One text or email, as it would be seen by whoever it is for. Times are UTC."""

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
        return f"{self.service_name}: {self.body}" if self.channel == "sms" else self.body

    def become(self, status: str, at: datetime) -> bool:
        """Take a status; false when an earlier final one stands. "sent" may still change."""
        if self.status in FINAL - {"sent"}:
            return False
        self.status = status
        if status != "technical-failure" and self.sent_at is None:
            self.sent_at = at
        if status in FINAL:
            self.completed_at = at
        return True


@dataclass
class Store:
    """Messages, oldest first. Nothing is de-duplicated; a reference may occur many times."""

    clock: Clock
    messages: list[Message] = field(default_factory=list)
    _by_id: dict[str, Message] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, message: Message) -> None:
        """Keep a message, and let go of those past their retention of 7 days."""
        with self._lock:
            while self.messages and not self._kept(self.messages[0]):
                del self._by_id[self.messages.pop(0).id]
            self.messages.append(message)
            self._by_id[message.id] = message

    def find(self, service_id: str, message_id: str) -> Message | None:
        """A service's message by id, whichever of its keys sent it; none past retention."""
        message = self._by_id.get(message_id)
        if message and message.service_id == service_id and self._kept(message):
            return message
        return None

    def clear(self) -> None:
        """Forget every message."""
        with self._lock:
            self.messages.clear()
            self._by_id.clear()

    def page(
        self, service_id: str, key_type: str, wanted: dict[str, Any], older_than: str | None
    ) -> list[Message]:
        """At most 250 messages sent with a type of key, newest first.

        `wanted` may hold "status" (list of words, "failed" stands for every failure),
        "template_type" (list) and "reference". `older_than` is a message's id: only what came
        before it; an unknown one gives nothing.
        """
        found = [m for m in self._newest_first(older_than) if _matches(m, wanted)]
        mine = [m for m in found if m.service_id == service_id and m.key_type == key_type]
        return mine[:PAGE]

    def _newest_first(self, older_than: str | None) -> Iterator[Message]:
        seen = older_than is None
        for message in reversed(list(self.messages)):
            if seen and self._kept(message):
                yield message
            seen = seen or message.id == older_than

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
