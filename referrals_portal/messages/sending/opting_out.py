"""Who said never: known again by digests that only the worker can make, and for ever."""

from uuid import UUID

from referrals_portal.messages.envelope import Envelope
from referrals_portal.messages.tally import one_spelling
from referrals_portal.models import Invitation, OptOut, OutboxMessage
from referrals_portal.sealing.remembering import lasting_digest


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


def never_again(referral: UUID) -> int:
    """Opt out every way in which a referral's offers were made; return how many there are."""
    rows = Invitation.objects.filter(referral=referral).values_list("ways", flat=True)
    digests = {bytes(ways)[at : at + 32] for ways in rows for at in range(0, len(ways), 32)}
    OptOut.objects.bulk_create([OptOut(digest=each) for each in digests], ignore_conflicts=True)
    return len(digests)
