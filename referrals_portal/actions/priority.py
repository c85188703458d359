"""The priority. The hub's rules suggest it when a referral arrives; a member of staff decides."""

from datetime import datetime
from typing import Any

from django.db import transaction

from referrals_portal.actions.changing import ChangedMeanwhile, NotAllowed, as_it_stands, change
from referrals_portal.actions.recording import record
from referrals_portal.models import Referral
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import Priority


@transaction.atomic
def set_priority(
    *, referral: Referral, to: str, by: Any, at: datetime, expected_version: int
) -> None:
    """Set another priority. By when the first contact is due stays as it was.

    Raises `ChangedMeanwhile` if the referral is no longer the version that ``by`` saw, and
    `NotAllowed` if it is finished, has that priority already, or there is none of that name.
    """
    now = as_it_stands(referral)
    if now.version != expected_version:
        raise ChangedMeanwhile(now)
    if to not in Priority or to == now.priority or not now.is_open:
        raise NotAllowed(f"{now.priority} to {to}")
    change(referral, expected_version, priority=to)
    detail = f"{now.priority}>{to}"
    record(referral=referral.pk, kind=Kind.PRIORITY_CHANGED, at=at, by=by, detail=detail)
