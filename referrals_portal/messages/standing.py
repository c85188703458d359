"""How messages are going as a whole, for operators: counts, times and codes, never a recipient.

One picture for the queue's page, the weekly email and the metrics. It reads only what the queue's
process may see of a message. When a message ended is kept nowhere, because that would nearly be
when somebody read it: so what is said of the last hours is what became of what was written then.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Count, F, Min, Q

from core.rounding import to_the_hour
from referrals_portal.messages.machine import backed_off
from referrals_portal.messages.pacing import ALL, WORKER
from referrals_portal.messages.troubles import SHOWN_FOR, Found, Halted, Signs, troubles
from referrals_portal.models import OutboxMessage, Pace, Task
from referrals_portal.models.outbox import MessageState

WAITING = (MessageState.QUEUED, MessageState.ATTEMPTING)
"""States of a message that has still to leave. What is held waits for somebody, not for us."""
LEFT = (MessageState.ACCEPTED, MessageState.DELIVERED)
LOST = (MessageState.FAILED, MessageState.EXPIRED)
ROUNDED_BY = timedelta(hours=1)
"""`created_at`, and the first `due_at` with it, may be so much earlier than the message."""
ALERT = "ROTA"
"""The one message that nobody finds as a task beside a referral if it does not arrive."""
LATELY, DAY = timedelta(hours=1), timedelta(days=1)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Became:
    """What became of what was written ``since`` an hour (UTC): how many of it, by state."""

    since: datetime
    by_state: Counter[str]

    @property
    def written(self) -> int:
        """How many there are."""
        return self.by_state.total()

    @property
    def left(self) -> int:
        """How many of them the carrier has taken."""
        return sum(self.by_state[state] for state in LEFT)

    @property
    def lost(self) -> int:
        """How many of them did not arrive, as far as anybody knows."""
        return sum(self.by_state[state] for state in LOST)

    @property
    def waiting(self) -> int:
        """How many of them have still to leave."""
        return sum(self.by_state[state] for state in WAITING)

    @property
    def stopped(self) -> int:
        """How many of them are held back, or were withdrawn."""
        return self.written - self.left - self.lost - self.waiting


@dataclass(frozen=True, slots=True)
class Standing:
    """The picture at a moment. in_doubt: how long the oldest has waited to be looked up.

    by_state: how many there are by state and channel. tasks: what messages have left for staff to
    do, and nobody has done.
    """

    signs: Signs
    by_state: Counter[tuple[str, str]]
    in_doubt: timedelta
    lately: Became
    day: Became
    tasks: int

    @property
    def troubles(self) -> tuple[Found, ...]:
        """What is wrong; nothing where all is well."""
        return troubles(self.signs)


def standing(at: datetime) -> Standing:
    """Return how messages stand at a moment (UTC)."""
    hour, day = to_the_hour(at - LATELY), to_the_hour(at - DAY)
    rows = list(
        OutboxMessage.objects.order_by()
        .values_list("state", "channel")
        .annotate(
            number=Count("pk"),
            lately=Count("pk", filter=Q(created_at__gte=hour)),
            of_the_day=Count("pk", filter=Q(created_at__gte=day)),
        )
    )
    return Standing(
        signs=signs(at),
        by_state=Counter({(state, channel): n for state, channel, n, _, _ in rows}),
        in_doubt=_in_doubt(at),
        lately=Became(hour, _summed((state, n) for state, _, _, n, _ in rows)),
        day=Became(day, _summed((state, n) for state, _, _, _, n in rows)),
        tasks=Task.objects.filter(done_at__isnull=True).count(),
    )


def became(since: datetime | None, until: datetime) -> Counter[tuple[str, str]]:
    """Return what became of what was written from a full hour until another, by state, channel.

    Without the first hour: of all that is kept.
    """
    rows = OutboxMessage.objects.filter(created_at__lt=until).order_by()
    rows = rows.filter(created_at__gte=since) if since else rows
    counted = rows.values_list("state", "channel").annotate(Count("pk"))
    return Counter({(state, channel): n for state, channel, n in counted})


def signs(at: datetime) -> Signs:
    """Return what is known about whether messages leave; two short questions, for every page."""
    kept = {row.name: row for row in Pace.objects.all()}
    everything, worker = kept.get(ALL, Pace()), kept.get(WORKER, Pace())
    waiting = Q(state__in=WAITING)
    # What has not left in time is lost, whether or not a worker is there to give it up.
    not_told = Q(state__in=LOST) | Q(state__in=WAITING, send_by__lte=at)
    lost = not_told & Q(template=ALERT, send_by__gte=at - SHOWN_FOR)
    due = Q(state=MessageState.QUEUED, due_at__lte=at)
    tried = Q(state=MessageState.QUEUED, attempts__gt=0)
    found = list(
        OutboxMessage.objects.filter(waiting | lost)
        .order_by()
        .values_list("channel", "attempts")
        .annotate(
            number=Count("pk", filter=waiting),
            alerts=Count("pk", filter=lost),
            rounded=Min("due_at", filter=due & Q(due_at__lte=F("created_at"))),
            exact=Min("due_at", filter=due & Q(due_at__gt=F("created_at"))),
            again=Min("due_at", filter=tried),
        )
    )
    waits = [at - ROUNDED_BY - rounded for *_, rounded, _, _ in found if rounded]
    waits += [at - exact for *_, exact, _ in found if exact]
    # What failed is due later with every try, and has waited all the same.
    failed = [at - again + backed_off(tries) for _, tries, *_, again in found if again]
    return Signs(
        at=at,
        waiting=_summed((channel, n) for channel, _, n, *_ in found if n),
        overdue=max([timedelta(0), *waits]),
        waited=max([timedelta(0), *waits, *failed]),
        halts=tuple(
            Halted(row.name, row.waits_for, row.waits_until)
            for row in kept.values()
            if row.waits_for
        ),
        failures=everything.failures,
        last_error=everything.last_error,
        last_error_at=everything.last_error_at,
        worker_seen=worker.counted_at,
        alerts_lost=sum(alerts for *_, alerts, _, _, _ in found),
    )


def _in_doubt(at: datetime) -> timedelta:
    left = OutboxMessage.objects.filter(state=MessageState.ATTEMPTING, claimed_until__lte=at)
    oldest = left.aggregate(oldest=Min("claimed_until"))["oldest"]
    return at - oldest if oldest else timedelta(0)


def _summed(pairs: Iterable[tuple[T, int]]) -> Counter[T]:
    total: Counter[T] = Counter()
    for key, n in pairs:
        total[key] += n
    return total
