"""Messages to be sent, written in the transaction that causes them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals_portal.models.classes import CLEAR, DISPATCH, RECIPIENT


class MessageState(models.TextChoices):
    """Where a message stands."""

    QUEUED = "queued", _("Waiting to be sent")
    ATTEMPTING = "attempting", _("Being sent")
    ACCEPTED = "accepted", _("Sent, not yet delivered")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Could not be delivered")
    EXPIRED = "expired", _("Not sent, because it would have been too late")
    HELD = "held", _("Held back")
    WITHDRAWN = "withdrawn", _("Withdrawn before it was sent")


FINAL = (
    MessageState.DELIVERED,
    MessageState.FAILED,
    MessageState.EXPIRED,
    MessageState.WITHDRAWN,
)


class OutboxMessage(models.Model):
    """One message on one channel, whose recipient is sealed to the worker's dispatch key.

    ``recipient`` also holds when it is safe, and every other way in which that person may be told
    the same; it is emptied when the message is final. ``referral`` is absent for a message to
    staff. ``reference`` is our own, unique, and means nothing outside. ``created_at`` is rounded
    down to the hour, like the referral's; ``send_by`` is when it would come too late: the end of
    the day, where that is because of what it speaks of; for staff, the moment itself. ``follows``
    is the message that did not arrive, and in whose place this one is. ``claimed_until`` lets
    another worker take over from one that died.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.UUIDField(null=True, db_index=True)
    follows = models.UUIDField(null=True, unique=True)
    template = models.CharField(max_length=40)
    channel = models.CharField(max_length=5, choices=[("sms", _("Text")), ("email", _("Email"))])
    epoch = models.PositiveIntegerField()
    recipient = models.BinaryField()
    reference = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    send_by = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    notification_id = models.UUIDField(null=True, db_index=True)
    failure = models.CharField(max_length=40, blank=True, default="")

    classified = {
        "uuid": CLEAR,
        "referral": CLEAR,
        "follows": DISPATCH,
        "template": DISPATCH,
        "channel": DISPATCH,
        "epoch": DISPATCH,
        "recipient": RECIPIENT,
        "reference": DISPATCH,
        "state": DISPATCH,
        "attempts": DISPATCH,
        "created_at": DISPATCH,
        "due_at": DISPATCH,
        "send_by": DISPATCH,
        "claimed_until": DISPATCH,
        "notification_id": DISPATCH,
        "failure": DISPATCH,
    }

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.template} {self.channel} {self.state}"
