"""Deleting what is kept no longer: whole referrals, with everything that hangs on them."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from referrals_portal.models import (
    Clock,
    ContactAttempt,
    Event,
    FollowUp,
    Note,
    OutboxMessage,
    Referral,
    ReturnBox,
)
from referrals_portal.querysets import ReferralQuerySet

AT_ONCE = 200
"""Referrals that go in one transaction, so that nobody waits long for a lock."""
HANGING = (Note, ContactAttempt, Clock)
"""What hangs on a referral in the database, and goes with it."""
BY_NAME = (Event, FollowUp, OutboxMessage, ReturnBox)
"""What names a referral without hanging on it in the database."""


def over(at: datetime) -> ReferralQuerySet:
    """Return the finished referrals whose time is over at a moment."""
    return Referral.objects.finished().filter(retain_until__lte=at)  # type: ignore[no-any-return]


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
