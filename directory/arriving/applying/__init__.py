"""Applying a complete copy to the directory, in batches: each service is seen old or new, whole.

A feed that is not trusted makes drafts, and its changes to what an editor has published wait for
an editor. What an editor changed, or is changing, is left alone and reported.
"""

import uuid
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.utils import timezone

from core import generation
from core.rounding import to_the_hour
from directory.arriving.applying.plans import plan_of
from directory.arriving.applying.services import Outcome, Services
from directory.arriving.applying.shared import SharedRecords
from directory.arriving.cleaning import Form
from directory.arriving.comparing import Difference, fingerprint
from directory.arriving.keeping import Copy
from directory.arriving.secrets import Secrets
from directory.holding import secrets_held
from directory.models import Arrival, Feed, Service

BATCH = 250

__all__ = ["Outcome", "apply", "known_from", "namespace_of"]


def namespace_of(feed_name: str) -> uuid.UUID:
    """Return what ids of a feed are made under, where its own have another shape."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"front-door:feed:{feed_name}")


def known_from(feed: Feed) -> dict[str, str]:
    """Return what was applied from a feed and is not gone: id -> fingerprint."""
    rows = feed.arrivals.filter(kind=Arrival.Kind.SERVICE, is_gone=False)
    return {str(key): mark for key, mark in rows.values_list("record", "applied").iterator()}


def apply(
    feed: Feed, copy: Copy, found: Difference, told: Callable[[int], None] = lambda count: None
) -> Outcome:
    """Apply a difference, and return what became of it. told: is given how many are done.

    May be run again after it was interrupted: what is done counts as unchanged then.
    """
    outcome, now = Outcome(), timezone.now()
    shared = SharedRecords(feed, namespace_of(feed.name))
    services = Services(feed, outcome, now)
    today = timezone.localdate()
    done = 0
    for batch in batches(copy.forms([*found.new, *found.changed])):
        with secrets_held():
            secrets = Secrets()
            hidden = _with_secret_addresses([key for key, _form in batch])
            forms = {
                key: {**form, "service_at_locations": []} if key in hidden else form
                for key, form in batch
                if not _is_refused(form, secrets, outcome)
            }
            shared.take_in(forms.values())
            plans = {
                key: plan_of(form, shared.ids_of(form), shared.namespace, today)
                for key, form in forms.items()
            }
            services.apply(plans, copy.marks)
            generation.bump()
        done += len(batch)
        told(done)
    for keys in batches(iter(found.gone)):
        with secrets_held():
            services.take_out(keys)
            generation.bump()
    outcome.shared = sorted(shared.left_alone)
    feed.copied_at, feed.services = to_the_hour(now), len(copy.marks)
    feed.fingerprint = fingerprint(sorted(copy.marks.items()))
    feed.save()
    return outcome


def batches(every: Iterator[Any]) -> Iterator[list[Any]]:
    """Yield what there is, `BATCH` at a time."""
    while batch := list(islice(every, BATCH)):
        yield batch


def _with_secret_addresses(keys: list[str]) -> set[str]:
    """Return those of the services whose address an editor made secret: they get no place."""
    secret = Service.objects.filter(pk__in=keys, address_is_secret=True)
    return {str(key) for key in secret.values_list("pk", flat=True)}


def _is_refused(form: Form, secrets: Secrets, outcome: Outcome) -> bool:
    if secrets.are_in(form):
        outcome.refused.append(secrets.name(form["name"], len(outcome.refused) + 1))
        return True
    return False
