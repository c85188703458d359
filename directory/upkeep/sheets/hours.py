"""Opening hours in one cell: "Monday to Friday 09:00-17:00; Sunday 10:00-12:00"."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from directory.arriving import written_hours
from directory.models import Schedule, Service


def said(service: Service) -> str:
    """Return the hours as one writes them in a cell."""
    return written_hours.write([_plain(row) for row in service.schedules.all()])


def put(service: Service, to: str) -> None:
    """Set the hours, in memory. Notes that stood beside other hours stay, without hours.

    Raises ValidationError for what is no hours.
    """
    read = written_hours.read(to)
    if any("notes" in row for row in read):
        raise ValidationError(
            _("Write days and times, such as “Monday to Friday 09:00-17:00; Sunday 10:00-12:00”.")
        )
    had = list(service.schedules.all())
    rows = []
    for row in read:
        made = Schedule(
            always=bool(row.get("always")), byday=row.get("byday", ""),
            opens_at=_time(row.get("opens_at")), closes_at=_time(row.get("closes_at")),
        )  # fmt: skip
        made.clean()
        same = next((row for row in had if _plain(row) == _plain(made)), made)
        had = [row for row in had if row is not same]
        rows.append(same)
    notes = [Schedule(notes=row.notes) for row in had if row.notes]
    service.schedules = [*rows, *notes]  # type: ignore[misc]


def put_notes(service: Service, notes: Iterable[str]) -> None:
    """Set what else there is to say; notes then stand beside no hours."""
    rows = [row for row in service.schedules.all() if row.always or row.periods]
    for row in rows:
        row.notes = ""
    service.schedules = [*rows, *(Schedule(notes=note) for note in notes)]  # type: ignore[misc]


def _plain(row: Schedule) -> dict[str, Any]:
    if row.always:
        return {"always": True}
    if not row.opens_at or not row.closes_at:
        return {}
    return {"byday": row.byday, "opens_at": f"{row.opens_at:%H:%M}",
            "closes_at": f"{row.closes_at:%H:%M}"}  # fmt: skip


def _time(text: Any) -> time | None:
    return time.fromisoformat(text) if text else None
