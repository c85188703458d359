"""The person takes over, or stops, what somebody else had asked for on their behalf."""

from datetime import datetime
from typing import Any

from django.db import transaction

from referrals_portal.actions import moves
from referrals_portal.actions.changing import NotAllowed, as_it_stands, change, move
from referrals_portal.actions.recording import record
from referrals_portal.models import Event, Referral
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import Status


@transaction.atomic
def claim(*, referral: Referral, stop: bool, by: Any, at: datetime, expected_version: int) -> None:
    """Write down that it is theirs now; ``stop`` also withdraws it.

    Whoever calls this has compared the word that they said. Raises `ChangedMeanwhile` if the
    referral is no longer the version that ``by`` saw, and `NotAllowed` if it is finished or they
    have taken it over already.
    """
    claimed = Event.objects.filter(referral=referral.pk, kind=Kind.CLAIMED)
    if not as_it_stands(referral).is_open or claimed.exists():
        raise NotAllowed("claimed or finished")
    if stop:
        detail = move(referral, Status.WITHDRAWN, expected_version, moves.ending)
    else:
        change(referral, expected_version)
    record(referral=referral.pk, kind=Kind.CLAIMED, at=at, by=by)
    if stop:
        record(referral=referral.pk, kind=Kind.WITHDRAWN, at=at, by=by, detail=detail)
