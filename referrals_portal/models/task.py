"""Something that staff have to do because a machine could not: a message that did not arrive."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals_portal.models.classes import CLEAR, DISPATCH, WHO_DID_IT


class Task(models.Model):
    """One thing to do about one referral, made by the worker or with what staff did.

    ``message`` is the one that it is about, ``reason`` why it did not arrive, as a code. Times are
    rounded down to the hour where nobody on the staff caused them.
    """

    class Kind(models.TextChoices):
        """What is to be done."""

        NOT_ARRIVED = "not_arrived", _("A message did not arrive")
        LETTER = "letter", _("A letter is to be printed and posted")
        ASK = "ask", _("Our offer was answered by its code; ask them if it was them")

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20, choices=Kind)
    message = models.UUIDField(null=True, unique=True)
    template = models.CharField(max_length=40)
    channel = models.CharField(max_length=10)
    reason = models.CharField(max_length=40, blank=True, default="")
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, db_index=True)
    done_by_name = models.CharField(max_length=150, blank=True, default="")

    classified = {
        "uuid": CLEAR,
        "referral": CLEAR,
        "kind": CLEAR,
        "message": DISPATCH,
        "template": DISPATCH,
        "channel": DISPATCH,
        "reason": DISPATCH,
        "made_at": CLEAR,
        "done_at": CLEAR,
        "done_by_name": WHO_DID_IT,
    }

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.template} {self.channel}"
