"""Opening a way back, and slowing down whoever guesses: per code, and never by an address.

A wrong code and wrong words get the same answer after the same work. While a code waits, the
right words get it too, or a guesser would learn which they are.
"""

from datetime import datetime, timedelta

from django.db import transaction

from referrals_portal.models import ReturnBox, WrongGuess
from referrals_portal.sealing import returning
from referrals_portal.sealing.hybrid import CannotOpen
from referrals_portal.sealing.returning import Made, Opened
from referrals_portal.sealing.words import Kept

FREE = 5
"""Wrong tries before a code has to wait."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)
MOST_COUNTED = 1000
"""Enough to wait longest for; the column holds no more than 32,767."""
FORGOTTEN_AFTER = timedelta(days=1)


def open_with(kept: Kept, at: datetime) -> tuple[ReturnBox, Opened] | None:
    """Return the row that a code and words open, and what is in it; None for every other answer.

    Raises `returning.Busy` if nothing could be tried.
    """
    key = returning.key_of(kept.code)
    row = ReturnBox.objects.filter(key=key).first()
    may_try = _count(key, at)
    made = _made(row) if row else returning.decoy()
    try:
        opened = returning.unclose(kept, str(row.referral or "") if row else "", made)
    except CannotOpen:
        return None
    if row is None or not may_try or (row.expires_at and row.expires_at <= at):
        return None
    WrongGuess.objects.filter(key=key).delete()
    return row, opened


def wait_after(times: int) -> timedelta:
    """Return how long a code waits after so many wrong tries."""
    if times < FREE:
        return timedelta(0)
    return min(FIRST_WAIT * 2 ** min(times - FREE, 10), LONGEST_WAIT)


def _count(key: bytes, at: datetime) -> bool:
    """Count a try before it is made; return whether this code may be tried now.

    Before, because many tries at once must not all be the first; one that opens takes it back.
    """
    with transaction.atomic():
        WrongGuess.objects.get_or_create(key=key, defaults={"wait_until": at})
        row = WrongGuess.objects.select_for_update().get(key=key)
        if row.wait_until > at:
            return False
        times = min(row.times + 1, MOST_COUNTED)
        WrongGuess.objects.filter(key=key).update(times=times, wait_until=at + wait_after(times))
        return True


def purge(at: datetime) -> int:
    """Forget tries a day after the last, and ways back whose time is over; return how many."""
    old = WrongGuess.objects.filter(wait_until__lte=at - FORGOTTEN_AFTER).delete()[0]
    return old + ReturnBox.objects.filter(expires_at__lte=at).delete()[0]


def _made(row: ReturnBox) -> Made:
    columns = (row.key, row.salt, row.public, row.sealed)
    return Made(*(bytes(column) for column in columns))
