"""Counting the equality answers of a referral that closes, once, and by the month only."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F

from hub.opening import LONDON
from referrals_portal.models import EqualityCount, Referral

Equality = Mapping[str, Mapping[str, str]]
"""What was sealed as ``equality``: ``{step: {"answer": code}}``."""


def count(referral: Referral, equality: Equality, at: datetime) -> None:
    """Add each answer to this month's counts, in the caller's transaction.

    Whether there were any answers shows nowhere: a referral without them is marked as counted too,
    and one that closes again is not counted again.
    """
    row = Referral.objects.filter(pk=referral.pk, equality_counted=False)
    if not row.update(equality_counted=True):
        return
    month = at.astimezone(LONDON).date().replace(day=1)
    for step, given in sorted(equality.items()):
        if answer := given.get("answer"):
            cell, _ = EqualityCount.objects.get_or_create(
                month=month, question=step.removeprefix("equal-"), answer=answer
            )
            EqualityCount.objects.filter(pk=cell.pk).update(count=F("count") + 1)
