"""A service said that it is all right: carried out by the worker, where the hub's rule says so.

The website cannot change a service and the worker makes no versions, so the day is set on what the
public sees and in the newest version alike, and the CMS's log says who said it.
"""

from datetime import date, datetime
from uuid import UUID

from wagtail.log_actions import log
from wagtail.models import Revision

from core.rounding import to_the_hour
from directory.holding import secrets_held
from directory.models import Service, Suggestion, UpkeepRule
from directory.upkeep.changing import mark_checked
from directory.upkeep.facts import day_of
from directory.upkeep.log import CONFIRMED

_CLEAR = ("pk", "service_id", "received_at")


def carry_out_next(at: datetime) -> int:
    """Carry out one confirmation; return 1, or 0 where none waits or an editor is to decide."""
    if not UpkeepRule.now().confirmations_count:
        return 0
    confirmed = Suggestion.objects.filter(kind=Suggestion.Kind.CONFIRMED)
    found = confirmed.order_by("received_at", "pk").values_list(*_CLEAR).first()
    if found is None:
        return 0
    key, service, received_at = found
    with secrets_held():
        _mark(service, day_of(received_at), at)
        Suggestion.objects.filter(pk=key).only("pk").delete()
    return 1


def _mark(key: UUID, day: date, at: datetime) -> None:
    """Set the day. An editor who saves a version at this moment waits for the service's row."""
    service = Service.objects.select_for_update(of=("self",)).get(pk=key)
    if service.assured_date and service.assured_date >= day:
        return
    mark_checked(service, day)
    service.save(update_fields=["assured_date", "review_date"])
    newest = Revision.objects.filter(pk=service.latest_revision_id)
    for pk, content in newest.values_list("pk", "content"):
        kept = {
            name: value.isoformat() if (value := getattr(service, name)) else None
            for name in ("assured_date", "review_date")
        }
        Revision.objects.filter(pk=pk).update(content=content | kept)
    log(service, CONFIRMED, timestamp=to_the_hour(at))
