"""What the person may know of where it stands: one word, sealed to each of their ways back."""

import logging
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import TextChoices

from referrals_portal.models import Referral, ReturnBox
from referrals_portal.models.referral import Status
from referrals_portal.sealing import returning

log = logging.getLogger("front_door.returning")


class Standing(TextChoices):
    """The words. They name nobody, and nothing that happened."""

    RECEIVED = "received"
    TRYING = "trying"
    IN_CONTACT = "in_contact"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"


_STANDS = {
    Status.ATTEMPTING: Standing.TRYING,
    Status.CONTACTED: Standing.IN_CONTACT,
    Status.ACCEPTED: Standing.IN_CONTACT,
    Status.CLOSED: Standing.FINISHED,
    Status.WITHDRAWN: Standing.WITHDRAWN,
}


def standing(status: str, in_contact: bool) -> Standing:
    """Return the word for a status; those that say nothing about contact need ``in_contact``."""
    return _STANDS.get(Status(status)) or (Standing.IN_CONTACT if in_contact else Standing.RECEIVED)


def tell(referral: Referral) -> None:
    """Seal where a referral stands now to every way back of it, in the caller's transaction.

    Nothing that staff do fails because of it: what cannot be told stays as it was, and is logged.
    """
    tell_all(referral.pk, standing(referral.status, referral.first_contact_at is not None))


def tell_all(referral: UUID, word: Standing) -> None:
    """Seal one word to every way back of a referral; see `tell`."""
    try:
        with transaction.atomic():
            for row in ReturnBox.objects.filter(referral=referral).only("key", "public"):
                key, public = bytes(row.key), bytes(row.public)
                sealed = returning.seal({"standing": word}, key, str(referral), public)
                ReturnBox.objects.filter(key=row.key).update(sealed=sealed)
    except (ValueError, DatabaseError) as error:
        log.error("a way back was not told where it stands: %s", type(error).__name__)
