"""Sealing what staff add to a referral, bound to whose it is, who wrote it and when."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from referrals_portal import sealing
from referrals_portal.models import Appointment, ContactAttempt, Note, Referral

Work = TypeVar("Work", Note, ContactAttempt, Appointment)


def keep(
    model: type[Work],
    referral: Referral,
    content: dict[str, Any],
    by: Any,
    at: datetime,
    **columns: Any,
) -> Work:
    """Seal a content in its referral's compartment and insert its row, in the caller's transaction.

    What the row says in clear is sealed with it, so that nobody can quietly give one person's
    note to another, or another author to a note; but for ``columns``, which say nothing of that.
    Raises `KeysMissing`.
    """
    row = model(uuid=uuid4(), referral=referral, by=by, at=at, **columns)
    sealed = sealing.seal(
        content | row.in_clear, sealing.Place(model.kind, row.uuid, row.compartment)
    )
    for name, value in asdict(sealed).items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row
