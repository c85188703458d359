"""Something to be done about a referral that came after it."""

import uuid
from datetime import UTC

from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals_portal.models.classes import CLEAR
from referrals_portal.models.sealed import SealedRow


class FollowUp(SealedRow):
    """What the person sent later by their way back: sealed and signed like the referral itself.

    The form process inserts it; the worker carries out what needs no reading (``applied_at``);
    staff read the rest. ``mandate`` is the form process's signature over what is in clear, by
    which the worker knows that somebody asked for it; ``refused`` is one where that did not hold,
    so that nothing was done. ``received_at`` is rounded down to the hour. ``due_at`` is by when
    they must now have been reached safely, where they changed what is safe; None where nothing is
    (``nothing_safe``), or nothing is promised to everybody.
    """

    class Kind(models.TextChoices):
        """What it asks for."""

        WITHDRAWN = "withdrawn", _("They took their request back")
        SAFE_CHANGED = "safe_changed", _("They changed what is safe")
        ACCEPTED = "accepted", _("They said yes to our offer")
        LATER = "later", _("They may want support later")
        NEVER = "never", _("They do not want to hear from us again")

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=12, choices=Kind)
    compartment = models.CharField(max_length=12, default="standard")
    signature = models.BinaryField()
    mandate = models.BinaryField(default=b"")
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    nothing_safe = models.BooleanField(default=False)
    applied_at = models.DateTimeField(null=True, db_index=True)
    refused = models.BooleanField(default=False)

    classified = SealedRow.sealed_columns | {
        "uuid": CLEAR,
        "referral": CLEAR,
        "kind": CLEAR,
        "compartment": CLEAR,
        "signature": CLEAR,
        "mandate": CLEAR,
        "received_at": CLEAR,
        "due_at": CLEAR,
        "nothing_safe": CLEAR,
        "applied_at": CLEAR,
        "refused": CLEAR,
    }

    class Meta:
        ordering = ["received_at"]

    @property
    def in_clear(self) -> dict[str, str | bool | None]:
        """What the row says in clear, as it is also sealed."""
        unsafe: dict[str, str | bool | None] = {"nothing_safe": True} if self.nothing_safe else {}
        return unsafe | {
            "referral": str(self.referral),
            "kind": str(self.kind),
            "received_at": self.received_at.astimezone(UTC).isoformat(),
            "due_at": self.due_at.astimezone(UTC).isoformat() if self.due_at else None,
        }

    def __str__(self) -> str:
        return f"{self.kind} {self.received_at:%Y-%m-%d %H:%M}"
