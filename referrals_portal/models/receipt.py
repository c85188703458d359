"""What GOV.UK Notify said about a message, kept as it came: in any order, doubled, or unknown."""

import uuid

from django.db import models

from referrals_portal.models.classes import RECEIPT


class Receipt(models.Model):
    """One delivery receipt, never with the recipient in it. The worker applies it once."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notification_id = models.UUIDField()
    reference = models.CharField(max_length=40, blank=True, default="")
    status = models.CharField(max_length=30)
    received_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, db_index=True)

    classified = {
        "uuid": RECEIPT,
        "notification_id": RECEIPT,
        "reference": RECEIPT,
        "status": RECEIPT,
        "received_at": RECEIPT,
        "applied_at": RECEIPT,
    }

    def __str__(self) -> str:
        return f"{self.status} {self.received_at:%Y-%m-%d %H:%M}"
