"""How soon the hub promises to be in touch, read from its rules and written nowhere else."""

from datetime import datetime, timedelta
from typing import Any


def promise_hours(rules: dict[str, Any]) -> int | None:
    """Return the hours within which everyone who asks for help hears from the hub.

    That is the slowest of the ``first_contact`` standards, so that the promise is kept whoever
    asks. None when the rules state no such standard: then nothing may be promised.
    """
    standards = rules.get("standards", [])
    hours = [
        each["number"]
        for each in standards
        if each.get("what") == "first_contact" and each.get("starts") == "received"
    ]
    return max(hours, default=None)


def promised_by(rules: dict[str, Any], hour: datetime) -> datetime | None:
    """Return by when whoever asks in an hour hears from the hub; None where nothing is promised."""
    hours = promise_hours(rules)
    return None if hours is None else hour + timedelta(hours=hours)
