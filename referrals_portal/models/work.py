"""What staff add to a referral. Their words are as private as the person's, so they are sealed."""

import uuid
from datetime import UTC

from django.conf import settings
from django.db import models

from referrals_portal.models.classes import CLEAR, WHO_DID_IT
from referrals_portal.models.referral import Referral
from referrals_portal.models.sealed import SealedRow


class _Work(SealedRow):
    kind = ""
    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="%(class)ss")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    classified = SealedRow.sealed_columns | {
        "uuid": CLEAR,
        "referral": CLEAR,
        "by": WHO_DID_IT,
        "at": CLEAR,
    }

    class Meta:
        abstract = True
        ordering = ["at"]

    @property
    def compartment(self) -> str:
        """Whose key opens it: that of its referral's compartment."""
        return str(self.referral.compartment)

    @property
    def in_clear(self) -> dict[str, str]:
        """What the row says in clear, as it is also sealed: whose it is, by whom, and when."""
        return {
            "referral": str(self.referral_id),
            "by": str(self.by_id),
            "at": self.at.astimezone(UTC).isoformat(),
        }

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.at:%Y-%m-%d %H:%M}"


class Note(_Work):
    """A note. Sealed content: ``{"text": str}``, with ``outcome`` when it closed the referral."""

    kind = "note"


class ContactAttempt(_Work):
    """A try at reaching the person.

    Sealed content: ``{"channel", "result", "text", "why_safe"}``, with the codes of
    ``referrals_portal.actions.contact``.
    """

    kind = "attempt"


class Appointment(_Work):
    """A time agreed with the person. Sealed content: ``{"starts_at", "text"}``, an ISO moment.

    ``reminder`` is the message that reminds them, where they want one. ``cancelled_at``: it will
    not take place.
    """

    kind = "appointment"
    reminder = models.UUIDField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    classified = _Work.classified | {"reminder": CLEAR, "cancelled_at": CLEAR}
