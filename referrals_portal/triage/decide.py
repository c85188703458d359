"""(the hub's rules, the facts) -> a decision that explains itself.

The rule language is ``hub.rules``; the facts are those of the contract. A priority is a
suggestion for staff under the Victims' Code (enhanced entitlement) and is never shown to the
person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hub.rules import is_a_child_alone

ALWAYS = "No rule asked for more."


@dataclass(frozen=True, slots=True)
class Facts:
    """What a decision may rest on. ``received_at`` is aware; it is the start of the clock."""

    received_at: datetime
    source: str = "self"
    for_whom: str = "me"
    reported: str = "not_sure"
    crime_types: tuple[str, ...] = ()
    age_band: str = "not_given"
    markers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """One promise: what, and by when (aware). ``due_at`` is None until its clock starts."""

    what: str
    starts: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Decision:
    """The priority, why, and what is due when.

    ``senior_reasons`` say why a senior member of staff must look on the day it comes, or the next
    on which somebody works; mostly none do.
    """

    priority: str
    reasons: tuple[str, ...]
    standards: tuple[Due, ...]
    senior_reasons: tuple[str, ...] = ()

    @property
    def first_contact_due(self) -> datetime | None:
        """When the person must have been contacted; None where no such clock is running."""
        due = (d.due_at for d in self.standards if d.what == "first_contact" and d.due_at)
        return min(due, default=None)


def decide(rules: dict[str, Any], facts: Facts) -> Decision:
    """Apply a checked rules document to the facts."""
    fired = tuple(
        rule["reason"] for rule in rules.get("enhanced_when", []) if _applies(rule, facts)
    )
    priority = "enhanced" if fired else "standard"
    return Decision(
        priority=priority,
        reasons=fired or (ALWAYS,),
        standards=tuple(
            Due(standard["what"], standard["starts"], _due_at(standard, facts))
            for standard in rules.get("standards", [])
            if standard["priority"] == priority
        ),
        senior_reasons=tuple(reason for holds, reason in SENIOR if holds(facts)),
    )


SENIOR: tuple[tuple[Callable[[Facts], bool], str], ...] = (
    (
        lambda facts: "in_danger_now" in facts.markers,
        "Someone was, or may have been, in danger when this was sent.",
    ),
    (lambda facts: "self_harm" in facts.markers, "There are thoughts of self-harm."),
    (
        lambda facts: (
            facts.age_band == "under_13" and is_a_child_alone(facts.for_whom, facts.age_band)
        ),
        "A child under 13 asks for themselves.",
    ),
)
"""What no hub may leave for long, whatever its rules: help is shown at once as well."""


def _applies(rule: dict[str, Any], facts: Facts) -> bool:
    held = {
        "sources": {facts.source},
        "for_whom": {facts.for_whom},
        "reported": {facts.reported},
        "crime_types": set(facts.crime_types),
        "age_bands": {facts.age_band},
        "markers": set(facts.markers),
    }
    return all(set(values) & held[key] for key, values in rule.items() if key != "reason")


def _due_at(standard: dict[str, Any], facts: Facts) -> datetime | None:
    if standard["starts"] != "received":
        return None
    return facts.received_at + timedelta(hours=standard["number"])
