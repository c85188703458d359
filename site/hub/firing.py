"""Whether a hub's rules make sense together: what can never fire, and what contradicts itself.

For documents that hold up against ``hub.schema``. Conditions only ever ask for more, so a rule
can fire if it does for somebody of whom no more is said than it asks for.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

from hub import rules as language
from hub import vocabulary as words
from hub.rules import CONDITIONS, OUTCODES, SEVERAL, Conditions, Rule, Rules, Standard


def problems(document: Mapping[str, Any]) -> list[str]:
    """Return what makes no sense, a sentence each that says what to do about it."""
    rules = language.read(document)
    return [
        *_twice("teams", [team.key for team in rules.teams]),
        *_twice("specialists", [each.key for each in rules.specialists]),
        *_rules(rules),
        *_standards(rules),
    ]


def _twice(part: str, keys: list[str]) -> Iterator[str]:
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"{part}: {key} is there twice; give one of them another key."


def _rules(rules: Rules) -> Iterator[str]:
    for number, rule in enumerate(rules.rules, 1):
        where = f"rules, number {number}"
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
        yield f"{where}: then says nothing; say what follows, or remove the rule."
    sources = rule.when.get("sources", frozenset(words.SOURCES))
    if not any(map(rules.takes, sources)):
        yield (
            f"{where} can never fire: routes does not name {', '.join(sorted(sources))}; "
            "add it to routes, or remove the rule."
        )
    if not rules.triage and {"handling", "team"} & settles:
        yield f"{where} can never fire: triage is off; remove the rule, or set triage = true."
    if rule.then.handling not in ("", "accept") and not sources.isdisjoint(words.THEMSELVES):
        yield (
            f"{where}: nobody who comes by themselves is turned away by a rule; name its sources, "
            f"without {' and '.join(words.THEMSELVES)}."
        )


def _after(where: str, rules: Rules, place: int) -> Iterator[str]:
    """Hold a rule against those before it."""
    rule, earlier = rules.rules[place], rules.rules[:place]
    for number, other in enumerate(earlier, 1):
        for name in sorted(rule.then.settles & other.then.settles):
            says, said = getattr(rule.then, name), getattr(other.then, name)
            if rule.when == other.when and says != said:
                yield (
                    f"{where} contradicts number {number}: under the same conditions one says "
                    f"{name} = {said!r} and the other {says!r}; remove one."
                )
                return
    for name in sorted(rule.then.settles):
        before = [other for other in earlier if name in other.then.settles]
        if not _can_settle(rules, rule, before):
            yield (
                f"{where} can never fire: rules before it have settled {name} for everybody; "
                "move it up, or remove it."
            )
            return


def _can_settle(rules: Rules, rule: Rule, before: list[Rule]) -> bool:
    names = [*CONDITIONS, OUTCODES]
    candidates = [_candidates(name, rule.when, before, rules) for name in names]
    return any(
        not any(language.holds(other.when, facts) for other in before)
        for values in product(*candidates)
        for facts in [dict(zip(names, values, strict=True))]
    )


def _candidates(
    name: str, when: Conditions, before: list[Rule], rules: Rules
) -> list[frozenset[str]]:
    """Return values that one rule allows, one for each way in which the others see them."""
    values: Any = when.get(name)
    if values is None:
        if name in SEVERAL or name == OUTCODES:
            return [frozenset()]
        values = CONDITIONS[name]
    seen: dict[tuple[bool, ...], frozenset[str]] = {}
    for value in sorted(values):
        if name == "sources" and not rules.takes(value):
            continue
        given = frozenset({value})
        seen.setdefault(
            tuple(language.holds(_only(name, other.when), {name: given}) for other in before), given
        )
    return list(seen.values())


def _only(name: str, when: Conditions) -> Conditions:
    return {name: when[name]} if name in when else {}


def _standards(rules: Rules) -> Iterator[str]:
    for number, standard in enumerate(rules.standards, 1):
        yield from _never_runs(f"standards, number {number}", rules, standard)
    for (number, one), (later, other) in combinations(enumerate(rules.standards, 1), 2):
        if _applies_to(one) == _applies_to(other) and _asks(one) != _asks(other):
            yield (
                f"standards, number {later} contradicts number {number}: both are {one.what} "
                "for the same people, with different times; remove one."
            )


def _applies_to(standard: Standard) -> tuple[Any, ...]:
    return (
        standard.what, standard.starts, frozenset(standard.channels), standard.priority,
        standard.team, tuple(sorted((k, tuple(sorted(v))) for k, v in standard.when.items())),
    )  # fmt: skip


def _asks(standard: Standard) -> tuple[str, int]:
    return standard.unit, standard.number


def _never_runs(where: str, rules: Rules, standard: Standard) -> Iterator[str]:
    teams = [team.key for team in rules.teams]
    reached = {teams[0] if teams else "", *(rule.then.team for rule in rules.rules)}
    if standard.team and standard.team not in teams:
        yield f"{where}: there is no team {standard.team}; add it to teams."
    elif standard.team and standard.team not in reached:
        yield f"{where} can never run: no rule gives anything to {standard.team}; add one."
    sources = standard.when.get("sources")
    if sources and not any(map(rules.takes, sources)):
        yield f"{where} can never run: routes does not name {', '.join(sorted(sources))}."
    ages = standard.when.get("age_bands")
    if standard.priority == "standard" and ages and ages <= set(words.UNDER_18):
        yield f"{where} can never run: whoever is under 18 has priority enhanced."
