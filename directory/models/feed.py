"""Whose directories are copied, and what of ours came from where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.classification import SETTING

FINGERPRINT = 32


class Feed(models.Model):
    """A source that services are copied from again and again. Its copies lie in ``VAR/feeds``.

    ``copied_at`` and ``fingerprint`` are of the last complete copy that was applied; ``services``
    is how many it held. What comes from a trusted feed is published without an editor.
    """

    class Kind(models.TextChoices):
        """How it is read."""

        API = "api", _("Open Referral UK, over its API")
        FILE = "file", _("A file")

    name = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    address = models.CharField(max_length=500, blank=True)
    is_trusted = models.BooleanField(default=False)
    copied_at = models.DateTimeField(null=True)
    fingerprint = models.CharField(max_length=FINGERPRINT, blank=True)
    services = models.PositiveIntegerField(default=0)

    classified = dict.fromkeys(
        ("name", "kind", "address", "is_trusted", "copied_at", "fingerprint", "services"), SETTING
    )

    def __str__(self) -> str:
        return self.name


class Arrival(models.Model):
    """A record of ours that came from a feed, under its own id.

    ``applied`` is the fingerprint of what arrived and was applied last; ``left`` that of our own
    record as the import left it, so that what an editor changed since is noticed. ``proposed`` and
    ``proposal`` are the fingerprint and the revision of a change that waits for an editor.
    """

    class Kind(models.TextChoices):
        """Which of our records it is."""

        SERVICE = "service", _("service")
        ORGANISATION = "organisation", _("organisation")
        PLACE = "place", _("place")

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="arrivals")
    kind = models.CharField(max_length=12, choices=Kind)
    record = models.UUIDField()
    applied = models.CharField(max_length=FINGERPRINT)
    left = models.CharField(max_length=FINGERPRINT)
    proposed = models.CharField(max_length=FINGERPRINT, blank=True)
    proposal = models.PositiveBigIntegerField(null=True)
    is_gone = models.BooleanField(default=False)

    classified = dict.fromkeys(
        ("feed", "kind", "record", "applied", "left", "proposed", "proposal", "is_gone"), SETTING
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "kind", "record"], name="arrived_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"
