"""Whether a hub's rules make sense together: what can never fire, and what contradicts itself.

For documents that hold up against ``hub.schema``. Conditions only ever ask for more, so a rule
can fire if it does for somebody of whom no more is said than it asks for.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from hub import messages
from hub import rules as language
from hub import vocabulary as words
from hub.rules import CONDITIONS, OUTCODES, SEVERAL, Conditions, Rule, Rules, Standard
from hub.schema import nth

SETTLED = {
    "handling": "what becomes of it (handling)",
    "team": "the team (team)",
    "messages": "whether messages are sent (messages)",
}
"""What a rule can settle, for people."""
MOST_WAYS = 2000
"""A rule for which those before it may hold in more ways than these is taken to be able to fire."""


def problems(document: Mapping[str, Any], languages: Collection[str] = ("en",)) -> list[str]:
    """Return what makes no sense, a sentence each that says what to do about it.

    languages: those that the hub writes in.
    """
    rules = language.read(document)
    return [
        *_twice("teams", [team.key for team in rules.teams]),
        *_twice("specialists", [each.key for each in rules.specialists]),
        *_rules(rules),
        *_standards(rules),
        *messages.problems(document, rules, languages),
    ]


def _twice(part: str, keys: list[str]) -> Iterator[str]:
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"{part}: {key} is there twice; give one of them another key."


def _rules(rules: Rules) -> Iterator[str]:
    for number, rule in enumerate(rules.rules, 1):
        where = nth("rules", number)
        yield from _unknown(where, rules, rule)
        wrong = list(_alone(where, rules, rule))
        if not wrong:
            wrong = list(_after(where, rules, number - 1))
        yield from wrong


def _unknown(where: str, rules: Rules, rule: Rule) -> Iterator[str]:
    teams = [team.key for team in rules.teams]
    if rule.then.team and rule.then.team not in teams:
        yield f"{where}: there is no team {rule.then.team}; add it to teams."
    known = {each.key for each in rules.specialists}
    for key in sorted(set(rule.then.specialists) - known):
        yield f"{where}: there is no specialist {key}; add it to specialists."


def _alone(where: str, rules: Rules, rule: Rule) -> Iterator[str]:
    settles = rule.then.settles
    if not (settles or rule.then.priority or rule.then.specialists):
        yield f"{where} says nothing of what follows (then); say it, or remove the rule."
    sources = rule.when.get("sources", frozenset(words.SOURCES))
    if not any(map(rules.takes, sources)):
        yield (
            f"{where} can never fire: the hub takes no referrals from {_named(sources)}; add them "
            "to those from whom it does (routes), or remove the rule."
        )
    if not rules.triage and (dead := settles & {"handling", "team"}):
        why = "rules do not sort what arrives (triage = false)"
        yield _never_counts(where, rule, dead, f"{why}; let them, or take this out.")
    if _sends_on(rule) and not sources.isdisjoint(words.THEMSELVES):
        yield (
            f"{where}: nobody who comes by themselves is turned away by a rule; say from whom it "
            f"comes (sources), without {_named(words.THEMSELVES)}."
        )


def _after(where: str, rules: Rules, place: int) -> Iterator[str]:
    """Hold a rule against those before it."""
    rule, earlier = rules.rules[place], rules.rules[:place]
    for number, other in enumerate(earlier, 1):
        for name in sorted(rule.then.settles & other.then.settles):
            says, said = _said(rule, name), _said(other, name)
            if rule.when == other.when and says != said:
                yield (
                    f"{where} contradicts number {number}: under the same conditions one says "
                    f"“{said}” for {SETTLED[name]} and the other “{says}”; remove one."
                )
                return
    dead = {
        name
        for name in rule.then.settles
        if not _can_settle(rules, rule, [other for other in earlier if _said(other, name)])
    }
    if dead:
        why = "rules before it have settled that for everybody"
        yield _never_counts(where, rule, dead, f"{why}; move it up, or take this out.")


def _never_counts(where: str, rule: Rule, dead: set[str] | frozenset[str], why: str) -> str:
    """Say that a rule can never fire, or what of it does not count where the rest may."""
    if dead == rule.then.settles and not (rule.then.priority or rule.then.specialists):
        return f"{where} can never fire: {why}"
    parts = " and ".join(SETTLED[name] for name in sorted(dead))
    return f"{where}: what it says of {parts} can never count: {why}"


def _said(rule: Rule, name: str) -> str:
    """Return what a rule says of something, or nothing."""
    said = getattr(rule.then, name)
    return {True: "yes", False: "no", None: ""}.get(said, said)


def _sends_on(rule: Rule) -> bool:
    return rule.then.handling not in ("", "accept")


def _named(sources: Any) -> str:
    return " or ".join(words.SOURCE_NAMES[source] for source in sorted(sources))


def _can_settle(rules: Rules, rule: Rule, before: list[Rule]) -> bool:
    """Tell whether somebody may meet a rule and none before it; False only where it is certain.

    Goes from one condition to the next with all the sets of rules before it that may still hold,
    each a number with a bit for every rule, and leaves out those with a rule that certainly does.
    """
    names = (*CONDITIONS, OUTCODES)
    holding = {(1 << len(before)) - 1}
    for place, name in enumerate(names):
        certain = _bits(other.when.keys().isdisjoint(names[place + 1 :]) for other in before)
        ways = _ways(name, rules, rule, before)
        reached = (still & way for still in holding for way in ways)
        holding = {still for still in reached if not still & certain}
        if len(holding) > MOST_WAYS:
            return True
    return bool(holding)


def _bits(flags: Iterable[bool]) -> int:
    return sum(flag << place for place, flag in enumerate(flags))


def _ways(name: str, rules: Rules, rule: Rule, before: list[Rule]) -> set[int]:
    """Return which of the rules before one hold by a condition, for each value that it allows."""
    looked_at = [{name: other.when[name]} if name in other.when else {} for other in before]
    return {
        _bits(language.holds(when, {name: each}) for when in looked_at)
        for each in _given(name, rules, rule.when)
    }


def _given(name: str, rules: Rules, when: Conditions) -> list[frozenset[str]]:
    """Return what may be known of those who meet conditions, and no more than those ask for."""
    if name == "sources":
        values: Iterable[str] = _taken(rules, when)
    elif name in when:
        values = when[name]
    elif name in SEVERAL or name == OUTCODES:
        return [frozenset()]
    else:
        values = CONDITIONS[name]
    return [frozenset({value}) for value in values]


def _taken(rules: Rules, when: Conditions) -> frozenset[str]:
    """Return the sources that conditions allow and the hub takes."""
    return frozenset(filter(rules.takes, when.get("sources", words.SOURCES)))


def _standards(rules: Rules) -> Iterator[str]:
    for number, standard in enumerate(rules.standards, 1):
        where = nth("standards", number)
        if standard.team and not rules.team(standard.team):
            yield f"{where}: there is no team {standard.team}; add it to teams."
        elif why := _never_runs(rules, standard):
            yield f"{where} can never run: {why}."
    for (number, one), (later, other) in combinations(enumerate(rules.standards, 1), 2):
        if _applies_to(one) == _applies_to(other) and _asks(one) != _asks(other):
            yield (
                f"{nth('standards', later)} contradicts number {number}: both are "
                f"{one.what.replace('_', ' ')} for the same people, with different times; remove "
                "one."
            )


def _applies_to(standard: Standard) -> tuple[Any, ...]:
    return (
        standard.what, standard.starts, frozenset(standard.channels), standard.priority,
        standard.team, tuple(sorted((k, tuple(sorted(v))) for k, v in standard.when.items())),
    )  # fmt: skip


def _asks(standard: Standard) -> tuple[str, int]:
    return standard.unit, standard.number


def _never_runs(rules: Rules, standard: Standard) -> str:
    """Return why nothing in the rules ever starts a promise, or nothing where something may.

    Staff may give anything to any team, and any priority to anybody.
    """
    sources = standard.when.get("sources", ())
    if sources and not any(map(rules.takes, sources)):
        return f"the hub takes no referrals from {_named(sources)} (routes)"
    people = {**standard.when, "sources": _taken(rules, standard.when)}
    if _are_sent_on(rules, people):
        return "rules send on everybody whom it is for, and nothing is promised to them"
    return ""


def _are_sent_on(rules: Rules, people: Conditions) -> bool:
    """Tell whether whoever meets some conditions is sent on, for certain."""
    for rule in rules.rules:
        if _sends_on(rule) and _all_meet(people, rule.when):
            return True
        if rule.then.handling == "accept" and not _none_meet(people, rule.when):
            return False
    return False


def _all_meet(people: Conditions, when: Conditions) -> bool:
    """Tell whether whoever meets some conditions meets others as well, for certain."""
    return all(name in people and people[name] <= wanted for name, wanted in when.items())


def _none_meet(people: Conditions, when: Conditions) -> bool:
    """Tell whether nobody who meets some conditions meets others as well, for certain."""
    single = when.keys() & people.keys() - SEVERAL - {OUTCODES}
    return any(people[name].isdisjoint(when[name]) for name in single)
