"""Saying that a referral comes from a person, after a robot was suspected."""

from datetime import datetime
from typing import Any

from django.db import transaction

from referrals_portal.actions.changing import ChangedMeanwhile, NotAllowed, as_it_stands, change
from referrals_portal.actions.recording import record
from referrals_portal.actions.telling import asked_back
from referrals_portal.models import Referral
from referrals_portal.models.event import Kind


@transaction.atomic
def vouch(*, referral: Referral, by: Any, at: datetime, expected_version: int) -> None:
    """Take the suspicion away; the worker then lets go of the message that waits.

    Raises `ChangedMeanwhile` if the referral is no longer the version that ``by`` saw, and
    `NotAllowed` if it is finished or was taken back, or nobody suspects it.
    """
    now = as_it_stands(referral)
    if now.version != expected_version:
        raise ChangedMeanwhile(now)
    if not now.suspected or not now.is_open or asked_back(referral.pk):
        raise NotAllowed("there is nothing to vouch for")
    change(referral, expected_version, suspected=False)
    record(referral=referral.pk, kind=Kind.VOUCHED, at=at, by=by)
