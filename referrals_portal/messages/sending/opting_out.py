"""Who said never: known again by digests that only the worker can make, and for ever."""

import logging
from uuid import UUID

from referrals_portal.messages.envelope import Envelope
from referrals_portal.messages.tally import one_spelling
from referrals_portal.models import Invitation, OptOut, OutboxMessage
from referrals_portal.sealing.opening import CannotOpen, open_recipient
from referrals_portal.sealing.remembering import lasting_digest

SIZE = 32

log = logging.getLogger("front_door.messages")


def said_never(row: OutboxMessage, envelope: Envelope) -> bool:
    """Tell whether one of the ways of a message has opted out; then none of them is used.

    Before an offer leaves, what its "never" will mean is written down: every way that it could
    have taken. Raises `KeysMissing`.
    """
    digests = [lasting_digest(one_spelling(way.channel, way.to)) for way in envelope.ways]
    if OptOut.objects.filter(digest__in=digests).exists():
        return True
    Invitation.objects.filter(referral=row.referral, ways=b"").update(ways=b"".join(digests))
    return False


def remember(referral: UUID, epoch: int, recipient: bytes) -> bool:
    """Keep the digests of every way that came with an offer, and erase the ways themselves.

    Returns whether one of them said never. What does not open was tampered with, and is erased.
    Raises `KeysMissing`.
    """
    try:
        ways = open_recipient(recipient, place(referral), epoch)["ways"]
    except CannotOpen:
        log.error("the ways of an offer did not open, so a never to it may not be kept")
        ways = []
    digests = [lasting_digest(one_spelling(channel, to)) for channel, to in ways]
    rows = Invitation.objects.filter(referral=referral, epoch=epoch, recipient=recipient)
    rows.update(recipient=b"", **({"ways": b"".join(digests)} if digests else {}))
    return OptOut.objects.filter(digest__in=digests).exists()


def never_again(referral: UUID) -> int:
    """Opt out every way in which a referral's offers were made; return how many there are."""
    rows = Invitation.objects.filter(referral=referral).values_list("ways", flat=True)
    digests = {bytes(ways)[at : at + SIZE] for ways in rows for at in range(0, len(ways), SIZE)}
    OptOut.objects.bulk_create([OptOut(digest=each) for each in digests], ignore_conflicts=True)
    return len(digests)


def place(referral: UUID) -> str:
    """Return the place that the ways of an offer are sealed to."""
    return f"offer|v1|{referral}"
