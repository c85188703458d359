"""Counting the equality answers of a referral that closes, once, and by the month only."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F

from hub.opening import LONDON
from referrals_portal.forms.equality import EqualityForm
from referrals_portal.models import EqualityCount, Referral
from referrals_portal.steps import STEPS

PREFIX = "equal-"
"""How the key of every step begins that asks one of these questions."""

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
    cells = EqualityCount.objects.filter(month=month)
    if not cells.exists():
        # All at once, so that the order of the rows tells nobody which answers came together.
        every = [
            EqualityCount(month=month, question=asked, answer=code) for asked, code in _cells()
        ]
        EqualityCount.objects.bulk_create(every, ignore_conflicts=True)
    for step, given in sorted(equality.items()):
        if answer := given.get("answer"):
            one = cells.filter(question=step.removeprefix(PREFIX), answer=answer)
            one.update(count=F("count") + 1)


def _cells() -> list[tuple[str, str]]:
    """Return every question and each answer that it offers."""
    return [
        (step.key.removeprefix(PREFIX), code)
        for step in STEPS
        if issubclass(step.form, EqualityForm)
        for code in _answers(step.form)
    ]


def _answers(form: Any) -> list[str]:
    return [code for code, _ in form(answers={}).fields["answer"].choices]
