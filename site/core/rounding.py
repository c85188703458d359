"""Moments that tell the hour and no more: none is stored that says when someone was at a keyboard.

Pure.
"""

from datetime import UTC, datetime, timedelta


def to_the_hour(at: datetime) -> datetime:
    """Return the last full hour (UTC) at or before an aware moment."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def end_of_hour(at: datetime) -> datetime:
    """Return the first full hour (UTC) after an aware moment."""
    return to_the_hour(at) + timedelta(hours=1)


def up_to_the_hour(at: datetime) -> datetime:
    """Return an aware moment itself if it is a full hour (UTC), and otherwise the next one."""
    hour = to_the_hour(at)
    return hour if hour == at else hour + timedelta(hours=1)
