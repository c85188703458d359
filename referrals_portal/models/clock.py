"""The clocks that run on a referral: one for each of the hub's standards and channels."""

import uuid
from typing import Any

from django.db import models

from referrals_portal.models.classes import CLEAR
from referrals_portal.models.referral import Referral


class ClockQuerySet(models.QuerySet[Any]):
    """Adjectives for clocks."""

    def current(self) -> "ClockQuerySet":
        """Those in whose place no other runs."""
        return self.filter(superseded_at__isnull=True)

    def not_met(self) -> "ClockQuerySet":
        """Those of them that are running, or have not started."""
        return self.current().filter(met_at__isnull=True)


class Clock(models.Model):
    """By when something was promised to one person, as a version of the rules decided.

    what, channel (empty where any will do), starts, unit and number are those of ``hub.rules``;
    either: another channel of the same standard is as good. ``started_at`` and ``due_at`` are
    empty until it starts. Why another channel met it says something about the person, so that is
    sealed with the contact attempt. ``rules_version`` is whose due time it is. ``superseded_at``:
    since when another clock runs in its place, if it was not met until then.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="clocks")
    what = models.CharField(max_length=20)
    channel = models.CharField(max_length=20, blank=True, default="")
    either = models.BooleanField(default=False)
    starts = models.CharField(max_length=20)
    unit = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    rules_version = models.PositiveIntegerField()
    superseded_at = models.DateTimeField(null=True)

    objects: Any = ClockQuerySet.as_manager()

    classified = dict.fromkeys(
        ("uuid", "referral", "what", "channel", "either", "starts", "unit", "number", "started_at",
         "due_at", "met_at", "rules_version", "superseded_at"),
        CLEAR,
    )  # fmt: skip

    class Meta:
        ordering = ["due_at", "what", "channel"]

    def __str__(self) -> str:
        return f"{self.what} {self.channel} by {self.due_at}"
