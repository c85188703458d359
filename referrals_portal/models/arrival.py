"""From which part of the network referrals came lately: a flood is flagged, never refused."""

import uuid

from django.db import models

from referrals_portal.models.classes import ARRIVAL


class Arrival(models.Model):
    """One referral that was sent.

    ``prefix`` is a digest (16 bytes) of the network's prefix under a key of the day: it shows that
    two came from the same place today, and not from where. ``hour`` is rounded down (UTC).
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prefix = models.BinaryField(max_length=16)
    hour = models.DateTimeField(db_index=True)

    classified = {"uuid": ARRIVAL, "prefix": ARRIVAL, "hour": ARRIVAL}

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H}"
