"""That a senior member of staff has looked, as danger or a child alone ask for at once."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.permissions import user_is_manager
from referrals_portal.actions.changing import ChangedMeanwhile, NotAllowed, as_it_stands, change
from referrals_portal.actions.recording import record
from referrals_portal.models import Referral
from referrals_portal.models.event import Kind


@transaction.atomic
def senior_has_seen(*, referral: Referral, by: Any, at: datetime, expected_version: int) -> None:
    """Take the mark away, because a manager has read it and knows what is being done.

    Raises `ChangedMeanwhile`, and `NotAllowed` for anyone but a manager or where there is no mark.
    """
    now = as_it_stands(referral)
    if now.version != expected_version:
        raise ChangedMeanwhile(now)
    if now.senior_by is None or not user_is_manager(by):
        raise NotAllowed("no manager, or no mark")
    change(referral, expected_version, senior_by=None)
    record(referral=referral.pk, kind=Kind.SENIOR_SEEN, at=at, by=by)
