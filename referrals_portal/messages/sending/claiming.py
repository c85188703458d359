"""Which messages this worker deals with now. A claim is committed before anything leaves."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from referrals_portal.messages.carrier import Carrier
from referrals_portal.messages.sending import pace
from referrals_portal.models import OutboxMessage, Referral
from referrals_portal.models.outbox import MessageState
from referrals_portal.models.referral import FINISHED

AT_ONCE = 10
"""Messages that one worker claims together. Should it die, so many have to be looked up first."""
IN_HAND = timedelta(seconds=30)
"""A claimed message that has not been sent by then is left to whoever claims it next."""
HELD_FOR = timedelta(seconds=120)
"""`IN_HAND`, then a request of 30 s at most, and then Notify gets a minute to commit."""


WANTED = ~Exists(Referral.objects.filter(pk=OuterRef("referral"), status__in=FINISHED))
"""Of a referral that is finished nothing leaves that has not left."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that this worker holds until ``row.claimed_until``.

    ``in_doubt``: an earlier try may have been taken in, so it is looked up before anything else.
    """

    row: OutboxMessage
    in_doubt: bool


def claim(by: Carrier, at: datetime, most: int = AT_ONCE) -> list[Claim]:
    """Take what has been due longest and commit that before anything leaves the house.

    What waits for a referral that is finished is not due any more; what an earlier try may have
    taken in is looked after to its end. Takes no more than the pace allows. On PostgreSQL workers
    pass over each other's rows; SQLite has one writer at a time anyway.
    """
    waiting = _waiting(by, at)
    if not waiting.exists():
        return []
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    with transaction.atomic(durable=True):
        rows = list(waiting[:most])
        fresh = sum(row.state == MessageState.QUEUED for row in rows)
        may_be_sent = pace.take(fresh, at) if fresh else 0
        left = [row for row in rows if row.state == MessageState.ATTEMPTING]
        queued = [row for row in rows if row.state == MessageState.QUEUED][:may_be_sent]
        return [*_hold(left, at, in_doubt=True), *_hold(queued, at, in_doubt=False)]


def _waiting(by: Carrier, at: datetime) -> "QuerySet[OutboxMessage]":
    channels = pace.open_channels(by, at)
    due = Q(state=MessageState.QUEUED, due_at__lte=at, send_by__gt=at, channel__in=channels)
    left = Q(state=MessageState.ATTEMPTING, claimed_until__lte=at)
    if not channels:
        return OutboxMessage.objects.none()
    return OutboxMessage.objects.filter(due & WANTED | left).order_by("due_at")


def _hold(rows: list[OutboxMessage], at: datetime, *, in_doubt: bool) -> list[Claim]:
    until, tries = at + HELD_FOR, 0 if in_doubt else 1
    for row in rows:
        row.state, row.claimed_until = MessageState.ATTEMPTING, until
        row.attempts += tries
    if rows:
        OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=MessageState.ATTEMPTING, claimed_until=until, attempts=F("attempts") + tries
        )
    return [Claim(row, in_doubt) for row in rows]
