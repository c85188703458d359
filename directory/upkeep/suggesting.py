"""Keeping what somebody outside says of a service, and how much of it is kept at all."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from core.rounding import to_the_hour
from directory.models import Service, Suggestion
from hub.opening import LONDON

MOST_FOR_A_SERVICE = 5
"""Of each kind, open at one time."""
MOST_FROM_PUBLIC = 200
"""Open at one time, of all services together."""
KEPT = timedelta(days=30)
"""What nobody decided about goes then. By then somebody else has said it, or it is so no longer."""
Kind = Suggestion.Kind


def keep_public(service: Service, wrong: str, at: datetime, says: str = "") -> bool:
    """Keep what anybody says is wrong, with the day; False where enough lies there already."""
    open_ones = Suggestion.objects.filter(kind=Kind.PUBLIC)
    if open_ones.count() >= MOST_FROM_PUBLIC:
        return False
    day = datetime.combine(at.astimezone(LONDON).date(), time(0), LONDON)
    return _keep(service, Kind.PUBLIC, day, wrong=wrong, says=says)


def keep_confirmed(service: Service, at: datetime) -> bool:
    """Keep that the service itself says it is all right; once is enough."""
    if Suggestion.objects.filter(service=service, kind=Kind.CONFIRMED).exists():
        return False
    return _keep(service, Kind.CONFIRMED, to_the_hour(at))


def keep_changes(service: Service, changes: Mapping[str, Any], at: datetime) -> bool:
    """Keep what the service itself wants us to say; False where enough lies there already."""
    return _keep(service, Kind.CHANGES, to_the_hour(at), changes=dict(changes))


def forget_old(at: datetime) -> int:
    """Delete what nobody decided about in time, in the worker; return how many."""
    old = Suggestion.objects.filter(received_at__lte=at - KEPT)
    return old.only("pk").delete()[0]


def _keep(service: Service, kind: Kind, at: datetime, **fields: Any) -> bool:
    """Insert one, in a single statement: the website may read none back."""
    if Suggestion.objects.filter(service=service, kind=kind).count() >= MOST_FOR_A_SERVICE:
        return False
    Suggestion(service=service, kind=kind, received_at=at, **fields).save(force_insert=True)
    return True
