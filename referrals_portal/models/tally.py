"""What went out today, so that it can be limited. Nobody can read here whom we wrote to."""

from django.db import models

from referrals_portal.models.classes import TALLY


class Tally(models.Model):
    """One message of one day (UTC).

    ``message`` and ``recipient`` are digests of 32 bytes under a key of that day, which only the
    worker can make: two rows of a day show that two messages had the same recipient, and nothing
    shows which messages or who that was. Of what nobody gets twice in a day the two change places.
    """

    message = models.BinaryField(primary_key=True, max_length=32)
    recipient = models.BinaryField(max_length=32)
    channel = models.CharField(max_length=5)
    day = models.DateField()

    classified = {"message": TALLY, "recipient": TALLY, "channel": TALLY, "day": TALLY}

    def __str__(self) -> str:
        return f"{self.channel} {self.day}"
