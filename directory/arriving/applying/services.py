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

from django.db.models import Model
from django.utils.text import slugify

from directory.arriving.applying.plans import FIELDS, Plan
from directory.arriving.applying.rows import parts_of, put, said_by, set_fields, with_all
from directory.arriving.applying.shared import free
from directory.arriving.comparing import fingerprint
from directory.models import Arrival, Feed, Service
from directory.slugs import LONGEST, RESERVED
from directory.status import Status

TERMS = Service.taxonomy_terms.through


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
        for key, plan in plans.items():
            service, arrival = here.get(key), arrivals.get(key)
            if service is None and arrival is None:
                made[key] = plan
            elif service is None:
                self.outcome.removed_here.append(plan["fields"]["name"])
            elif arrival is None:
                self.outcome.elsewhere.append(service.name)
            elif self._is_untouched(service, arrival, plan):
                self._change(service, arrival, plan, marks[key])
            else:
                self.outcome.changed_here.append(service.name)
        self._make(made, marks)

    def take_out(self, keys: Iterable[str]) -> None:
        """Stop listing what the feed does not have any more. No row is ever deleted."""
        arrivals = self._arrivals(keys)
        for service in with_all(Service.objects.filter(pk__in=list(arrivals))):
            arrival = arrivals[str(service.pk)]
            plan = said_by(service, FIELDS)
            if not self._is_untouched(service, arrival, plan):
                self.outcome.changed_here.append(service.name)
                continue
            plan["fields"]["status"] = Status.INACTIVE.value
            set_fields(service, plan)
            self._save_over(service, plan)
            arrival.is_gone, arrival.left = True, fingerprint(plan)
            arrival.save()
            self.outcome.gone += 1

    def _arrivals(self, keys: Iterable[str]) -> dict[str, Arrival]:
        found = self.feed.arrivals.filter(kind=Arrival.Kind.SERVICE, record__in=list(keys))
        return {str(arrival.record): arrival for arrival in found}

    def _is_untouched(self, service: Service, arrival: Arrival, plan: Plan) -> bool:
        """Tell whether no editor has changed it since, nor is in the middle of it."""
        if service.has_unpublished_changes and service.latest_revision_id != arrival.proposal:
            return False
        now = fingerprint(said_by(service, FIELDS))
        return now in (arrival.left, arrival.proposed)

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

    def _change(self, service: Service, arrival: Arrival, plan: Plan, mark: str) -> None:
        waits = service.live and not self.feed.is_trusted
        if waits:
            put(service, plan)
            arrival.proposal = service.save_revision(clean=False).pk
            arrival.proposed = fingerprint(plan)
            self.outcome.proposed.append(service.name)
        else:
            set_fields(service, plan)
            self._save_over(service, plan)
            arrival.left, arrival.proposed = fingerprint(plan), ""
            self.outcome.changed += 1
        arrival.applied, arrival.is_gone = mark, False
        arrival.save()

    def _save_over(self, service: Service, plan: Plan) -> None:
        """Write a service and its parts over what was there."""
        revised = service.latest_revision_id
        Service.objects.filter(pk=service.pk).update(
            **{name: getattr(service, name) for name in plan["fields"]},
            organisation_id=service.organisation_id,
            last_modified=self.now,
            has_unpublished_changes=False,
        )
        for model, rows in parts_of(service, plan).items():
            model._default_manager.filter(service=service).delete()
            model._default_manager.bulk_create(rows)
        TERMS._default_manager.filter(service=service).delete()
        TERMS._default_manager.bulk_create(_links(service, plan))
        if revised:
            fresh = Service.objects.get(pk=service.pk)
            revision = fresh.save_revision(clean=False, changed=False)
            if fresh.live:
                Service.objects.filter(pk=fresh.pk).update(live_revision=revision)

    def _free_slug(self, name: str) -> str:
        slug = free(slugify(name)[: LONGEST - 7] or "service", self._slugs)
        self._slugs.add(slug)
        return slug


def _links(service: Service, plan: Plan) -> list[Any]:
    return [TERMS(service_id=service.pk, taxonomyterm_id=UUID(term)) for term in plan["terms"]]
