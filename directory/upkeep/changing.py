"""The one road by which upkeep changes a service: a new version, that says who and what for.

What the public sees and what an editor is still drafting are changed alike, so that neither is
lost: a check never publishes a draft, and publishing the draft later does not undo the check.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from directory.holding import secrets_held
from directory.models import Service
from directory.upkeep.log import CHECKED

Change = Callable[[Service], None]
"""Sets what is to be changed on a service in memory."""


@secrets_held()
def put_into_draft(service: Service, change: Change, by: Any) -> None:
    """Change the newest version and leave it as a draft.

    ValidationError if it says nonsense, or if it is locked.
    """
    row = _row(service)
    _refuse_a_locked_one(row)
    _put_into_draft(row, change, by)


def _put_into_draft(service: Service, change: Change, by: Any) -> None:
    draft = service.get_latest_revision_as_object()
    change(draft)
    draft.save_revision(user=by, log_action=True)


@secrets_held()
def publish(service: Service, change: Change, by: Any) -> None:
    """Change what the public sees, and a draft that there is; only the draft of one never public.

    Raises ValidationError, and changes nothing, if the service would say nonsense or is locked.
    """
    row = _row(service)
    _refuse_a_locked_one(row)
    _publish(row, change, by)


def _row(service: Service) -> Service:
    """Return the service as it is, held until the transaction ends."""
    return Service.objects.select_for_update(of=("self",)).get(pk=service.pk)


def _publish(service: Service, change: Change, by: Any) -> None:
    draft = service.get_latest_revision_as_object() if service.has_unpublished_changes else None
    if service.live:
        change(service)
        service.save_revision(user=by, log_action=True).publish(user=by)
    if draft or not service.live:
        _put_into_draft(draft or service, change, by)


def _refuse_a_locked_one(service: Service) -> None:
    if service.locked:
        raise ValidationError(_("This service is locked. Unlock it first."))


@secrets_held()
def check(service: Service, on: date, by: Any) -> None:
    """Say that somebody made sure of a service on a day, also of a locked one.

    Raises ValidationError if the service says nonsense.
    """
    _publish(_row(service), lambda each: mark_checked(each, on), by)
    log(service, CHECKED, user=by)


def mark_checked(service: Service, on: date) -> None:
    """Set the day; a day on which it was to be checked, and that has come, has done its work."""
    service.assured_date = on
    if service.review_date and service.review_date <= on:
        service.review_date = None
