"""Who answers now: the hub in its hours, otherwise the first national line that is open.

`choose` decides from plain facts; `answering_now` gives it the facts, from memory. There is always
an answer: with nobody awake, or the database away, it is the hub's number and when it opens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from core.kept import kept
from directory.hours import Hours, true_until
from directory.models import Service
from hub.snapshot import current_hub


@dataclass(frozen=True, slots=True)
class Line:
    """A number that somebody answers in these hours."""

    name: str
    phone: str
    hours: Hours
    is_hub: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers. ``hours_text`` is for people; ``until`` (aware) is when to ask again."""

    name: str
    phone: str
    hours_text: str
    is_hub: bool
    until: datetime


def choose(hub_line: Line, national_lines: Sequence[Line], at: datetime) -> Answer:
    """Return who answers at that moment, an aware datetime.

    Lines without a number are passed over. If none is open, the first that has a number is given
    with the time at which it opens.
    """
    lines = [line for line in (hub_line, *national_lines) if line.phone] or [hub_line]
    chosen = next((line for line in lines if line.hours.is_open(at)), lines[0])
    return Answer(
        name=chosen.name,
        phone=chosen.phone,
        hours_text=chosen.hours.now_in_words(at),
        is_hub=chosen.is_hub,
        until=true_until([line.hours for line in lines], at),
    )


def answering_now(at: datetime | None = None) -> Answer:
    """Return who answers at ``at``, by default now, without a query once the lines are known."""
    hub = current_hub()
    hub_line = Line(hub.name, hub.phone, Hours(hub.hours), is_hub=True)
    return choose(hub_line, _national_lines(), at or timezone.now())


def _no_lines() -> tuple[Line, ...]:
    return ()


@kept(instead=_no_lines)
def _national_lines() -> tuple[Line, ...]:
    """Return the lines that stand in; the last known while the database is down."""
    return _from_database()


def _from_database() -> tuple[Line, ...]:
    services = Service.objects.public().active().standing_in().with_details()
    return tuple(Line(service.name, service.number, service.hours) for service in services)
