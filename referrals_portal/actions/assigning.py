"""Who has taken a referral. Of two colleagues who take it at once, one has it and one is told."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F

from accounts.permissions import teams_of, user_can_work_the_queue, user_is_manager
from core.rounding import to_the_hour
from core.surfaces import address
from hub.snapshot import current_hub
from referrals_portal.actions.changing import ChangedMeanwhile, NotAllowed, as_it_stands, change
from referrals_portal.actions.recording import record
from referrals_portal.messages import outbox
from referrals_portal.messages.envelope import Way
from referrals_portal.models import Event, Referral
from referrals_portal.models.event import Kind

NEWS_EVERY = timedelta(hours=1)
"""Whoever is given several things one after another hears of the first by email."""


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


def colleagues_for(referral: Referral) -> list[Any]:
    """Return the accounts that could be given it: of all who may see it, whoever has it not."""
    walled = referral.team in current_hub().walls
    people = get_user_model().objects.filter(is_active=True, intake_role__isnull=False)
    return [
        each
        for each in people.select_related("intake_role").order_by("first_name", "username")
        if each.pk != referral.assignee_id
        and (user_is_manager(each) or not referral.is_restricted)
        and (referral.team in teams_of(each) or not walled)
    ]


@transaction.atomic
def give(*, referral: Referral, to: Any, by: Any, at: datetime, expected_version: int) -> None:
    """Make ``to`` the one who deals with it; if somebody else decided that, an email tells them.

    Raises `ChangedMeanwhile` if the referral is no longer the version that ``by`` saw, and
    `NotAllowed` if it is finished, or ``to`` may not see it.
    """
    row = Referral.objects.select_for_update().get(pk=referral.pk)
    if row.version != expected_version:
        raise ChangedMeanwhile(as_it_stands(referral))
    seen = Referral.objects.visible_to(to).filter(pk=referral.pk)
    if not (row.is_open and user_can_work_the_queue(to) and seen.exists()):
        raise NotAllowed("finished, or not for them")
    if to.pk != by.pk and to.email and not _was_told(to, at):
        _tell(to, at)
    change(referral, expected_version, assignee=to)
    record(referral=referral.pk, kind=Kind.GIVEN, at=at, by=by)


def _was_told(person: Any, at: datetime) -> bool:
    """Tell whether they were given something within the hour, as who has what now shows."""
    theirs = Referral.objects.assigned_to(person).values("pk")
    given = Event.objects.filter(kind=Kind.GIVEN, at__gt=at - NEWS_EVERY, referral__in=theirs)
    return given.exclude(by=person.pk).exists()


def _tell(person: Any, at: datetime) -> None:
    path = address("sign_in")
    outbox.queue(
        referral=None,
        template="STAFF_NEWS",
        ways=(Way("email", person.email),),
        personalisation={"address": settings.INTAKE_URL + path if path.startswith("/") else path},
        at=to_the_hour(at),
        language="en",
    )
