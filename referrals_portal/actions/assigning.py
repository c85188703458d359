"""Who has taken a referral. Of two colleagues who take it at once, one has it and one is told."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.permissions import user_is_manager
from referrals_portal.actions.changing import ChangedMeanwhile, NotAllowed, as_it_stands
from referrals_portal.actions.recording import record
from referrals_portal.models import Referral
from referrals_portal.models.event import Kind


class AlreadyTaken(Exception):
    """A colleague was faster. ``by_whom`` is their account."""

    def __init__(self, by_whom: Any) -> None:
        super().__init__("the referral was taken meanwhile")
        self.by_whom = by_whom


class NotTheirs(Exception):
    """Only whoever has taken it, or a manager, may give it back."""


@transaction.atomic
def take(*, referral: Referral, by: Any, at: datetime) -> None:
    """Make ``by`` the one who deals with it; taking it twice is taking it once.

    Raises `AlreadyTaken`, `ChangedMeanwhile` if it has been finished, or `NotAllowed` if it is
    restricted and ``by`` is not a manager.
    """
    seen = Referral.objects.visible_to(by).filter(pk=referral.pk)
    if not seen.exists():
        raise NotAllowed("restricted")
    free = seen.open().unassigned()
    if free.update(assignee=by, version=F("version") + 1):
        record(referral=referral.pk, kind=Kind.TAKEN, at=at, by=by)
    elif (now := as_it_stands(referral)).assignee != by:
        raise AlreadyTaken(now.assignee) if now.assignee else ChangedMeanwhile(now)
    referral.refresh_from_db(fields=["assignee", "version"])


@transaction.atomic
def release(*, referral: Referral, by: Any, at: datetime) -> None:
    """Give it back to the queue; does nothing when nobody has it.

    Raises `NotTheirs` when a colleague has it and ``by`` is not a manager.
    """
    held = Referral.objects.filter(pk=referral.pk, assignee__isnull=False)
    mine = held if user_is_manager(by) else held.assigned_to(by)
    if mine.update(assignee=None, version=F("version") + 1):
        record(referral=referral.pk, kind=Kind.RELEASED, at=at, by=by)
    elif held.exists():
        raise NotTheirs
    referral.refresh_from_db(fields=["assignee", "version"])
