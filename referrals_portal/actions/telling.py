"""What the person may know of where it stands: one word, sealed to each of their ways back."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Max, TextChoices

from referrals_portal.models import ContactAttempt, Event, FollowUp, Referral, ReturnBox
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import Status
from referrals_portal.sealing import returning

MOST = 100
"""New ways back at a time, so that other chores have their turn."""

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


def standing(status: str, *, in_contact: bool, tried: bool = False) -> Standing:
    """Return the word for a status; those that say nothing about contact need the others.

    ``tried``: somebody has tried to reach them, whatever was done after that.
    """
    said = _STANDS.get(Status(status))
    return said or (
        Standing.IN_CONTACT if in_contact else Standing.TRYING if tried else Standing.RECEIVED
    )


def tell(referral: Referral) -> None:
    """Seal where a referral stands now to every way back of it, in the caller's transaction.

    Nothing that staff do fails because of it: what cannot be told stays as it was, and is logged.
    """
    in_contact = referral.first_contact_at is not None
    tried = _was_tried(referral.pk)
    word = standing(referral.status, in_contact=in_contact, tried=tried)
    tell_all(referral.pk, Standing.WITHDRAWN if asked_back(referral.pk) else word)


def asked_back(referral: UUID) -> bool:
    """Tell whether the person took it back, and it is only kept open for a senior to look."""
    said = Event.objects.filter(referral=referral, kind__in=(Kind.ASKED_BACK, Kind.REOPENED))
    kinds = list(said.values_list("kind", flat=True))
    return Kind.ASKED_BACK in kinds and Kind.REOPENED not in kinds


def tell_new(at: datetime) -> int:
    """Tell the ways back that the form has just made where it stands; return how many there were.

    Whoever makes one late may find it closed already. Of attempts the worker knows nothing, so
    it may say of some that were tried only that they were received.
    """
    new = ReturnBox.objects.filter(told=False, referral__isnull=False)
    waiting = set(new.values_list("referral", flat=True)[:MOST])
    return sum(_tell_new(each) for each in waiting if each)


@transaction.atomic
def _tell_new(referral: UUID) -> int:
    # Whoever changes it at this moment is waited for, or tells the new ones afterwards.
    rows = Referral.objects.select_for_update().only("status", "first_contact_at", "senior_by")
    row = rows.filter(pk=referral).first()
    keys = list(ReturnBox.objects.filter(referral=referral, told=False).values_list("key"))
    new = [bytes(key) for (key,) in keys]
    if row:
        word = standing(row.status, in_contact=row.first_contact_at is not None)
        # What a senior has still to see stays open, but whoever took it back is told that it is so.
        back = FollowUp.objects.filter(referral=referral, kind=FollowUp.Kind.WITHDRAWN)
        held = row.senior_by is not None and back.only("uuid").exists()
        tell_all(referral, Standing.WITHDRAWN if held else word, new)
    return ReturnBox.objects.filter(key__in=new).update(told=True)


def _was_tried(referral: UUID) -> bool:
    """Tell whether somebody tried to reach them, since it was opened again if it was."""
    attempts = ContactAttempt.objects.filter(referral=referral)
    reopened = Event.objects.filter(referral=referral, kind=Kind.REOPENED)
    last = reopened.aggregate(at=Max("at"))["at"]
    return (attempts.filter(at__gt=last) if last else attempts).exists()


def tell_all(referral: UUID, word: Standing, only: list[bytes] | None = None) -> None:
    """Seal one word to every way back of a referral, or to ``only`` those; see `tell`."""
    rows = ReturnBox.objects.filter(referral=referral)
    rows = rows if only is None else rows.filter(key__in=only)
    try:
        with transaction.atomic():
            for row in rows.only("key", "public"):
                key, public = bytes(row.key), bytes(row.public)
                sealed = returning.seal({"standing": word}, key, str(referral), public)
                ReturnBox.objects.filter(key=row.key).update(sealed=sealed, told=True)
    except (ValueError, DatabaseError) as error:
        log.error("a way back was not told where it stands: %s", type(error).__name__)
