"""A service as a page shows it at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from directory.hours import true_until
from directory.models import Service


@dataclass(frozen=True, slots=True)
class Entry:
    """A service with its hours in words, and the moment until which the words are true."""

    service: Service
    is_open: bool
    now: str
    hours: str
    until: datetime


def entry_now(service: Service, at: datetime | None = None) -> Entry:
    """Return the service as it is at ``at``, by default now. One closed for now is never open."""
    at = at or timezone.now()
    hours = service.hours
    known = bool(hours) and not service.is_closed_for_now
    return Entry(
        service=service,
        is_open=known and hours.is_open(at),
        now=hours.now_in_words(at) if known else "",
        hours=hours.in_words(),
        until=true_until([hours], at),
    )


def entries_now(services: Iterable[Service], at: datetime | None = None) -> list[Entry]:
    """Return each service as it is at one moment, in the order given."""
    at = at or timezone.now()
    return [entry_now(service, at) for service in services]
