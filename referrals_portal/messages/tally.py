"""How much goes out in a day (UTC), so that nobody can have us bomb somebody with texts.

Anyone may refer anyone's number, as often as they like, and each referral is received. Only the
message about it stays here once the day's limit is reached. So may others whose feed names somebody
again and again: one offer a day says it all.
"""

import re
from datetime import UTC, date, datetime

from django.db import IntegrityError, transaction

from referrals_portal.models import Tally

MOST_TO_ONE = 2
"""Texts to one number in a day, and emails to one address: enough for who made a mistake once."""
ONCE = "once"
"""In place of a channel, in the rows of what goes to nobody twice in a day."""
MOST_TEXTS = 200
"""Texts in a day to all recipients together: far more than a hub gets referrals."""
POSTCODE = re.compile(r"\b([a-z]{1,2}\d{1,2})\s+(\d[a-z]{2})\b")
"""One that has a number on both sides of its space, which many people leave out."""
SEPARATOR = re.compile(r"(?P<between>(?<=\d)[\W_]+(?=\d))|[\W_]+")
TAG = re.compile(r"(?<=[^+])\+.*")
"""What somebody puts behind their own name; without a name before it, it is the name."""


def admit(day: date, channel: str, *, message: bytes, recipient: bytes) -> bool:
    """Count a message and tell whether it may go; one that may not is not counted.

    It is counted once a day, however often it is tried. Workers do not wait for each other: each
    writes its row before it looks at the others'. So at the same moment they may hold back what
    could have gone, and never send too much. Must not run in a transaction, which would hide one
    worker's row from the others.
    """
    Tally.objects.get_or_create(
        message=message, defaults={"day": day, "channel": channel, "recipient": recipient}
    )
    others = Tally.objects.filter(day=day, channel=channel).exclude(message=message)
    if others.filter(recipient=recipient).count() < MOST_TO_ONE and (
        channel != "sms" or others.count() < MOST_TEXTS
    ):
        return True
    Tally.objects.filter(message=message).delete()
    return False


def is_first(day: date, *, message: bytes, recipient: bytes) -> bool:
    """Tell whether no other message went to a recipient that day, and count this one.

    The recipient is the key of the row, so the database lets one in, however many workers ask at
    once; and it is one quick statement, because a feed may bring thousands. Both are digests: of
    the recipient another than `admit` is given.
    """
    row = Tally(message=recipient, recipient=message, channel=ONCE, day=day)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return Tally.objects.filter(message=recipient, recipient=message).exists()
    return True


def forget(at: datetime) -> None:
    """Delete what is left of the days before."""
    Tally.objects.filter(day__lt=day_of(at)).delete()


def day_of(at: datetime) -> date:
    """Return the day that a time belongs to."""
    return at.astimezone(UTC).date()


def one_spelling(channel: str, to: str) -> str:
    """Return the same text for every way to write one recipient.

    Numbers are in international form already. Capitals, and what stands behind a ``+``, do not
    change whose inbox it is; nor do commas and spaces whose door, but between two numbers:
    Flat 1, 23 High Street is not Flat 12, 3 High Street.
    """
    if channel == "sms":
        return to
    if channel == "letter":
        joined = POSTCODE.sub(r"\1\2", to.casefold())
        return SEPARATOR.sub(lambda found: " " if found["between"] else "", joined)
    name, _, host = to.casefold().rpartition("@")
    return f"{TAG.sub('', name)}@{host}"
