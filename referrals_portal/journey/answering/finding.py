"""Finding the offer, or the survey, that a code opens, and making it hopeless to search for one.

There are 26 million million codes and no names, so wrong ones are counted all together: once too
many were tried in a minute, nobody is answered until the next, and nobody learns from that which
codes there are. Offers and surveys are counted apart, so that whoever tries at one does not close
the other. Nothing of who tried is kept, and no address is ever blocked: a refuge shares one.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from core.rounding import to_the_hour
from referrals_portal.models import Invitation, WrongGuess
from referrals_portal.sealing.remembering import digest_of_code
from referrals_portal.sealing.returning import Busy

MOST_WRONG = 60
"""Wrong codes in a minute, of everybody together. At that rate the chance to meet one of the
largest hub's 37,107 offers of a year is under one in twenty, in a year without a pause."""
OFFERS, SURVEYS = b"reply|v1|all....", b"feedback|v1|all."
"""Under which all tries of each are counted."""
MINUTE = timedelta(minutes=1)


def offer_of(code: str, at: datetime) -> Invitation | None:
    """Return the offer that a code opens, None for any other; raises `Busy` and `KeysMissing`."""
    rows = Invitation.objects.filter(purpose=Invitation.Purpose.OFFER, referral__isnull=False)
    return _opened(code, rows.only("referral", "compartment"), OFFERS, at)


def survey_of(code: str, at: datetime) -> Invitation | None:
    """Return the survey that a code opens, also one just answered; raises like `offer_of`."""
    rows = Invitation.objects.filter(purpose=Invitation.Purpose.FEEDBACK)
    return _opened(code, rows.only("used_at"), SURVEYS, at)


def over(at: datetime) -> Q:
    """Return which of these counts say no more than a minute in which somebody was here."""
    return Q(key__in=(OFFERS, SURVEYS), wait_until__lte=at)


def _opened(
    code: str, rows: QuerySet[Invitation], counter: bytes, at: datetime
) -> Invitation | None:
    """Look a code up among rows of which only those columns are read that the form may see.

    A try is counted before it is made, because many at once must not all be the first; one that
    opens takes it back.
    """
    _count(counter, at)
    in_time = rows.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at))
    row = in_time.filter(key=digest_of_code(code)).first()
    if row is not None:
        counted = WrongGuess.objects.filter(key=counter)
        # Where no wrong one is left, no minute is either.
        if not counted.filter(times=1).update(times=0, wait_until=to_the_hour(at)):
            counted.filter(times__gt=0).update(times=F("times") - 1)
    return row


@transaction.atomic
def _count(counter: bytes, at: datetime) -> None:
    ends = at.replace(second=0, microsecond=0) + MINUTE
    locked = WrongGuess.objects.select_for_update()
    row, _made = locked.get_or_create(key=counter, defaults={"wait_until": ends})
    times = row.times if row.wait_until == ends else 0
    if times >= MOST_WRONG:
        raise Busy
    WrongGuess.objects.filter(key=counter).update(times=times + 1, wait_until=ends)
