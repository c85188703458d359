"""Finding the offer that a code opens, and making it hopeless to search for one.

There are 26 million million codes and no names, so wrong ones are counted all together: once too
many were tried in a minute, nobody is answered until the next, and nobody learns from that which
codes there are. Nothing of who tried is kept, and no address is ever blocked: a refuge shares one.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from referrals_portal.models import Invitation, WrongGuess
from referrals_portal.sealing.remembering import digest_of_code

MOST_WRONG = 60
"""Wrong codes in a minute, of everybody together. At that rate the chance to meet one of the
largest hub's 37,107 offers of a year is under one in twenty, in a year without a pause."""
ALL = b"reply|v1|all...."
MINUTE = timedelta(minutes=1)


class Busy(Exception):
    """Too many wrong codes were tried in this minute, by whomever. Nothing was looked up."""


def offer_of(code: str, at: datetime) -> Invitation | None:
    """Return the offer that a code opens, None for any other; raises `Busy` and `KeysMissing`.

    A try is counted before it is made, because many at once must not all be the first; one that
    opens takes it back.
    """
    _count(at)
    rows = Invitation.objects.filter(purpose=Invitation.Purpose.OFFER, referral__isnull=False)
    rows = rows.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at))
    # The form cannot see to whom it was sent.
    row = rows.only("referral", "compartment").filter(key=digest_of_code(code)).first()
    if row is not None:
        counted = WrongGuess.objects.filter(key=ALL, times__gt=0)
        counted.update(times=F("times") - 1)
    return row


@transaction.atomic
def _count(at: datetime) -> None:
    ends = at.replace(second=0, microsecond=0) + MINUTE
    WrongGuess.objects.get_or_create(key=ALL, defaults={"wait_until": ends})
    row = WrongGuess.objects.select_for_update().get(key=ALL)
    times = row.times if row.wait_until == ends else 0
    if times >= MOST_WRONG:
        raise Busy
    WrongGuess.objects.filter(key=ALL).update(times=times + 1, wait_until=ends)
