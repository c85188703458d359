"""Who said never: known again by digests that only the worker can make, and for ever.

Whoever says never closes every way in which we could reach them. Whoever has the same telephone
or email is taken for the same person. A door is shared by all who live behind it, so a never at an
address says only that no letter goes there.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef

from referrals_portal.messages.catalogue import LETTER
from referrals_portal.messages.envelope import Way
from referrals_portal.messages.tally import one_spelling
from referrals_portal.models import Invitation, OptOut, Referral
from referrals_portal.models.referral import FINISHED
from referrals_portal.sealing.opening import CannotOpen, open_recipient
from referrals_portal.sealing.remembering import lasting_digest

SIZE = 33
"""Of what a way is known by: the first letter of its channel, and its digest of 32 bytes."""

log = logging.getLogger("front_door.messages")


def known_by(channel: str, to: str) -> bytes:
    """Return the bytes by which a way is known again. Raises `KeysMissing`."""
    return channel[0].encode() + lasting_digest(one_spelling(channel, to))


def said_never(ways: Iterable[Way]) -> bool:
    """Tell whether one of these ways has opted out; then none of them is used.

    Raises `KeysMissing`.
    """
    known = [known_by(way.channel, way.to) for way in ways]
    return OptOut.objects.filter(digest__in=known).exists()


def remember(referral: UUID, epoch: int, recipient: bytes) -> bytes:
    """Keep what every way that came with an offer is known by, and erase the ways themselves.

    Returns those that said never. What does not open was tampered with, and is erased. Raises
    `KeysMissing`.
    """
    try:
        ways = open_recipient(recipient, place(referral), epoch)["ways"]
    except CannotOpen:
        log.error("the ways of an offer did not open, so a never to it may not be kept")
        ways = []
    known = [known_by(channel, to) for channel, to in ways]
    rows = Invitation.objects.filter(referral=referral, epoch=epoch, recipient=recipient)
    rows.update(recipient=b"", **({"ways": b"".join(known)} if known else {}))
    closed = OptOut.objects.filter(digest__in=known).values_list("digest", flat=True)
    return b"".join(map(bytes, closed))


def never_again(referral: UUID) -> frozenset[bytes]:
    """Opt out every way in which a referral's offers were made; return those that had not yet."""
    rows = Invitation.objects.filter(referral=referral).values_list("ways", flat=True)
    known = {each for ways in rows for each in each_of(bytes(ways))}
    closed = OptOut.objects.filter(digest__in=known).values_list("digest", flat=True)
    new = known - {bytes(each) for each in closed}
    OptOut.objects.bulk_create([OptOut(digest=each) for each in new], ignore_conflicts=True)
    return frozenset(new)


def others_there(referral: UUID, known: Collection[bytes]) -> Iterator[tuple[UUID, bytes]]:
    """Yield every other referral with one of these ways, and which; only of those not finished.

    And only where nobody has spoken with the person, who knows better what they want.
    """
    waiting = Referral.objects.filter(pk=OuterRef("referral"), first_contact_at__isnull=True)
    offers = Invitation.objects.filter(Exists(waiting.exclude(status__in=FINISHED)))
    for other, ways in offers.exclude(referral=referral).values_list("referral", "ways"):
        shared = b"".join(each for each in each_of(bytes(ways)) if each in known)
        if other and shared:
            yield other, shared


def only_the_door(known: bytes) -> bool:
    """Tell whether nothing but an address is among these ways."""
    return all(each[:1] == LETTER[0].encode() for each in each_of(known))


def each_of(ways: bytes) -> list[bytes]:
    """Return what each of some ways is known by."""
    return [ways[at : at + SIZE] for at in range(0, len(ways), SIZE)]


def place(referral: UUID) -> str:
    """Return the place that the ways of an offer are sealed to."""
    return f"offer|v1|{referral}"
