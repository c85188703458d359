"""Who is to be reminded of which services: what is due, for whoever keeps it.

This says what is due; ``config`` hands it to the messages.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from directory.models import Service, UpkeepRule
from directory.upkeep.facts import facts_of, rule_now
from directory.upkeep.freshness import checked_in_words, due_on, is_due

NOBODY = "nobody"
MOST_NAMED = 30
"""Services that one email names; the page in the CMS has all."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One email: for whom (``keeper`` is an account's key, or nobody's), where to, and what of."""

    keeper: str
    to: str = field(repr=False)
    services: tuple[str, ...]
    count: int

    @property
    def report(self) -> str:
        """The lines of the email, the most overdue first."""
        more = self.count - len(self.services)
        rest = [_("and %(number)d more") % {"number": more}] if more else []
        return "\n".join([*self.services, *rest])


def reminders(today: date) -> list[Reminder]:
    """Return one reminder for each keeper of services that are due, where the hub wants them.

    What nobody keeps, and what somebody keeps who has no address or account any more, goes to the
    address of the hub's rule; without one to nobody. Four queries.
    """
    rule = UpkeepRule.now()
    if not rule.reminders:
        return []
    due = list(overdue(today))
    addresses = _addresses({owner for _line, owner in due if owner})
    kept: dict[str, list[str]] = defaultdict(list)
    for line, owner in due:
        kept[str(owner) if owner in addresses else NOBODY].append(line)
    to = {str(owner): address for owner, address in addresses.items()} | {NOBODY: rule.reminders_to}
    return [
        Reminder(keeper, to[keeper], tuple(lines[:MOST_NAMED]), len(lines))
        for keeper, lines in sorted(kept.items())
        if to[keeper]
    ]


def overdue(today: date) -> Iterable[tuple[str, Any]]:
    """Give a line and the owner's key of each listed service that is due, the longest due first."""
    rule = rule_now()
    found = [facts for facts in facts_of(Service.objects.public()) if is_due(facts, rule, today)]
    found.sort(key=lambda facts: (due_on(facts, rule), str(facts.id)))
    columns = ("pk", "name", "organisation__name", "owner_id", "assured_date")
    rows = {row[0]: row for row in Service.objects.public().values_list(*columns)}
    for facts in found:
        if row := rows.get(facts.id):
            _pk, name, organisation, owner, assured = row
            yield f"{name} ({organisation}): {checked_in_words(assured, today)}", owner


def _addresses(owners: set[Any]) -> dict[Any, str]:
    people = get_user_model()._default_manager.filter(pk__in=owners, is_active=True)
    return dict(people.exclude(email="").values_list("pk", "email"))
