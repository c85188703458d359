"""What is sealed to the worker with a message: to whom, when that is safe, and in which words.

It has every way that is safe, the first of which is the row's own, so that another can be tried
without asking anybody. Pure.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Any

from hub import opening
from hub.opening import Period
from referrals_portal.messages.catalogue import Channel, When

STAYS_SAFE = timedelta(minutes=15)
"""A message is not read at once. It leaves only where it is safe for at least as long after."""
LOOKED_AT_EVERY = timedelta(minutes=15)
"""How often what may not leave yet is looked at. The row says no more, so that it gives away no
safe time: one without such a moment in it is too short to be used."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reaching somebody. times: when it is safe, Europe/London; none means always."""

    channel: Channel
    to: str = field(repr=False)
    times: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Envelope:
    """What only the worker can open. until: the moment after which it would say nothing true.

    unasked: nobody asked them if we may write, so it is not sent to whoever said never.
    """

    ways: tuple[Way, ...]
    personalisation: Mapping[str, str] = field(repr=False)
    language: str = "en"
    until: datetime | None = None
    unasked: bool = False

    @property
    def way(self) -> Way:
        """The one that is tried now."""
        return self.ways[0]

    def without_the_first(self) -> "Envelope | None":
        """Return it for the next way; None where there is none."""
        return replace(self, ways=self.ways[1:]) if len(self.ways) > 1 else None

    def to_bytes(self) -> bytes:
        """Return it as it is sealed."""
        content = {
            "ways": [_plain(way) for way in self.ways],
            "personalisation": dict(self.personalisation),
            "language": self.language,
            "until": self.until.isoformat() if self.until else None,
            "unasked": self.unasked,
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Envelope":
        """Read what was opened; KeyError, TypeError or ValueError for anything else."""
        until = content["until"]
        return cls(
            ways=tuple(_way(*each) for each in content["ways"]),
            personalisation=content["personalisation"],
            language=content["language"],
            until=datetime.fromisoformat(until) if until else None,
            unasked=bool(content["unasked"]),
        )


def _plain(way: Way) -> list[Any]:
    times = [
        [each.day, each.opens.isoformat("minutes"), each.closes.isoformat("minutes")]
        for each in way.times
    ]
    return [way.channel, way.to, times]


def _way(channel: Channel, to: str, times: list[list[Any]]) -> Way:
    periods = (
        Period(day, time.fromisoformat(opens), time.fromisoformat(closes))
        for day, opens, closes in times
    )
    return Way(channel, to, tuple(periods))


def may_leave(way: Way, when: When, hours: tuple[Period, ...], at: datetime) -> bool:
    """Tell whether a message may leave at a moment: their safe times first, then the hub's hours.

    hours: the hub's. What a person asked for, and what cannot wait, does not keep to those.
    """
    if way.times and not (
        opening.is_open(way.times, at) and opening.is_open(way.times, at + STAYS_SAFE)
    ):
        return False
    return when is When.AT_ONCE or opening.is_open(hours, at)


def next_look(at: datetime) -> datetime:
    """Return the next full quarter of an hour after a moment."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    return hour + ((at - hour) // LOOKED_AT_EVERY + 1) * LOOKED_AT_EVERY
