"""The event that every action leaves, in the same transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from referrals_portal.models import Event


def record(*, referral: UUID, kind: str, at: datetime, by: Any = None, detail: str = "") -> Event:
    """Write down who did what. ``by`` is None when the form itself did it; ``detail`` is a code."""
    event = Event(
        referral=referral,
        kind=kind,
        at=at,
        by=by.pk if by else None,
        by_name=by.get_username() if by else "",
        detail=detail,
    )
    event.save(force_insert=True)
    return event
