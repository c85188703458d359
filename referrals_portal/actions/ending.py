"""Ending the ways back: codes and words that somebody else may know open nothing any more."""

from datetime import datetime
from typing import Any

from django.db import transaction

from referrals_portal.actions.changing import change
from referrals_portal.actions.recording import record
from referrals_portal.models import Referral, ReturnBox
from referrals_portal.models.event import Kind


@transaction.atomic
def end_ways_back(*, referral: Referral, by: Any, at: datetime, expected_version: int) -> None:
    """Delete every way back of a referral; does nothing where there is none.

    Raises `ChangedMeanwhile` if the referral is no longer the version that ``by`` saw.
    """
    change(referral, expected_version)
    delete_ways_back(referral, by, at)


def delete_ways_back(referral: Referral, by: Any, at: datetime) -> None:
    """Delete them within another change, and leave an event if there was one."""
    rows = ReturnBox.objects.filter(referral=referral.pk)
    if rows.delete()[0]:
        record(referral=referral.pk, kind=Kind.WAYS_BACK_ENDED, at=at, by=by)


def has_ways_back(referral: Referral) -> bool:
    """Tell whether there is a code by which somebody can come back to it."""
    return ReturnBox.objects.filter(referral=referral.pk).exists()
