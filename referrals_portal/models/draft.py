"""An unfinished form, which only the visitor's cookie opens."""

from django.db import models

from referrals_portal.models.classes import DRAFT, DRAFT_CLOCK


class Draft(models.Model):
    """Random bytes to everyone but the visitor; its name is derived from the cookie too.

    ``sent`` makes it a tombstone: the answers are gone, what is left keeps anything from being
    sent twice, and for an hour it gives its visitor the same reference again.
    """

    key = models.BinaryField(primary_key=True, max_length=16)
    sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    sent = models.BooleanField(default=False)
    idle_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField(db_index=True)

    classified = {
        "key": DRAFT,
        "sealed": DRAFT,
        "version": DRAFT_CLOCK,
        "sent": DRAFT_CLOCK,
        "idle_at": DRAFT_CLOCK,
        "expires_at": DRAFT_CLOCK,
    }

    def __str__(self) -> str:
        return "draft"
