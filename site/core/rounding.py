"""Moments that tell the hour and no more: none is stored that says when someone was at a keyboard.

Pure.
"""

from datetime import UTC, datetime


def to_the_hour(at: datetime) -> datetime:
    """Return the last full hour (UTC) at or before an aware moment."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
