"""What an editor decides about a suggestion: into a draft, published, or left as it is.

A suggestion is deleted with the decision; the log of the service keeps who decided, and not what
was suggested. Opening hours that a service suggests are words, which an editor has to set: what is
left of such a suggestion stays until they leave it.
"""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from directory.confidential import says_a_secret
from directory.models import Suggestion
from directory.upkeep import changes, changing
from directory.upkeep.facts import day_of
from directory.upkeep.log import LEFT, TAKEN


def names_a_secret(suggestion: Suggestion) -> bool:
    """Tell whether it holds a secret address: then it is not shown, and can only be left."""
    suggested = [after for _before, after in suggestion.changes.values()]
    return any(says_a_secret(text) for text in [suggestion.says, *suggested])


def can_be_taken(suggestion: Suggestion) -> bool:
    """Tell whether there is something in it that needs no editor to type it."""
    return suggestion.kind == Suggestion.Kind.CONFIRMED or bool(
        suggestion.changes.keys() - {changes.HOURS}
    )


@transaction.atomic
def take(suggestion: Suggestion, by: Any, *, publish: bool) -> None:
    """Put what it says into a draft, or before the public; ValidationError if it is nonsense.

    The service confirmed what it did not change, so that counts as a check once it is published.
    """
    service, day = suggestion.service, day_of(suggestion.received_at)
    put_in = changes.put_in(suggestion.changes)

    def change(each: Any) -> None:
        put_in(each)
        if not each.assured_date or each.assured_date < day:
            changing.mark_checked(each, day)

    (changing.publish if publish else changing.put_into_draft)(service, change, by)
    log(service, TAKEN, user=by)
    hours = suggestion.changes.get(changes.HOURS)
    if hours:
        Suggestion.objects.filter(pk=suggestion.pk).update(changes={changes.HOURS: hours})
    else:
        _forget(suggestion)


@transaction.atomic
def leave(suggestion: Suggestion, by: Any) -> None:
    """Do nothing about it, and say so in the service's log."""
    log(suggestion.service, LEFT, user=by)
    _forget(suggestion)


def _forget(suggestion: Suggestion) -> None:
    Suggestion.objects.filter(pk=suggestion.pk).delete()
