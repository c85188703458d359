"""The person takes over, or stops, what somebody else had asked for on their behalf."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hub.opening import LONDON
from referrals_portal.actions.changing import NotAllowed, as_it_stands, change
from referrals_portal.actions.ending import delete_ways_back, take_back
from referrals_portal.actions.recording import record
from referrals_portal.models import Event, Referral
from referrals_portal.models.event import Kind


@transaction.atomic
def claim(*, referral: Referral, stop: bool, by: Any, at: datetime, expected_version: int) -> None:
    """Write down that it is theirs now; ``stop`` also takes it back. Ways back end.

    Whoever calls this has compared the word that they said. Raises `ChangedMeanwhile` if the
    referral is no longer the version that ``by`` saw, `NotAllowed` if it is finished or they
    have taken it over already.
    """
    claimed = Event.objects.filter(referral=referral.pk, kind=Kind.CLAIMED)
    if not as_it_stands(referral).is_open or claimed.exists():
        raise NotAllowed("claimed or finished")
    change(referral, expected_version)
    record(referral=referral.pk, kind=Kind.CLAIMED, at=at, by=by)
    delete_ways_back(referral, by, at)
    if stop:
        take_back(referral, referral.version, by, at)


def wrong_words_today(referral: Referral, at: datetime) -> int:
    """Return how many wrong words anybody entered for it on this day (Europe/London)."""
    begins = at.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    wrong = Event.objects.filter(referral=referral.pk, kind=Kind.WRONG_WORD, at__gte=begins)
    return wrong.count()


@transaction.atomic
def count_wrong_word(*, referral: Referral, by: Any, at: datetime) -> None:
    """Write down that a wrong word was entered; the word itself is kept nowhere."""
    record(referral=referral.pk, kind=Kind.WRONG_WORD, at=at, by=by)
