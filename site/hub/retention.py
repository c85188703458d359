"""How long a finished referral is kept: the hub's own periods, or those of the field.

The defaults are the periods that Victim Support publishes: six weeks where no support was taken
up, six months where nobody could be reached, six years where support was given. Pure.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any


class Ended(StrEnum):
    """How it ended, as far as keeping it goes."""

    NOT_TAKEN_UP = "not_taken_up"
    NOT_REACHED = "not_reached"
    SUPPORTED = "supported"


PERIODS = {
    Ended.NOT_TAKEN_UP: ("not_taken_up_weeks", 6),
    Ended.NOT_REACHED: ("not_reached_months", 6),
    Ended.SUPPORTED: ("supported_years", 6),
}
"""The key of a profile's ``retention``, which names its unit, and the default."""


def keep_until(ended: Ended, at: datetime, retention: Mapping[str, Any]) -> datetime:
    """Return until when what ended at a moment (aware) is kept, in UTC.

    The first midnight of the month that follows the end of its period, so that it tells no more
    of the day than it must.
    """
    key, default = PERIODS[ended]
    number = retention.get(key, default)
    over = at.astimezone(UTC) + timedelta(weeks=number if key.endswith("weeks") else 0)
    months = {"months": number, "years": 12 * number}.get(key.rpartition("_")[2], 0)
    year, month = divmod(over.year * 12 + over.month + months, 12)
    return datetime(year, month + 1, 1, tzinfo=UTC)


def ended_before(ended: Ended, at: datetime, retention: Mapping[str, Any]) -> datetime:
    """Return before when something must have ended so to be over at a moment, in UTC.

    For what was taken back without anybody here, so that nobody wrote down until when it is kept.
    """
    key, default = PERIODS[ended]
    number = retention.get(key, default)
    over = at.astimezone(UTC)
    months = {"months": number, "years": 12 * number}.get(key.rpartition("_")[2], 0)
    year, month = divmod(over.year * 12 + over.month - 1 - months, 12)
    first = datetime(year, month + 1, 1, tzinfo=UTC)
    return first - timedelta(weeks=number if key.endswith("weeks") else 0)
