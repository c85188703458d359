"""How fresh each service is, and which sink or hide for it: pure, no clock, no database.

Days are dates in Europe/London. A service that nobody checks sinks in the list and later leaves it,
but never the last one that answers a need, never a national helpline nor the hub itself, and never
more than a part of the list: one editor on leave must not empty it.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from math import floor

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WEEK = 7  # days
LAST_MONTH = 24
"""Months from which on the words say years."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The hub's rule. Months; ``hide_after_months`` None hides nothing, ever.

    ``most_hidden`` is the part of the list that may be hidden at one time, from 0 to 1.
    """

    review_months: int = 3
    hide_after_months: int | None = 12
    most_hidden: float = 0.25


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one listed service.

    ``listed`` is the day on which it was first published: for one that nobody ever checked, time
    counts from then. ``terms`` are the needs that it answers. ``stays`` marks a national helpline
    and the hub's own services: they sink and never hide.
    """

    id: Hashable
    assured: date | None = None
    review: date | None = None
    listed: date | None = None
    terms: frozenset[Hashable] = field(default_factory=frozenset)
    stays: bool = False

    @property
    def since(self) -> date | None:
        """Return the day from which time counts."""
        return self.assured or self.listed


@dataclass(frozen=True, slots=True)
class Freshness:
    """Which services sink to the end of a list, and which of them leave it."""

    sinks: frozenset[Hashable] = frozenset()
    hidden: frozenset[Hashable] = frozenset()


def due_on(facts: Facts, rule: Rule) -> date:
    """Return the day from which it is to be checked again; one never checked is due at once."""
    if facts.review:
        return facts.review
    return later(facts.assured, rule.review_months) if facts.assured else date.min


def is_due(facts: Facts, rule: Rule, today: date) -> bool:
    """Tell whether somebody should check it now."""
    return due_on(facts, rule) <= today


def sinks(facts: Facts, rule: Rule, today: date) -> bool:
    """Tell whether it has been due for as long as it may go unchecked.

    Whoever keeps it was reminded for all that time. One that was never checked sinks at once.
    """
    due = due_on(facts, rule)
    return due == date.min or later(due, rule.review_months) <= today


def is_stale(facts: Facts, rule: Rule, today: date) -> bool:
    """Tell whether the rule would hide it, were it the only one."""
    since = facts.since
    if rule.hide_after_months is None or facts.stays or since is None:
        return False
    return sinks(facts, rule, today) and later(since, rule.hide_after_months) <= today


def freshness(every: Iterable[Facts], rule: Rule, today: date) -> Freshness:
    """Return what sinks and what hides of all the services that are listed.

    The stalest hide first. The order in which they come does not matter.
    """
    listed = list(every)
    left = floor(len(listed) * rule.most_hidden)
    answering = Counter(term for facts in listed for term in facts.terms)
    hidden: set[Hashable] = set()
    for facts in sorted((f for f in listed if is_stale(f, rule, today)), key=_stalest_first):
        if len(hidden) == left:
            break
        if all(answering[term] > 1 for term in facts.terms):
            hidden.add(facts.id)
            answering.subtract(facts.terms)
    low = frozenset(facts.id for facts in listed if sinks(facts, rule, today))
    return Freshness(sinks=low, hidden=frozenset(hidden))


def checked_in_words(assured: date | None, today: date) -> str:
    """Return for example "Checked 3 months ago". A day that has not come yet is this week."""
    if assured is None:
        return _("We do not know when this was last checked")
    days, months = (today - assured).days, months_between(assured, today)
    if days < WEEK:
        return _("Checked this week")
    if months < 1:
        number = days // WEEK
        words = ngettext("Checked %(number)d week ago", "Checked %(number)d weeks ago", number)
    elif months < LAST_MONTH:
        number = months
        words = ngettext("Checked %(number)d month ago", "Checked %(number)d months ago", number)
    else:
        number = months // 12
        words = ngettext("Checked %(number)d year ago", "Checked %(number)d years ago", number)
    return words % {"number": number}


def later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of that month; never past 9999."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > date.max.year:
        return date.max
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def months_between(first: date, last: date) -> int:
    """Return the number of whole months; 0 if there is none."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(0, months - (later(first, max(0, months)) > last))


def _stalest_first(facts: Facts) -> tuple[date, str]:
    return (facts.since or date.min, str(facts.id))
