"""How the outbox stands, for the account and for whoever waits until it is at rest."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from config.drill.account import Row
from referrals_portal.messages.reasons import Reason
from referrals_portal.models import (
    Event,
    FollowUp,
    OutboxMessage,
    Pace,
    Receipt,
    Referral,
    Tally,
    Task,
)
from referrals_portal.models.outbox import FINAL, MessageState

SHORTEST = timedelta(minutes=90)
"""Between two looks: no safe time of the drill's people is shorter than two hours."""


def rows() -> Iterator[Row]:
    """Yield every message, with the reason of its open task."""
    tasks = Task.objects.filter(done_at=None, message__isnull=False)
    reasons = dict(tasks.values_list("message", "reason"))
    for row in OutboxMessage.objects.all():
        yield Row(
            uuid=row.pk,
            reference=row.reference,
            template=row.template,
            channel=row.channel,
            state=row.state,
            failure=row.failure,
            follows=row.follows,
            referral=row.referral,
            sealed=bool(row.recipient),
            send_by=row.send_by,
            task=reasons.get(row.pk),
        )


def come_to_rest_by(at: datetime) -> datetime | None:
    """Return when to look again at what has no end yet; None where everything is at rest."""
    waiting = OutboxMessage.objects.exclude(
        Q(state__in=FINAL) | Q(state=MessageState.HELD, failure=Reason.TOO_MANY)
    )
    due = [
        (row.claimed_until or row.due_at) if row.state != MessageState.HELD else row.send_by
        for row in waiting
    ]
    if not due:
        unread = Receipt.objects.filter(applied_at=None).exists()
        return at + SHORTEST if unread else None
    return max(min(due), at + SHORTEST)


def unanswered(sent: int) -> Iterator[str]:
    """Yield what is wrong with the referrals of people who sent the form; ``sent`` surely did."""
    real = Referral.objects.exclude(sealed=b"-")
    if real.count() < sent:
        yield f"lost: {sent} sent the form, and there are {real.count()} referrals"
    told = set(
        OutboxMessage.objects.filter(template="CONFIRMATION").values_list("referral", flat=True)
    )
    for each in real.values_list("pk", flat=True):
        if each not in told:
            yield f"lost: referral {each} asked for a confirmation and has none"


def clear() -> None:
    """Empty what one voyage leaves for the next, in the drill's own database."""
    for model in (OutboxMessage, Task, Receipt, Pace, Tally, FollowUp):
        model.objects.all().delete()
    Event.objects.all().delete()
    Referral.objects.all().delete()
