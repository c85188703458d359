"""The columns of everything that is sealed to the intake key."""

from django.db import models

from referrals_portal.models.classes import CLEAR, SEALED


class SealedRow(models.Model):
    """A row with a sealed part. ``referrals_portal.sealing`` makes and opens the bytes.

    ``sealed`` is the content under a key of its own; ``sealed_key`` is that key, sealed to the
    intake key of ``epoch`` and to the recovery kit. Rotation replaces the second and never the
    first.
    """

    epoch = models.PositiveIntegerField()
    sealed = models.BinaryField()
    sealed_key = models.BinaryField()

    sealed_columns = {"epoch": CLEAR, "sealed": SEALED, "sealed_key": SEALED}

    class Meta:
        abstract = True
