"""A referral: someone asks for help."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals_portal.models.classes import CLEAR, PSEUDONYM, WHO_DID_IT
from referrals_portal.models.sealed import SealedRow
from referrals_portal.querysets import ReferralQuerySet


class Status(models.TextChoices):
    """Where a referral stands. The names are public interface."""

    NEW = "new", _("New")
    IN_TRIAGE = "in_triage", _("Being looked at")
    CONTACT_DUE = "contact_due", _("Contact due")
    ATTEMPTING = "attempting", _("Trying to reach them")
    CONTACTED = "contacted", _("In contact")
    ACCEPTED = "accepted", _("Support accepted")
    REFERRED_ON = "referred_on", _("Referred on")
    WAITING = "waiting", _("Waiting")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


FINISHED = (Status.CLOSED, Status.WITHDRAWN)


class Priority(models.TextChoices):
    """Whether the hub's rules suggest enhanced entitlement under the Victims' Code."""

    ENHANCED = "enhanced", _("Enhanced")
    STANDARD = "standard", _("Standard")


class Compartment(models.TextChoices):
    """Whose key opens it."""

    STANDARD = "standard", _("Standard")
    RESTRICTED = "restricted", _("Restricted")
    """Someone who works here should not see it: only a manager's own key opens it."""


class Referral(SealedRow):
    """One person's request, with only what the queue needs to sort and count left in clear.

    ``received_at`` is rounded down to the hour and due times are computed from that, so that
    neither gives away the minute at which somebody sat at a keyboard. ``reference`` is public:
    it names the referral to the person and opens nothing. ``signature`` is the form process's,
    over everything that arrived. ``suspected``: it may come from a robot, so no message of it
    leaves until a member of staff has looked. ``senior_by``: a senior member of staff must have
    seen it by then. ``rules_version`` is that of the rules that decided about it,
    ``clocks_version`` that by which its clocks run, where it is another since.
    ``equality_counted``: its equality answers were counted, or had none.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    compartment = models.CharField(max_length=12, choices=Compartment, default=Compartment.STANDARD)
    signature = models.BinaryField()
    status = models.CharField(max_length=12, choices=Status, default=Status.NEW)
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.STANDARD)
    team = models.CharField(max_length=40, blank=True, default="")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    first_contact_at = models.DateTimeField(null=True)
    rules_version = models.PositiveIntegerField()
    clocks_version = models.PositiveIntegerField(null=True)
    suspected = models.BooleanField(default=False)
    senior_by = models.DateTimeField(null=True)
    equality_counted = models.BooleanField(default=False)
    retain_until = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: Any = ReferralQuerySet.as_manager()

    classified = SealedRow.sealed_columns | {
        "uuid": CLEAR,
        "reference": PSEUDONYM,
        "compartment": CLEAR,
        "signature": CLEAR,
        "status": CLEAR,
        "priority": CLEAR,
        "team": CLEAR,
        "assignee": WHO_DID_IT,
        "received_at": CLEAR,
        "due_at": CLEAR,
        "first_contact_at": CLEAR,
        "rules_version": CLEAR,
        "clocks_version": CLEAR,
        "suspected": CLEAR,
        "senior_by": CLEAR,
        "equality_counted": CLEAR,
        "retain_until": CLEAR,
        "version": CLEAR,
    }

    class Meta:
        indexes = [
            models.Index(fields=["status", "due_at"], name="referral_queue"),
            models.Index(fields=["version"], name="referral_version"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def goes_by(self) -> int:
        """The version of the rules by which its clocks run."""
        return self.clocks_version or self.rules_version

    @property
    def is_restricted(self) -> bool:
        """Whether only a manager's own words open it."""
        return self.compartment != Compartment.STANDARD

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.status not in FINISHED
