"""Finishing a referral, once a senior has looked who must; and ending its ways back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet

from accounts.permissions import user_is_manager
from hub.retention import Ended, keep_until
from hub.snapshot import current_hub
from referrals_portal.actions import moves
from referrals_portal.actions.calling_back import call_back_all
from referrals_portal.actions.changing import (
    ChangedMeanwhile,
    NotAllowed,
    as_it_stands,
    change,
    move,
)
from referrals_portal.actions.recording import record
from referrals_portal.actions.telling import asked_back, tell
from referrals_portal.models import Event, Referral, ReturnBox
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import Status


def waits_for_senior(referral: Referral, user: Any) -> bool:
    """Tell whether somebody else, a manager, has to look before ``user`` may finish it."""
    return referral.senior_by is not None and not user_is_manager(user)


def finish(
    referral: Referral,
    to: str,
    expected_version: int,
    by: Any,
    at: datetime,
    ended: Ended = Ended.NOT_TAKEN_UP,
) -> str:
    """Close or withdraw it; return the event's detail. A manager who does has looked at it.

    From then on it is kept as long as the hub says of what ``ended`` so, or of support where any
    was accepted, whatever came after.

    Raises `ChangedMeanwhile`, and `NotAllowed` if it is finished, or while a senior member of staff
    has yet to look, which the person was told.
    """
    now = as_it_stands(referral)
    if now.version != expected_version:
        raise ChangedMeanwhile(now)
    if waits_for_senior(now, by):
        raise NotAllowed("a senior must look first")
    ended = Ended.SUPPORTED if was_supported(referral.pk) else ended
    until = keep_until(ended, at, current_hub().rules.retention)
    detail = move(referral, to, expected_version, moves.ending, senior_by=None, retain_until=until)
    if now.senior_by is not None:
        record(referral=referral.pk, kind=Kind.SENIOR_SEEN, at=at, by=by)
    return detail


def was_supported(referral: UUID | OuterRef) -> QuerySet[Event]:
    """Return the events that say that support was accepted, since it came."""
    accepted = f">{Status.ACCEPTED}"
    return Event.objects.filter(
        referral=referral, kind=Kind.STATUS_CHANGED, detail__endswith=accepted
    )


def take_back(referral: Referral, expected_version: int, by: Any, at: datetime) -> None:
    """Withdraw it because the person asked; where a senior has yet to look, it stays open for them.

    They may have been made to ask. Either way nobody contacts them any more, and they are told
    that it is withdrawn. Raises `ChangedMeanwhile`, and `NotAllowed` if it is finished or this was
    done already.
    """
    now = as_it_stands(referral)
    if not waits_for_senior(now, by):
        detail = finish(referral, Status.WITHDRAWN, expected_version, by, at)
        record(referral=referral.pk, kind=Kind.WITHDRAWN, at=at, by=by, detail=detail)
        return
    if not now.is_open or asked_back(referral.pk):
        raise NotAllowed("finished or taken back")
    change(referral, expected_version)
    call_back_all(referral.pk, because="taken-back")
    record(referral=referral.pk, kind=Kind.ASKED_BACK, at=at, by=by)
    tell(referral)


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
