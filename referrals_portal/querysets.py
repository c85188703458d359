"""Adjectives for referrals."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from accounts.permissions import teams_of, user_is_manager
from hub.snapshot import current_hub


class ReferralQuerySet(models.QuerySet[Any]):
    """``Referral.objects.open().assigned_to(user).by_due_time()``."""

    def visible_to(self, user: Any) -> "ReferralQuerySet":
        """Those that this member of staff may know of.

        A restricted one is there for managers only, and what a walled team holds only for those
        who work in it. Every list, count and page of the queue begins with this.
        """
        return self.filter(_may_be_seen_by(user))

    def hidden_from(self, user: Any) -> "ReferralQuerySet":
        """All others, for leaving out what belongs to them."""
        return self.exclude(_may_be_seen_by(user))

    def open(self) -> "ReferralQuerySet":
        """Those with something left to do."""
        return self.exclude(status__in=("closed", "withdrawn"))

    def finished(self) -> "ReferralQuerySet":
        """Those that are closed or withdrawn."""
        return self.filter(status__in=("closed", "withdrawn"))

    def overdue(self, at: datetime) -> "ReferralQuerySet":
        """Those to whom something was due before ``at`` that has not been done."""
        return self.open().filter(due_at__lt=at)

    def assigned_to(self, user: Any) -> "ReferralQuerySet":
        """Those that this member of staff has taken."""
        return self.filter(assignee=user)

    def unassigned(self) -> "ReferralQuerySet":
        """Those that nobody has taken."""
        return self.filter(assignee__isnull=True)

    def suspected(self) -> "ReferralQuerySet":
        """Those that may come from a robot, and nobody has looked yet."""
        return self.filter(suspected=True)

    def by_due_time(self) -> "ReferralQuerySet":
        """What a senior must see, then what falls due first, then what has no time.

        Of those without one, whom nobody has reached, enhanced priority first.
        """
        return self.order_by(
            F("senior_by").asc(nulls_last=True),
            F("due_at").asc(nulls_last=True),
            F("first_contact_at").asc(nulls_first=True),
            "priority",
            "received_at",
        )


def _may_be_seen_by(user: Any) -> Q:
    """Return the condition: everything but what is behind a wall, and what is restricted."""
    seen = ~Q(team__in=sorted(current_hub().walls - teams_of(user)))
    return seen if user_is_manager(user) else seen & Q(compartment="standard")
