"""An offer that has been sent keeps its promise: the worker stops those clocks.

Somebody who was made an offer has to answer next, so nothing is due to them until they do, or
until another promise of the hub is.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from core.rounding import to_the_hour
from referrals_portal.actions import clocks
from referrals_portal.actions.offering import OFFER
from referrals_portal.actions.ways import CALLED
from referrals_portal.models import Clock, OutboxMessage, Referral, Task
from referrals_portal.models.outbox import MessageState
from referrals_portal.models.referral import Status
from referrals_portal.triage.standards import WRITTEN, Contact, RuledOut

MOST = 100
"""At a time, so that other chores have their turn."""
_SENT = (MessageState.ACCEPTED, MessageState.DELIVERED)
_WAITS = (Status.NEW, Status.IN_TRIAGE, Status.CONTACT_DUE)


def keep_sent(at: datetime) -> int:
    """Stop the clocks of offers that have been sent; return of how many messages.

    What then turns out not to have arrived is a task for staff, and the clock stays stopped: the
    hub did what it promised.
    """
    running = Clock.objects.not_met().filter(
        referral=OuterRef("referral"), what="offer", started_at__isnull=False
    )
    sent = OutboxMessage.objects.filter(Exists(running.only("pk")), template=OFFER, state__in=_SENT)
    rows: Any = list(sent.order_by("created_at").values_list("referral", "channel")[:MOST])
    return sum(_keep(referral, CALLED[channel], at) for referral, channel in rows if referral)


def _never_went(referral: UUID) -> dict[str, str]:
    """Return the ways of writing by which no offer was made to them at all."""
    rows = OutboxMessage.objects.filter(referral=referral, template=OFFER)
    made = {CALLED[each] for each in ("sms", "email") if rows.filter(channel=each).exists()}
    made |= set(
        Task.objects.filter(referral=referral, kind=Task.Kind.LETTER).values_list(
            "channel", flat=True
        )
    )
    return {each: RuledOut.NOT_GIVEN for each in WRITTEN if each not in made}


@transaction.atomic
def _keep(referral: UUID, said: str, at: datetime) -> bool:
    contact = Contact(
        at=to_the_hour(at), channel=said, spoke=False, sent=True, rules_out=_never_went(referral)
    )
    if not clocks.stop(Referral(pk=referral), contact):
        return False
    dues = Clock.objects.not_met().filter(referral=referral, due_at__isnull=False)
    rows = Referral.objects.filter(pk=referral, first_contact_at__isnull=True, status__in=_WAITS)
    due = min(dues.order_by().values_list("due_at", flat=True), default=None)
    rows.update(due_at=due, version=F("version") + 1)
    return True
