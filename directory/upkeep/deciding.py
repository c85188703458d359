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
    return any(map(says_a_secret, _texts(suggestion)))


@transaction.atomic
def forget_secrets(by: Any) -> int:
    """Delete what names a secret address, of any service, and return how many.

    Only an editor's process knows, so it does so before it lists them. The log says that it was
    left.
    """
    waiting = list(Suggestion.objects.select_related("service"))
    if not says_a_secret("\n".join(text for each in waiting for text in _texts(each))):
        return 0
    found = [each for each in waiting if names_a_secret(each)]
    for each in found:
        leave(each, by)
    return len(found)


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


def _texts(suggestion: Suggestion) -> list[str]:
    """Return what is suggested, text by text."""
    return [suggestion.says, *(after for _before, after in suggestion.changes.values())]


def _forget(suggestion: Suggestion) -> None:
    Suggestion.objects.filter(pk=suggestion.pk).delete()
