"""An offer that has arrived keeps its promise: the worker stops those clocks.

Somebody who was made an offer has to answer next, so nothing is due to them until they do, or
until another promise of the hub is. Until it is known to have arrived the clock runs on, so what
fails leaves the promise as due as it was.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from core.rounding import to_the_hour
from referrals_portal.actions import clocks
from referrals_portal.actions.recording import record
from referrals_portal.actions.ways import CALLED
from referrals_portal.messages import moving, outbox
from referrals_portal.messages.catalogue import OFFER
from referrals_portal.models import Clock, OutboxMessage, Referral, Task
from referrals_portal.models.event import Kind
from referrals_portal.models.outbox import MessageState
from referrals_portal.models.referral import Status
from referrals_portal.triage.standards import WRITTEN, Contact, RuledOut

MOST = 100
"""At a time, so that other chores have their turn."""
_WAITS = (Status.NEW, Status.IN_TRIAGE, Status.CONTACT_DUE)


def keep_arrived(at: datetime) -> int:
    """Stop the clocks of offers that have arrived; return of how many messages.

    Where no network says whether a message arrives, that it was handed on is enough.
    """
    sent = OutboxMessage.objects.filter(
        _keeps_a_clock(), template=OFFER, state=MessageState.DELIVERED
    )
    rows: Any = list(sent.order_by("created_at").values_list("referral", "channel")[:MOST])
    return sum(_keep(referral, CALLED[channel], at) for referral, channel in rows if referral)


def _keeps_a_clock() -> Q:
    """Match messages by whose own channel something was promised that is not kept yet.

    Not all whose referral waits for an offer: a letter that is not posted would stand in the way
    of others for ever.
    """
    running = Clock.objects.not_met().filter(
        referral=OuterRef("referral"), what="offer", started_at__isnull=False
    )
    found = Q(pk__in=())
    for channel, said in CALLED.items():
        found |= Q(Exists(running.filter(channel__in=("", said)).only("pk")), channel=channel)
    return found


def _never_went(referral: UUID) -> dict[str, str]:
    """Return the ways of writing by which no offer was made because they gave none.

    Not those that this installation does not send by: there it is the hub that has to find another.
    """
    rows = OutboxMessage.objects.filter(referral=referral, template=OFFER)
    here = {channel: said for channel, said in CALLED.items() if channel in outbox.channels()}
    made = {said for channel, said in here.items() if rows.filter(channel=channel).exists()}
    made |= set(CALLED.values()) - set(here.values())
    made |= set(
        Task.objects.filter(referral=referral, kind=Task.Kind.LETTER).values_list(
            "channel", flat=True
        )
    )
    return {each: RuledOut.NOT_GIVEN for each in WRITTEN if each not in made}


@transaction.atomic
def _keep(referral: UUID, said: str, at: datetime) -> bool:
    moving.lock_referral(referral)
    hour = to_the_hour(at)
    contact = Contact(
        at=hour, channel=said, spoke=False, sent=True, rules_out=_never_went(referral)
    )
    if not clocks.stop(Referral(pk=referral), contact):
        return False
    dues = Clock.objects.not_met().filter(referral=referral, due_at__isnull=False)
    rows = Referral.objects.filter(pk=referral, first_contact_at__isnull=True, status__in=_WAITS)
    due = min(dues.order_by().values_list("due_at", flat=True), default=None)
    rows.update(due_at=due, version=F("version") + 1)
    record(referral=referral, kind=Kind.OFFER_ARRIVED, at=hour, detail=said)
    return True
