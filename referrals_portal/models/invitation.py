"""Codes that we sent to somebody, so that they can answer without an account."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals_portal.models.classes import (
    CLEAR,
    CODE,
    COUNTED,
    OPTED_OUT,
    RECIPIENT_DIGESTS,
    RECIPIENT_OF_OFFER,
)


class Invitation(models.Model):
    """An offer to answer, or a survey: what a code in a message opens, and nothing else does.

    ``key`` (16 bytes) is derived from the code with a secret of the form's, so that whoever reads
    this table cannot try codes out. An offer names its ``referral`` and ``compartment``; a survey
    names neither, only the ``point`` at which it is asked.
    ``ways`` is what every number and address that somebody who says never is not to be written to
    at is known by (33 bytes each, one after another: see `OptOut`). ``recipient`` has those numbers
    and addresses, sealed to the worker's key of an ``epoch`` until it has filled in ``ways``.
    ``used_at`` is the hour of the last answer, and ``answered`` what it was to an offer.
    """

    class Purpose(models.TextChoices):
        """What it asks."""

        OFFER = "offer", _("Whether they want support")
        FEEDBACK = "feedback", _("How we did")

    key = models.BinaryField(primary_key=True, max_length=16)
    purpose = models.CharField(max_length=10, choices=Purpose)
    referral = models.UUIDField(null=True, db_index=True)
    compartment = models.CharField(max_length=12, blank=True, default="")
    point = models.CharField(max_length=20, blank=True, default="")
    epoch = models.PositiveIntegerField(default=0)
    recipient = models.BinaryField(default=b"")
    ways = models.BinaryField(default=b"")
    used_at = models.DateTimeField(null=True)
    answered = models.CharField(max_length=12, blank=True, default="")
    expires_at = models.DateTimeField(null=True, db_index=True)

    classified = {
        "key": CODE,
        "purpose": CLEAR,
        "referral": CLEAR,
        "compartment": CLEAR,
        "point": CLEAR,
        "epoch": CLEAR,
        "recipient": RECIPIENT_OF_OFFER,
        "ways": RECIPIENT_DIGESTS,
        "used_at": CLEAR,
        "answered": CLEAR,
        "expires_at": CLEAR,
    }

    def __str__(self) -> str:
        return str(self.purpose)


class OptOut(models.Model):
    """A number or address that said never: nothing is sent there again that was not asked for.

    ``digest`` is the first letter of the channel, and 32 bytes under a secret that only the worker
    holds and that is never replaced.
    """

    digest = models.BinaryField(primary_key=True, max_length=33)

    classified = {"digest": OPTED_OUT}

    def __str__(self) -> str:
        return "opted out"


class FeedbackCount(models.Model):
    """How many gave an answer to a question of the survey, in a month, asked at a point."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.DateField()
    point = models.CharField(max_length=20)
    question = models.CharField(max_length=30)
    answer = models.CharField(max_length=30)
    count = models.PositiveIntegerField(default=0)

    classified = dict.fromkeys(("uuid", "month", "point", "question", "answer", "count"), COUNTED)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "point", "question", "answer"], name="feedback_cell"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.question} {self.answer} {self.count}"
