"""Opening hours and sessions as rows of Open Referral's ``schedule``: pure functions.

Times are the clock's in Europe/London, all year round, and say so in a member of ours. An offset
from UTC, as the standard would like it, is true of one half of the year only.
"""

from collections.abc import Iterable
from datetime import time
from typing import Any
from uuid import UUID

from directory.models.codes import codes
from directory.oruk.member import Row
from directory.recurring import Every

ALL_DAYS = "MO,TU,WE,TH,FR,SA,SU"
ZONE = "Europe/London"
DAY_AND_NIGHT = "Day and night, every day of the year."
MIDNIGHT, LAST_MINUTE = time(0), time(23, 59)


def opening_hours(row: Row) -> dict[str, Any]:
    """Return the schedule of a row of opening hours, which may hold nothing but a note."""
    said = {"id": row["id"], "service_id": row["service_id"], "notes": row["notes"]}
    if row["always"]:
        return said | {
            "freq": "WEEKLY",
            "byday": ALL_DAYS,
            "opens_at": MIDNIGHT,
            "closes_at": LAST_MINUTE,
            "description": DAY_AND_NIGHT,
            "zone": ZONE,
        }
    if row["opens_at"] is None or row["closes_at"] is None:
        return said
    return said | {
        "freq": "WEEKLY",
        "byday": row["byday"],
        "opens_at": row["opens_at"],
        "closes_at": row["closes_at"],
        "zone": ZONE,
    }


def session(row: Row, place: UUID | None) -> dict[str, Any]:
    """Return the schedule of a row of sessions; ``place`` is its service at a location."""
    said = {
        "id": row["id"],
        "service_id": row["service_id"],
        "service_at_location_id": place,
        "description": row["description"],
        "notes": row["notes"],
        "dtstart": row["dtstart"],
        "valid_to": row["valid_to"],
        "opens_at": row["opens_at"],
        "closes_at": row["closes_at"],
        "zone": ZONE,
    }
    if row["every"] == Every.ONCE:
        return said | {"valid_from": row["dtstart"], "valid_to": row["dtstart"]}
    monthly = row["every"] == Every.MONTH
    return said | {
        "freq": "MONTHLY" if monthly else "WEEKLY",
        "interval": 2 if row["every"] == Every.TWO_WEEKS else 1,
        "byday": _nth(row["week"], codes(row["byday"])) if monthly else row["byday"],
    }


def _nth(week: int | None, days: Iterable[str]) -> str:
    return ",".join(f"{week or ''}{day}" for day in days)
