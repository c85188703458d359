"""The pace of all workers together, kept in the database: pacing decides, this writes it down."""

import logging
import random
from collections.abc import Callable
from datetime import datetime
from math import floor

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from core.rounding import to_the_hour
from referrals_portal.messages import pacing
from referrals_portal.messages.carrier import Carrier
from referrals_portal.messages.catalogue import Channel
from referrals_portal.messages.machine import Outcome
from referrals_portal.messages.pacing import ALL, WORKER, Halt, Wait
from referrals_portal.models import Pace

log = logging.getLogger("front_door.messages")


def halted(by: Carrier, at: datetime) -> set[str]:
    """Return on what nothing is sent now: channels, or `ALL`.

    A key that was refused counts only until there is another.
    """
    waiting = Pace.objects.filter(waits_until__gt=at)
    return {
        each.name
        for each in waiting
        if each.waits_for != Halt.WRONG_KEY or each.stopped_key == by.key
    }


def open_channels(by: Carrier, at: datetime) -> list[Channel]:
    """Return the channels on which something may be sent now; none while everything waits."""
    closed = halted(by, at)
    return [] if ALL in closed else [each for each in by.channels if each not in closed]


def take(wanted: int, at: datetime) -> int:
    """Take as many of the wanted requests as may be made now, and return how many those are.

    Must run in the transaction that claims the messages they are for: other workers wait for it.
    """
    if not settings.NOTIFY_PER_MINUTE or settings.MESSAGES != "notify":
        return wanted
    row = _locked().get_or_create(name=ALL)[0]
    there = pacing.tokens(row.tokens, row.counted_at, at, settings.NOTIFY_PER_MINUTE)
    taken = min(wanted, floor(there))
    # Another worker may have counted at a later moment.
    row.counted_at = max(row.counted_at, at) if row.counted_at else at
    row.tokens = there - taken
    row.save(update_fields=["tokens", "counted_at"])
    return taken


def say_alive(at: datetime) -> int:
    """Write down that a worker is here; return 0, because there is nothing more to do."""
    Pace.objects.update_or_create(name=WORKER, defaults={"counted_at": at})
    return 0


def rest(at: datetime) -> int:
    """Forget when the last message left, once that holds nothing up any more; return 0.

    After a quiet night it would tell the minute of somebody's message.
    """
    row = Pace.objects.filter(name=ALL, counted_at__isnull=False).first()
    limit = settings.NOTIFY_PER_MINUTE or 1
    if row and pacing.tokens(row.tokens, row.counted_at, at, limit) == pacing.most(limit):
        as_read = Pace.objects.filter(name=ALL, tokens=row.tokens, counted_at=row.counted_at)
        as_read.update(tokens=0, counted_at=None)
    return 0


def note_success(by: Carrier, at: datetime) -> None:
    """Write down that the carrier is there: nothing that found nobody counts any more.

    What is still waited for stays: another worker may have met it after this one's success.
    """
    Pace.objects.filter(name=ALL, failures__gt=0).update(failures=0)
    over = Q(waits_until__lte=at) | Q(waits_for=Halt.WRONG_KEY) & ~Q(stopped_key=by.key)
    Pace.objects.exclude(waits_for="").filter(over).update(
        waits_for="", waits_until=None, stopped_key=""
    )


def note_missing(at: datetime) -> None:
    """Write down that a key is missing which the worker needs for something else than sending."""
    missing = {"last_error": Outcome.NOT_READY, "last_error_at": to_the_hour(at)}
    Pace.objects.update_or_create(name=ALL, defaults=missing)


def note_fault(
    outcome: Outcome,
    by: Carrier,
    channel: str,
    at: datetime,
    jitter: Callable[[], float] = random.random,
) -> bool:
    """Write down what a fault means for all the others; return whether they have to wait."""
    with transaction.atomic():
        row = _locked().get_or_create(name=ALL)[0]
        row.failures = pacing.in_a_row(row.failures, outcome)
        row.last_error, row.last_error_at = outcome, to_the_hour(at)
        wait = pacing.wait_after(outcome, channel, row.failures, at, jitter())
        row.save(update_fields=["failures", "last_error", "last_error_at"])
        if wait:
            _halt(wait, by)
    return wait is not None


def _halt(wait: Wait, by: Carrier) -> None:
    """Let all wait; what they wait for already and for longer is neither cut short nor said again.

    Workers come here one after another: `note_fault` holds the row of all.
    """
    row = _locked().get_or_create(name=wait.on)[0]
    ours = row.waits_for != Halt.WRONG_KEY or row.stopped_key == by.key
    if ours and row.waits_until and row.waits_until >= wait.until:
        return
    known = ours and row.waits_for == wait.why
    row.waits_until, row.waits_for = wait.until, wait.why
    row.stopped_key = by.key if wait.why == Halt.WRONG_KEY else ""
    row.save(update_fields=["waits_until", "waits_for", "stopped_key"])
    if not known:
        log.error("nothing is sent for a while: %s", wait.why.value)


def _locked() -> "QuerySet[Pace]":
    return Pace.objects.select_for_update()
