"""Deleting what is kept no longer: whole referrals, with everything that hangs on them."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from hub.retention import Ended, ended_before
from hub.snapshot import current_hub
from referrals_portal.actions.ending import was_supported
from referrals_portal.models import (
    Appointment,
    Clock,
    ContactAttempt,
    Event,
    FollowUp,
    Invitation,
    Note,
    OutboxMessage,
    Referral,
    ReturnBox,
    Task,
)
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import Status
from referrals_portal.querysets import ReferralQuerySet

AT_ONCE = 200
"""Referrals that go in one transaction, so that nobody waits long for a lock."""
HANGING = (Note, ContactAttempt, Appointment, Clock)
"""What hangs on a referral in the database, and goes with it."""
BY_NAME = (Event, FollowUp, OutboxMessage, ReturnBox, Task, Invitation)
"""What names a referral without hanging on it in the database."""


def over(at: datetime) -> ReferralQuerySet:
    """Return the finished referrals whose time is over at a moment.

    The worker may not say until when something is kept, so what was taken back online counts from
    when that was.
    """
    rows, supported = Referral.objects.finished(), Exists(was_supported(OuterRef("pk")))
    unsaid = Q(retain_until__isnull=True, status=Status.WITHDRAWN)
    return rows.filter(  # type: ignore[no-any-return]
        Q(retain_until__lte=at)
        | unsaid & ~supported & _taken_back(Ended.NOT_TAKEN_UP, at)
        | unsaid & supported & _taken_back(Ended.SUPPORTED, at)
    )


def _taken_back(ended: Ended, at: datetime) -> Exists:
    """Return whether a referral was taken back online so long ago that its time is over."""
    before = ended_before(ended, at, current_hub().rules.retention)
    events = Event.objects.filter(referral=OuterRef("pk"), kind=Kind.WITHDRAWN, by__isnull=True)
    return Exists(events.filter(at__lt=before))


def count(at: datetime) -> Counter[str]:
    """Return how much there is to delete of each kind of row, and delete nothing."""
    keys = over(at).values_list("pk", flat=True)
    found = Counter({Referral._meta.label: len(keys)})
    for each in (*HANGING, *BY_NAME):
        found[each._meta.label] = _naming(each, over(at).values("pk")).count()
    return found


def purge(at: datetime) -> Counter[str]:
    """Delete it all; return how many rows of each kind are gone.

    A referral and what hangs on it go together or not at all. One that somebody opens again at
    that moment stays.
    """
    gone: Counter[str] = Counter()
    while True:
        with transaction.atomic():
            keys = list(over(at).select_for_update().values_list("pk", flat=True)[:AT_ONCE])
            if not keys:
                return gone
            gone += _delete(keys)


def _delete(keys: list[UUID]) -> Counter[str]:
    gone: Counter[str] = Counter()
    for each in BY_NAME:
        gone[each._meta.label] += _naming(each, keys).delete()[0]
    gone.update(Referral.objects.filter(pk__in=keys).delete()[1])
    return gone


def _naming(model: type, keys: object) -> QuerySet:  # type: ignore[type-arg]
    return model.objects.filter(referral__in=keys)  # type: ignore[attr-defined, no-any-return]
