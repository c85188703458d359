"""A service as a page shows it at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from directory.hours import Hours, true_until
from directory.models import Location, Service, Session
from directory.recurring import day_in_words


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session with its pattern in words, and when the next one is; empty if it is over."""

    session: Session
    pattern: str
    next: str
    place: Location | None = None


@dataclass(frozen=True)
class Entry:
    """A service as it is ``at`` one moment (aware). One closed for now is never open.

    A search adds why it was found (``about`` are terms, ``says`` words) and how far away it is.
    """

    service: Service
    at: datetime = field(compare=False)
    about: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    distance: str = ""

    @cached_property
    def times(self) -> Hours:
        """When it answers; false if nobody told us."""
        return self.service.hours

    @cached_property
    def is_open(self) -> bool:
        """Whether it answers at that moment."""
        return not self.service.is_closed_for_now and self.times.is_open(self.at)

    @cached_property
    def now(self) -> str:
        """In words whether it answers, and until when or from when; empty if nobody told us."""
        return "" if self.service.is_closed_for_now else self.times.now_in_words(self.at)

    @cached_property
    def hours(self) -> str:
        """Its hours in words; empty if nobody told us."""
        return self.times.in_words()

    @property
    def until(self) -> datetime:
        """The moment until which these words are true."""
        return true_until([self.times], self.at)

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
    """Return the service as it is at ``at``, by default now."""
    return Entry(service, at or timezone.now(), **found_by)  # type: ignore[arg-type]


def entries_now(services: Iterable[Service], at: datetime | None = None) -> list[Entry]:
    """Return each service as it is at one moment, in the order given."""
    at = at or timezone.now()
    return [entry_now(service, at) for service in services]
