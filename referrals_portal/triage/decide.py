"""(the hub, the facts) -> a decision that explains itself. Pure.

The rules are data of ``hub.rules``, the facts those of the contract. A priority is a suggestion
for staff under the Victims' Code (enhanced entitlement) and is never shown to the person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub import vocabulary as words
from hub.entitlement import UNDER_18
from hub.facts import HubFacts
from hub.rules import Rule, Rules, Specialist, Standard, Team, holds
from hub.vocabulary import is_a_child_alone
from referrals_portal.triage.clock import due_at
from referrals_portal.triage.facts import Facts
from referrals_portal.triage.offers import NOT_TAKEN_ON, Offered, offered

NOTHING_ASKED = "No rule asked for more."
NOTHING_ELSEWHERE = "No rule sends it elsewhere."


@dataclass(frozen=True, slots=True)
class Due:
    """One promise by one channel: by when (aware, or None until its clock starts).

    channel: None where any way will do. unit: as ``triage.clock`` counts. either: another channel
    of the same standard is as good.
    """

    what: str
    channel: str | None
    starts: str
    unit: str
    number: int
    started_at: datetime | None
    due_at: datetime | None
    either: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return it as the contract has it."""
        return {
            "what": self.what,
            "channel": self.channel,
            "starts": self.starts,
            "due_at": self.due_at.isoformat() if self.due_at else None,
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a referral, and why.

    ``reasons`` are those of every rule that said something, in the order of the rules, and
    ``messages_reason`` says why something is sent by itself, or nothing.
    ``senior_reasons`` say why a senior member of staff must look on the day it comes, or the next
    on which somebody works; mostly none do. ``reach_by``: the channels that the hub names.
    ``offer_by``: those by which an offer may be sent to somebody whom others referred, the best
    first. ``offer_each``: those of them by which it is due whatever else was sent.
    """

    hub: str
    rules_version: int
    priority: str
    reasons: tuple[str, ...]
    handling: str
    handling_reason: str
    team: Team | None
    specialists: tuple[Specialist, ...]
    standards: tuple[Due, ...]
    messages: tuple[str, ...]
    messages_reason: str = ""
    reach_by: tuple[str, ...] = ()
    senior_reasons: tuple[str, ...] = ()
    offer_by: tuple[str, ...] = ()
    offer_each: frozenset[str] = frozenset()

    @property
    def due_at(self) -> datetime | None:
        """When the first of its promises falls due; None where no clock is running."""
        return min((due.due_at for due in self.standards if due.due_at), default=None)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data, with names for the team and the specialists."""
        return {
            "hub": self.hub,
            "rules_version": self.rules_version,
            "priority": self.priority,
            "reasons": list(self.reasons),
            "handling": self.handling,
            "handling_reason": self.handling_reason,
            "team": self.team.name if self.team else "",
            "specialists": [each.name for each in self.specialists],
            "standards": [due.to_json() for due in self.standards],
            "messages": list(self.messages),
            "messages_reason": self.messages_reason,
            "reach_by": list(self.reach_by),
            "senior_reasons": list(self.senior_reasons),
        }


def decide(hub: HubFacts, facts: Facts) -> Decision:
    """Apply the hub's rules to the facts."""
    rules, values = hub.rules, facts.as_values()
    fired = _fired(rules, values)
    is_child = facts.age_band in words.UNDER_18
    priority = "enhanced" if is_child or _says(fired, "priority") else "standard"
    handling, handling_reason = _handling(rules, facts, fired)
    team = _team(rules, fired)
    standards = standards_for(hub, facts, priority, team) if handling == "accept" else ()
    reach_by = _reach_by(rules, priority)
    promised = tuple(due for due in standards if due.what == "offer")
    offer = _offer(rules, facts, fired, handling, promised, reach_by)
    return Decision(
        hub=hub.slug,
        rules_version=hub.rules_version,
        priority=priority,
        reasons=_reasons(fired, is_child=is_child),
        handling=handling,
        handling_reason=handling_reason,
        team=team,
        specialists=_specialists(rules, fired, values),
        standards=standards,
        messages=_messages(facts, handling, offer),
        messages_reason=offer.why,
        reach_by=reach_by,
        senior_reasons=tuple(reason for applies, reason in SENIOR if applies(facts)),
        offer_by=offer.by,
        offer_each=frozenset(
            due.channel for due in promised if due.channel in offer.by and not due.either
        ),
    )


def _fired(rules: Rules, values: dict[str, frozenset[str]]) -> list[Rule]:
    """Return the rules that hold and say something that no rule before them has settled."""
    fired: list[Rule] = []
    settled: set[str] = set()
    for rule in rules.rules:
        if not holds(rule.when, values):
            continue
        if rule.then.priority or rule.then.specialists or rule.then.settles - settled:
            fired.append(rule)
            settled |= rule.then.settles
    return fired


def _says(fired: list[Rule], name: str) -> Any:
    """Return what the first rule that holds says of a thing; None where none says anything."""
    said = (getattr(rule.then, name) for rule in fired)
    return next((each for each in said if each not in ("", None)), None)


def _reasons(fired: list[Rule], *, is_child: bool) -> tuple[str, ...]:
    reasons = [*([UNDER_18] if is_child else []), *(rule.reason for rule in fired)]
    return tuple(dict.fromkeys(reasons)) or (NOTHING_ASKED,)


def _handling(rules: Rules, facts: Facts, fired: list[Rule]) -> tuple[str, str]:
    if not rules.takes(facts.source):
        name = words.SOURCE_NAMES[facts.source]
        return "signpost", f"The hub does not say that it takes referrals from {name}."
    for rule in fired:
        if rule.then.handling:
            return rule.then.handling, rule.reason
    return "accept", NOTHING_ELSEWHERE


def _team(rules: Rules, fired: list[Rule]) -> Team | None:
    return rules.team(_says(fired, "team") or "")


def _specialists(
    rules: Rules, fired: list[Rule], values: dict[str, frozenset[str]]
) -> tuple[Specialist, ...]:
    named = {key for rule in fired for key in rule.then.specialists}
    return tuple(each for each in rules.specialists if each.key in named or _fits(each, values))


def _fits(specialist: Specialist, values: dict[str, frozenset[str]]) -> bool:
    return not (
        specialist.crime_types.isdisjoint(values["crime_types"])
        and specialist.age_bands.isdisjoint(values["age_bands"])
        and specialist.markers.isdisjoint(values["markers"])
    )


def _applying(rules: Rules, facts: Facts, priority: str, team: Team | None) -> list[Standard]:
    key, values = team.key if team else "", facts.as_values()
    return [
        standard
        for standard in rules.standards
        if standard.priority in ("", priority)
        and standard.team in ("", key)
        and holds(standard.when, values)
    ]


def standards_for(hub: HubFacts, facts: Facts, priority: str, team: Team | None) -> tuple[Due, ...]:
    """Return what is promised to somebody of a priority with a team, whoever decided those."""
    dues = []
    for standard in _applying(hub.rules, facts, priority, team):
        start = facts.starts(standard.starts)
        number, unit = standard.number, hub.rules.counted_in(standard)
        due = due_at(number, unit, start, hub.hours) if start else None
        dues += [
            Due(standard.what, channel, standard.starts, unit, number, start, due, standard.either)
            for channel in standard.channels or (None,)
        ]
    return tuple(dues)


def _offer(
    rules: Rules,
    facts: Facts,
    fired: list[Rule],
    handling: str,
    promised: tuple[Due, ...],
    reach_by: tuple[str, ...],
) -> Offered:
    if handling != "accept":
        return Offered((), NOT_TAKEN_ON)
    first = next((rule for rule in fired if rule.then.messages is not None), None)
    stops = first is not None and first.then.messages is False
    return offered(
        rules,
        facts,
        stopped=first.reason if first and stops else None,
        promised=tuple(due.channel for due in promised),
        reach_by=reach_by,
    )


def _messages(facts: Facts, handling: str, offer: Offered) -> tuple[str, ...]:
    """Return what may be sent, if it is also safe for the person.

    Whoever comes by themselves chooses if they are sent a confirmation.
    """
    if handling != "accept" or "opted_out" in facts.markers:
        return ()
    if facts.source in words.THEMSELVES:
        return ("confirmation",)
    return ("offer",) if offer.by else ()


def _reach_by(rules: Rules, priority: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            channel
            for each in rules.reach_by
            if each.priority in ("", priority)
            for channel in each.channels
        )
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
