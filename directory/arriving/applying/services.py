"""Services of a batch, made, changed or taken out of the list, as far as editors allow it.

An import writes rows without a revision each: twenty thousand of them would say nothing that the
kept copy does not. Where a service already has revisions (an editor opened it), it gets another,
because an editor who opens it again is shown the last revision and not the row.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.utils.text import slugify

from directory.arriving.applying.plans import FIELDS, Plan
from directory.arriving.applying.rows import (
    PARTS,
    parts_of,
    put,
    said_by,
    set_fields,
    upsert,
    with_all,
)
from directory.arriving.applying.shared import free
from directory.arriving.comparing import fingerprint
from directory.models import Arrival, Feed, Service, ServiceAtLocation
from directory.slugs import LONGEST, RESERVED
from directory.status import Status

TERMS = Service.taxonomy_terms.through
MEMBERS: dict[Any, str] = {
    **{model: member for member, (model, _accessor, _fields) in PARTS.items()},
    ServiceAtLocation: "places",
    TERMS: "terms",
}
"""Models of parts -> the member of a plan that they hold."""
WRITTEN = (*FIELDS, "organisation", "last_modified", "has_unpublished_changes")
ARRIVAL = ("applied", "left", "proposed", "proposal", "is_gone")


@dataclass(slots=True)
class Outcome:
    """What became of what arrived: names of services, counted where they may be many.

    ``changed_here`` was changed by an editor and left alone, ``elsewhere`` is not of this feed,
    ``removed_here`` was deleted here, ``refused`` has a secret address, ``proposed`` waits for an
    editor, ``shared`` are organisations and places that were left alone.
    """

    made: int = 0
    changed: int = 0
    gone: int = 0
    changed_here: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    removed_here: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)


class Services:
    """Writes services of one feed, a batch at a time, inside the caller's transaction."""

    def __init__(self, feed: Feed, outcome: Outcome, now: datetime) -> None:
        self.feed, self.outcome, self.now = feed, outcome, now
        self._slugs = set(RESERVED) | set(Service.objects.values_list("slug", flat=True))

    def apply(self, plans: dict[str, Plan], marks: dict[str, str]) -> None:
        """Make what is new and change what has changed. marks: id -> what arrived, in short."""
        arrivals = self._arrivals(plans)
        here = {str(each.pk): each for each in with_all(Service.objects.filter(pk__in=list(plans)))}
        made: dict[str, Plan] = {}
        over: list[_Change] = []
        for key, plan in plans.items():
            service, arrival = here.get(key), arrivals.get(key)
            if service is None and arrival is None:
                made[key] = plan
            elif service is None:
                self.outcome.removed_here.append(plan["fields"]["name"])
            elif arrival is None:
                self.outcome.elsewhere.append(service.name)
            elif change := self._change(service, arrival, plan):
                arrival.applied, arrival.is_gone = marks[key], False
                over.append(change)
        self._make(made, marks)
        self._write_over(over)
        self.outcome.changed += sum(not change.waits for change in over)

    def take_out(self, keys: Iterable[str]) -> None:
        """Stop listing what the feed does not have any more. No row is ever deleted."""
        arrivals = self._arrivals(keys)
        over: list[_Change] = []
        for service in with_all(Service.objects.filter(pk__in=list(arrivals))):
            arrival = arrivals[str(service.pk)]
            if change := self._change(service, arrival, None):
                arrival.is_gone = True
                over.append(change)
        self._write_over(over)
        self.outcome.gone += len(over)

    def _arrivals(self, keys: Iterable[str]) -> dict[str, Arrival]:
        found = self.feed.arrivals.filter(kind=Arrival.Kind.SERVICE, record__in=list(keys))
        return {str(arrival.record): arrival for arrival in found}

    def _change(self, service: Service, arrival: Arrival, plan: Plan | None) -> "_Change | None":
        """Return what is to be written over a service, or None if an editor has been at it.

        plan: None to take it out of the list, which waits for nobody.
        """
        before = said_by(service, FIELDS)
        is_begun = (
            service.has_unpublished_changes and service.latest_revision_id != arrival.proposal
        )
        if is_begun or fingerprint(before) not in (arrival.left, arrival.proposed):
            self.outcome.changed_here.append(service.name)
            return None
        if plan is not None:
            waits = service.live and not self.feed.is_trusted
            return _Change(service, arrival, before, plan, waits)
        gone = before["fields"] | {"status": Status.INACTIVE.value}
        return _Change(service, arrival, before, {**before, "fields": gone}, waits=False)

    def _make(self, made: dict[str, Plan], marks: dict[str, str]) -> None:
        rows: dict[type[Model], list[Any]] = {Service: []}
        links, arrivals = [], []
        live = self.feed.is_trusted
        for key, plan in made.items():
            service = Service(
                id=UUID(key),
                slug=self._free_slug(plan["fields"]["name"]),
                live=live,
                first_published_at=self.now if live else None,
                last_published_at=self.now if live else None,
                last_modified=self.now,
            )
            set_fields(service, plan)
            rows[Service].append(service)
            for model, parts in parts_of(service, plan).items():
                rows.setdefault(model, []).extend(parts)
            links += _links(service, plan)
            arrivals.append(
                Arrival(
                    feed=self.feed,
                    kind=Arrival.Kind.SERVICE,
                    record=service.pk,
                    applied=marks[key],
                    left=fingerprint(plan),
                )
            )
        for model, every in rows.items():
            model._default_manager.bulk_create(every)
        TERMS._default_manager.bulk_create(links)
        Arrival.objects.bulk_create(arrivals)
        self.outcome.made += len(made)

    def _write_over(self, changes: list["_Change"]) -> None:
        """Write services over what was there, all in a few queries; propose those that wait."""
        rows: dict[type[Model], list[Any]] = {}
        emptied: dict[type[Model], list[UUID]] = {}
        written = [change for change in changes if not change.waits]
        for change in written:
            service, plan = change.service, change.plan
            set_fields(service, plan)
            service.last_modified, service.has_unpublished_changes = self.now, False
            for model, parts in change.parts().items():
                emptied.setdefault(model, []).append(service.pk)
                rows.setdefault(model, []).extend(parts)
            change.arrival.left, change.arrival.proposed = fingerprint(plan), ""
        upsert(Service, [change.service for change in written], WRITTEN)
        for model, keys in emptied.items():
            # Without a signal for each: the batch says once that something changed.
            model._default_manager.filter(service__in=keys)._raw_delete(connection.alias)
            model._default_manager.bulk_create(rows[model])
        for change in changes:
            if change.waits:
                self._propose(change)
            elif change.service.latest_revision_id:
                _revise(change.service)
        upsert(Arrival, [change.arrival for change in changes], ARRIVAL)

    def _propose(self, change: "_Change") -> None:
        put(change.service, change.plan)
        change.arrival.proposal = change.service.save_revision(clean=False).pk
        change.arrival.proposed = fingerprint(change.plan)
        self.outcome.proposed.append(change.service.name)

    def _free_slug(self, name: str) -> str:
        slug = free(slugify(name)[: LONGEST - 7] or "service", self._slugs)
        self._slugs.add(slug)
        return slug


@dataclass(slots=True)
class _Change:
    """A service of ours, what it said, and what it is to say. ``waits``: for an editor."""

    service: Service
    arrival: Arrival
    before: Plan
    plan: Plan
    waits: bool

    def parts(self) -> dict[type[Model], list[Any]]:
        """Return the rows of those parts that are others than before."""
        every = parts_of(self.service, self.plan) | {TERMS: _links(self.service, self.plan)}
        return {
            model: rows
            for model, rows in every.items()
            if self.before[MEMBERS[model]] != self.plan[MEMBERS[model]]  # type: ignore[literal-required]
        }


def _revise(service: Service) -> None:
    """Let an editor who opens it find what it says now, not what it said."""
    fresh = Service.objects.get(pk=service.pk)
    revision = fresh.save_revision(clean=False, changed=False)
    if fresh.live:
        Service.objects.filter(pk=fresh.pk).update(live_revision=revision)


def _links(service: Service, plan: Plan) -> list[Any]:
    return [TERMS(service_id=service.pk, taxonomyterm_id=UUID(term)) for term in plan["terms"]]
