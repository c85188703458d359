"""Who never wants to hear from us again: remembered for every way in which we could reach them.

The form, which knows the numbers, cannot make the digests by which they are known again, and the
worker, which can, does not know the numbers. So the form seals them to the worker, which makes the
digests, looks if somebody there said never before, and erases them, minutes later.
"""

import json
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from core.rounding import to_the_hour
from referrals_portal import sealing
from referrals_portal.actions.calling_back import call_back_all
from referrals_portal.actions.recording import record
from referrals_portal.messages.outbox import dialled
from referrals_portal.messages.reasons import Reason
from referrals_portal.messages.sending import opting_out
from referrals_portal.models import Invitation, Referral, Task
from referrals_portal.models.event import Kind

MOST = 100
"""At a time, so that other chores have their turn."""


def seal_ways(referral: UUID, phone: str, email: str, address: str) -> tuple[int, bytes]:
    """Seal every way of reaching somebody to the worker; return epoch and bytes.

    Raises `KeysMissing`.
    """
    given = (("sms", dialled(phone) if phone else ""), ("email", email), ("letter", address))
    ways = {"ways": [way for way in given if way[1]]}
    return sealing.seal_for_dispatch(json.dumps(ways).encode(), opting_out.place(referral))


def remember_next(at: datetime) -> int:
    """Remember the ways of new offers, and stop those to whoever said never; return how many.

    Raises `KeysMissing`.
    """
    waiting = Invitation.objects.exclude(recipient=b"").filter(referral__isnull=False)
    rows = list(waiting.values_list("referral", flat=True)[:MOST])
    return sum(remember_now(each, at) for each in rows if each)


@transaction.atomic
def remember_now(referral: UUID, at: datetime) -> bool:
    """Remember the ways of one referral's offer; tell whether that was still to be done.

    Raises `KeysMissing`.
    """
    rows = Invitation.objects.filter(referral=referral).exclude(recipient=b"")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    row = rows.order_by("epoch").values_list("epoch", "recipient").first()
    if row is None:
        return False
    if closed := opting_out.remember(referral, row[0], bytes(row[1])):
        _keep_away(referral, closed, at)
    return True


@transaction.atomic
def never(referral: UUID, at: datetime) -> None:
    """Let nothing that nobody asked for go to any number or address of theirs, ever again.

    Nor what waits for them from before, or for somebody else there. Raises `KeysMissing`.
    """
    remember_now(referral, at)
    known = opting_out.never_again(referral)
    _stop(referral, at)
    for other, shared in opting_out.others_there(referral, known):
        _keep_away(other, shared, at)


def _keep_away(referral: UUID, closed: bytes, at: datetime) -> None:
    """Write nothing by itself to a referral of which some ways said never.

    Whether it is the same person nobody here knows, so it says no more than that.
    """
    _stop(referral, at, only_letters=opting_out.only_the_door(closed))
    record(referral=referral, kind=Kind.NEVER_THERE, at=to_the_hour(at))
    Referral.objects.filter(pk=referral).update(version=F("version") + 1)


def _stop(referral: UUID, at: datetime, *, only_letters: bool = False) -> None:
    """Take back letters to print, and withdraw what has not left."""
    if not only_letters:
        call_back_all(referral, because="said-never", reason=Reason.OPTED_OUT)
    letters = Task.objects.filter(referral=referral, kind=Task.Kind.LETTER, done_at__isnull=True)
    letters.update(done_at=to_the_hour(at))
