"""A service as a page shows it at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from directory.hours import true_until
from directory.models import Location, Service, Session
from directory.recurring import day_in_words


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session with its pattern in words, and when the next one is; empty if it is over."""

    session: Session
    pattern: str
    next: str
    place: Location | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A service with its hours in words, and the moment until which the words are true.

    A search adds why it was found (``about`` are terms, ``says`` words) and how far away it is.
    """

    service: Service
    is_open: bool
    now: str
    hours: str
    until: datetime
    about: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    distance: str = ""

    def meetings(self, at: datetime | None = None) -> list[Meeting]:
        """Return its sessions that are still to come, the soonest first."""
        at = at or timezone.now()
        coming = [
            (start, session)
            for session in self.service.sessions.select_related("location")
            if (start := session.pattern.next(at))
        ]
        return [
            Meeting(
                session,
                session.pattern.in_words(),
                day_in_words(start.date()),
                None if self.service.address_is_secret else session.location,
            )
            for start, session in sorted(coming, key=lambda pair: pair[0])
        ]


def entry_now(service: Service, at: datetime | None = None, **found_by: object) -> Entry:
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
        **found_by,  # type: ignore[arg-type]
    )


def entries_now(services: Iterable[Service], at: datetime | None = None) -> list[Entry]:
    """Return each service as it is at one moment, in the order given."""
    at = at or timezone.now()
    return [entry_now(service, at) for service in services]
