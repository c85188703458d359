"""How fast messages go out, and whether they do: what all workers share."""

from django.db import models

from referrals_portal.models.classes import OPERATING


class Pace(models.Model):
    """One row for all messages together (``all``), one for each channel, and the ``worker``'s.

    In the last, ``counted_at`` is when a worker was last there, and nothing else is filled. A row
    ``memory`` is only locked, see ``actions.opting_out``.

    ``tokens`` (as of ``counted_at``) is how many may be sent at once; both are forgotten once that
    is as many as ever, so that nothing tells when the last message left. ``waits_until`` and
    ``waits_for`` say until when nothing is sent, and why: a code of ``messages.pacing.Halt``.
    ``stopped_key`` is a digest of the key that the carrier refused; another key starts it again.
    ``failures`` counts tries in a row that found nobody at the other end. ``last_error`` is the
    code of the last one that failed, and ``last_error_at`` its hour.
    """

    name = models.CharField(primary_key=True, max_length=10)
    tokens = models.FloatField(default=0)
    counted_at = models.DateTimeField(null=True)
    waits_until = models.DateTimeField(null=True)
    waits_for = models.CharField(max_length=20, blank=True, default="")
    stopped_key = models.CharField(max_length=32, blank=True, default="")
    failures = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=20, blank=True, default="")
    last_error_at = models.DateTimeField(null=True)

    classified = dict.fromkeys(
        ("name", "tokens", "counted_at", "waits_until", "waits_for", "stopped_key", "failures",
         "last_error", "last_error_at"),
        OPERATING,
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} {self.waits_for}"
