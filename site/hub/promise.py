"""How soon the hub promises to be in touch with whoever asks, read from its rules alone.

Everybody is promised the same, so that nobody learns their priority from it: of the standards
that may come to apply to somebody who asks, the slowest.
"""

from itertools import product

from hub.rules import Rules, Standard
from hub.vocabulary import PRIORITIES

KEPT_BY_CONTACT = ("first_contact", "support")
RUN_AT_ONCE = ("received", "offer_accepted")
"""Clocks that start when somebody asks: who asks for help has accepted it."""

_LENGTHS = {"hours": 1.0, "working_days": 24 * 7 / 5, "weekday_24h": 7 / 5, "opening_hours": 4.2}
"""About how many hours pass for one of each unit: only to choose among what is true anyway."""


def groups(rules: Rules) -> list[list[Standard]]:
    """Return, for every group of people who may ask, the standards that certainly hold for them.

    A group with none was promised nothing, as is everybody where nobody may ask.
    """
    if not rules.takes("self"):
        return []
    asking = [rule for rule in rules.rules if "self" in rule.when.get("sources", {"self"})]
    reached = {"", *(rule.then.team for rule in asking if rule.then.team)}
    teams = {team.key for key in reached if (team := rules.team(key))} or {""}
    sure = [standard for standard in rules.standards if _is_for_all_who_ask(standard)]
    found = [
        [s for s in sure if s.priority in ("", priority) and s.team in ("", team)]
        for priority, team in product(PRIORITIES, sorted(teams))
    ]
    return [group for number, group in enumerate(found) if group not in found[:number]]


def slowest(rules: Rules) -> Standard | None:
    """Return the standard that everybody is promised; None where no length is true of all.

    For every group it is certainly no sooner than something that the group is promised.
    """
    found = groups(rules)
    true_of_all = [
        standard
        for group in found
        for standard in group
        if all(any(_is_no_sooner(rules, standard, s) for s in other) for other in found)
    ]
    return min(true_of_all, key=lambda s: _length(rules, s), default=None)


def _is_no_sooner(rules: Rules, one: Standard, other: Standard) -> bool:
    """Tell whether a standard is due no sooner than another, whenever both start.

    Certain at every hub: working hours never pass faster than hours do, and between the day of
    receipt and the nth working day after it lie n - 1 whole ones.
    """
    unit, its = rules.counted_in(one), rules.counted_in(other)
    if unit == its or (its == "hours" and unit != "working_days"):
        return other.number <= one.number
    whole_days = unit == "working_days" and its in ("hours", "weekday_24h")
    return whole_days and other.number <= 24 * (one.number - 1)


def _is_for_all_who_ask(standard: Standard) -> bool:
    sources = standard.when.get("sources", frozenset({"self"}))
    return (
        standard.what in KEPT_BY_CONTACT
        and standard.starts in RUN_AT_ONCE
        and "self" in sources
        and not standard.when.keys() - {"sources"}
    )


def _length(rules: Rules, standard: Standard) -> float:
    return standard.number * _LENGTHS[rules.counted_in(standard)]
