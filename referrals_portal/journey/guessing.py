"""Opening a way back, and slowing down whoever guesses: per code, and never by an address.

A wrong code and wrong words get the same answer after the same work. While a code waits, the
right words get it too, or a guesser would learn which they are.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from referrals_portal.journey.answering import finding
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

    Raises `returning.Busy` if nothing could be tried; that is no wrong try.
    """
    key = returning.key_of(kept.code)
    row = ReturnBox.objects.filter(key=key).first()
    guesses = returning.guess_key(key)
    counted = _count(guesses, at)
    made = _made(row) if row else returning.decoy()
    try:
        opened = returning.unclose(kept, str(row.referral or "") if row else "", made)
    except CannotOpen:
        return None
    except returning.Busy:
        _take_back(guesses, at, counted)
        raise
    if row is None or not counted or (row.expires_at and row.expires_at <= at):
        return None
    WrongGuess.objects.filter(key=guesses).delete()
    return row, opened


def wait_after(times: int) -> timedelta:
    """Return how long a code waits after so many wrong tries."""
    if times < FREE:
        return timedelta(0)
    return min(FIRST_WAIT * 2 ** min(times - FREE, 10), LONGEST_WAIT)


def until(times: int, at: datetime) -> datetime:
    """Return when a code may be tried again, to a whole minute: it does not tell when it was.

    A wait is never shorter than `wait_after` says, and no wait is none.
    """
    wait = wait_after(times)
    ends = (at + wait).replace(second=0, microsecond=0)
    return ends + timedelta(minutes=1) if wait and ends < at + wait else ends


def _count(key: bytes, at: datetime) -> int:
    """Count a try before it is made; return the count, or 0 if this code may not be tried now.

    Before, because many tries at once must not all be the first; one that opens takes it back.
    """
    with transaction.atomic():
        WrongGuess.objects.get_or_create(key=key, defaults={"wait_until": until(0, at)})
        row = WrongGuess.objects.select_for_update().get(key=key)
        if row.wait_until > at:
            return 0
        times = min(row.times + 1, MOST_COUNTED)
        WrongGuess.objects.filter(key=key).update(times=times, wait_until=until(times, at))
        return times


def _take_back(key: bytes, at: datetime, counted: int) -> None:
    """Undo what `_count` did for a try that was not made; others' tries stay counted."""
    if not counted:
        return
    rows = WrongGuess.objects.filter(key=key)
    rows.filter(wait_until=until(counted, at)).update(wait_until=until(0, at))
    rows.filter(times__gt=0).update(times=F("times") - 1)


def purge(at: datetime) -> int:
    """Forget tries a day after the last, and ways back whose time is over; return how many.

    Of what is counted all together nothing is needed once its minute is over.
    """
    old_or_over = Q(wait_until__lte=at - FORGOTTEN_AFTER) | finding.over(at)
    old = WrongGuess.objects.filter(old_or_over).delete()[0]
    return old + ReturnBox.objects.filter(expires_at__lte=at).delete()[0]


def _made(row: ReturnBox) -> Made:
    columns = (row.key, row.salt, row.public, row.sealed)
    return Made(*(bytes(column) for column in columns))
