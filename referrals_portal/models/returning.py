"""The discreet way back: what a code of ten digits and four words open, and nothing else does."""

from django.db import models

from referrals_portal.models.classes import RETURN_CLOCK, RETURNING


class ReturnBox(models.Model):
    """A neutral status, or an unfinished draft, sealed to the key that the person's words derive.

    ``key`` (16 bytes) is derived from the code, ``salt`` goes into the words' key, ``public`` is
    that key's public half, to which anyone can seal and which opens nothing. ``referral`` is
    absent for a draft, which goes at ``expires_at``. ``told``: what is sealed is how it stands,
    and not only that it was received, which is all that the form knows when it makes one.
    """

    key = models.BinaryField(primary_key=True, max_length=16)
    salt = models.BinaryField(max_length=16)
    public = models.BinaryField()
    sealed = models.BinaryField()
    referral = models.UUIDField(null=True, db_index=True)
    expires_at = models.DateTimeField(null=True, db_index=True)
    told = models.BooleanField(default=False, db_index=True)

    classified = {
        "key": RETURNING,
        "salt": RETURNING,
        "public": RETURNING,
        "sealed": RETURNING,
        "referral": RETURNING,
        "expires_at": RETURN_CLOCK,
        "told": RETURNING,
    }

    def __str__(self) -> str:
        return "way back"


class WrongGuess(models.Model):
    """How often a code was tried with the wrong words, and until when it answers nothing.

    Kept for codes that were never given out too, so that nobody can tell the two apart. ``key`` is
    not that of the code's `ReturnBox`, and ``wait_until`` is a whole minute.
    """

    key = models.BinaryField(primary_key=True, max_length=16)
    times = models.PositiveSmallIntegerField(default=0)
    wait_until = models.DateTimeField(db_index=True)

    classified = {"key": RETURN_CLOCK, "times": RETURN_CLOCK, "wait_until": RETURN_CLOCK}

    def __str__(self) -> str:
        return f"{self.times} wrong"
