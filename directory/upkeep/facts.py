"""What the database knows about how fresh services are, for `directory.upkeep.freshness`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from directory.models import Service, UpkeepRule
from directory.status import Status
from directory.upkeep.freshness import Facts, Freshness, Rule, freshness
from hub.opening import LONDON

_COLUMNS = (
    "pk", "assured_date", "review_date", "first_published_at", "status", "is_commissioned",
    "is_national_helpline", "is_lifeline", "answers_when_hub_is_closed",
)  # fmt: skip


_STAYS = (
    "is_commissioned", "is_national_helpline", "is_lifeline", "answers_when_hub_is_closed",
)  # fmt: skip


def rule_now() -> Rule:
    """Return the hub's rule."""
    kept = UpkeepRule.now()
    return Rule(review_months=kept.review_months, hide_after_months=kept.hide_after_months)


def facts_of(services: Any) -> list[Facts]:
    """Return the facts of the services of a queryset, in two queries.

    One that is closed for now answers no need, so it is not the last that does.
    """
    rows = list(services.order_by().values(*_COLUMNS))
    through = Service.taxonomy_terms.through.objects
    pairs = through.filter(service__in=services.order_by().values("pk"))
    terms = _terms(pairs.values_list("service_id", "taxonomyterm_id"))
    return [_facts(row, terms.get(row["pk"], frozenset())) for row in rows]


def sinking_and_hidden(today: date) -> Freshness:
    """Return the services (their keys) that sink, and those that hide, on a day in London."""
    return freshness(facts_of(Service.objects.public()), rule_now(), today)


def day_of(at: datetime) -> date:
    """Return the day in London of a moment."""
    return at.astimezone(LONDON).date()


def _terms(pairs: Iterable[tuple[UUID, UUID]]) -> dict[UUID, frozenset[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for service, term in pairs:
        found[service].add(term)
    return {service: frozenset(terms) for service, terms in found.items()}


def _facts(row: dict[str, Any], terms: frozenset[UUID]) -> Facts:
    published = row["first_published_at"]
    return Facts(
        id=row["pk"],
        assured=row["assured_date"],
        review=row["review_date"],
        listed=day_of(published) if published else None,
        terms=terms if row["status"] == Status.ACTIVE else frozenset(),
        stays=any(row[name] for name in _STAYS),
    )
