"""Who never wants to hear from us again: remembered for every way in which we could reach them.

The form, which knows the numbers, cannot make the digests by which they are known again, and the
worker, which can, does not know the numbers. So the form seals them to the worker, which makes the
digests, looks if somebody there said never before, and erases them, minutes later.
"""

import json
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from core.rounding import to_the_hour
from referrals_portal import sealing
from referrals_portal.actions.calling_back import call_back_all
from referrals_portal.actions.recording import record
from referrals_portal.messages.catalogue import OFFER
from referrals_portal.messages.outbox import dialled
from referrals_portal.messages.pacing import MEMORY
from referrals_portal.messages.reasons import Reason
from referrals_portal.messages.sending import opting_out
from referrals_portal.models import Invitation, Pace, Referral, Task
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
    _one_at_a_time()
    rows = Invitation.objects.filter(referral=referral).exclude(recipient=b"")
    row = rows.order_by("epoch").values_list("epoch", "recipient").first()
    if row is None:
        return False
    if closed := opting_out.remember(referral, row[0], bytes(row[1])):
        _lock([referral])
        _keep_away(referral, closed, at)
    return True


@transaction.atomic
def never(referral: UUID, at: datetime) -> None:
    """Let nothing that nobody asked for go to any number or address of theirs, ever again.

    Nor the offers that wait for somebody else there, of which it is said once. Raises
    `KeysMissing`.
    """
    remember_now(referral, at)
    new = opting_out.never_again(referral)
    others = list(opting_out.others_there(referral, new))
    _lock([referral, *[other for other, _shared in others]])
    take_back_letters(referral, at, template=OFFER)
    for other, shared in others:
        _keep_away(other, shared, at)


def take_back_letters(referral: UUID, at: datetime, **only: str) -> None:
    """End the tasks of letters that nobody has printed: all, or those of one ``template``."""
    letters = Task.objects.filter(referral=referral, kind=Task.Kind.LETTER, done_at__isnull=True)
    letters.filter(**only).update(done_at=to_the_hour(at))


def _keep_away(referral: UUID, closed: bytes, at: datetime) -> None:
    """Make no offer to somebody of whose ways some said never; whatever they asked for stays.

    Whether it is the same person nobody here knows, so it says no more than that.
    """
    if not opting_out.only_the_door(closed):
        call_back_all(referral, because="said-never", reason=Reason.OPTED_OUT, template=OFFER)
    take_back_letters(referral, at, template=OFFER)
    record(referral=referral, kind=Kind.NEVER_THERE, at=to_the_hour(at))
    Referral.objects.filter(pk=referral).update(version=F("version") + 1)


def _one_at_a_time() -> None:
    """Wait for whoever else remembers at this moment, until the transaction ends.

    Of two who look for each other at once, neither would see what the other has not yet written.
    """
    Pace.objects.select_for_update().get_or_create(name=MEMORY)


def _lock(referrals: Collection[UUID]) -> None:
    """Hold these referrals before any message of theirs, and in one order, as everybody does."""
    rows = Referral.objects.select_for_update().only("uuid").filter(pk__in=referrals)
    list(rows.order_by("pk"))
