"""Rules that make no sense together: each is a sentence that says what to do about it."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub import firing, rules
from hub.rules import CONDITIONS
from referrals_portal.triage import Facts, decide
from tests.machinery.hubs import a_hub

TEAMS = [{"key": "first", "name": "First"}, {"key": "second", "name": "Second"}]


def rule(then, reason="A reason.", **when):
    return {"when": when, "then": then, "reason": reason}


def standard(number=24, **more):
    return {"what": "first_contact", "unit": "hours", "number": number} | more


def close(**when):
    return rule({"handling": "close"}, **when)


GOOD = [
    {},
    {"rules": [close(sources=["police"], crime_types=["fraud"])]},
    # The narrow one comes first.
    {"teams": TEAMS, "rules": [rule({"team": "second"}, reported=["yes"], age_bands=["13_15"]),
                               rule({"team": "first"}, reported=["yes"])]},
    # Someone may come with both kinds of crime, or with the second only.
    {"rules": [close(sources=["police"], crime_types=["fraud"]),
               close(sources=["police"], crime_types=["arson"])]},
    # Neither of two covers the third, even together.
    {"teams": TEAMS, "rules": [rule({"team": "first"}, sources=["police"]),
                               rule({"team": "first"}, reported=["no"]),
                               rule({"team": "second"}, sources=["police", "self"])]},
    # Reasons for the same priority add up.
    {"rules": [rule({"priority": "enhanced"}, markers=["repeat"]),
               rule({"priority": "enhanced"}, markers=["repeat"], crime_types=["fraud"])]},
    {"teams": TEAMS, "rules": [rule({"team": "first"}, outcodes=["ZZ1"]),
                               rule({"team": "second"}, outcodes=["ZZ"])]},
    {"standards": [standard(24, priority="enhanced"), standard(48, priority="standard"),
                   standard(24, channels=["text"]), standard(24, what="support")]},
    {"triage": False, "rules": [rule({"priority": "enhanced"}, markers=["hate"])]},
    {"teams": TEAMS, "rules": [rule({"team": "second"}, reported=["yes"])],
     "standards": [standard(team="second"), standard(48, team="first")]},
    # A rule before it takes some of them on.
    {"teams": TEAMS, "rules": [rule({"handling": "accept"}, sources=["police"], markers=["hate"]),
                               rule({"team": "second", "handling": "divert"}, sources=["police"]),
                               rule({"priority": "enhanced"}, markers=["hate"])],
     "standards": [standard(team="second"),
                   standard(48, when={"sources": ["police"]}, priority="standard")]},
    # Only some of them are sent on, or given priority.
    {"rules": [close(sources=["police"], crime_types=["fraud"]),
               rule({"priority": "enhanced"}, sources=["police"])],
     "standards": [standard(when={"sources": ["police"]}),
                   standard(48, when={"sources": ["court", "police"]}, priority="standard")]},
    # What is sent on from elsewhere may reach the first team from here.
    {"teams": TEAMS, "rules": [rule({"team": "first", "handling": "divert"}, sources=["police"])],
     "standards": [standard(team="first")]},
]  # fmt: skip


@pytest.mark.parametrize("document", GOOD)
def test_what_makes_sense(document):
    assert firing.problems(document) == []


BROKEN = [
    ({"teams": [TEAMS[0], TEAMS[0]]}, "teams: first is there twice"),
    ({"specialists": [{"key": "a", "name": "A"}] * 2}, "specialists: a is there twice"),
    ({"rules": [rule({"team": "third"})]}, "rules, number 1: there is no team third"),
    ({"rules": [rule({"specialists": ["a"]})]}, "rules, number 1: there is no specialist a"),
    ({"rules": [rule({})]}, "rules, number 1 says nothing of what follows (then)"),
    # What can never fire.
    (
        {"routes": ["self", "agencies"], "rules": [close(sources=["police", "report_fraud"])]},
        "rules, number 1 can never fire: the hub takes no referrals from the police or Report "
        "Fraud; add them to those from whom it does (routes)",
    ),
    (
        {"triage": False, "rules": [close(sources=["police"])]},
        "rules, number 1 can never fire: rules do not sort what arrives (triage = false)",
    ),
    (
        {"teams": TEAMS, "rules": [rule({"team": "first"}, reported=["yes"]),
                                   rule({"team": "second"}, reported=["yes"], markers=["hate"])]},
        "rules, number 2 can never fire: rules before it have settled that for everybody",
    ),
    (
        {"teams": TEAMS, "rules": [rule({"team": "first"}), rule({"team": "second"})]},
        "rules, number 2 contradicts number 1",
    ),
    # Two together cover the third, though neither does alone.
    (
        {"teams": TEAMS, "rules": [rule({"team": "first"}, reported=["yes", "no"]),
                                   rule({"team": "first"},
                                        reported=["not_sure", "someone_else_did"]),
                                   rule({"team": "second"}, crime_types=["fraud"])]},
        "rules, number 3 can never fire",
    ),
    (
        {"teams": TEAMS, "rules": [rule({"team": "first"}, outcodes=["ZZ"]),
                                   rule({"team": "second"}, outcodes=["ZZ1", "ZZ2"])]},
        "rules, number 2 can never fire",
    ),
    # Of what can count only some is dead: the rest is named by nobody.
    (
        {"teams": TEAMS, "rules": [rule({"team": "first"}, reported=["yes"]),
                                   rule({"team": "second", "messages": False}, reported=["yes"],
                                        markers=["hate"])]},
        "rules, number 2: what it says of the team (team) can never count: rules before it have "
        "settled that for everybody; move it up, or take this out.",
    ),
    (
        {"teams": TEAMS, "rules": [rule({"team": "first"}),
                                   rule({"team": "first", "priority": "enhanced"},
                                        markers=["hate"])]},
        "rules, number 2: what it says of the team (team) can never count",
    ),
    (
        {"teams": TEAMS, "specialists": [{"key": "a", "name": "A"}],
         "rules": [rule({"team": "first", "messages": True}),
                   rule({"team": "first", "messages": True, "specialists": ["a"]},
                        markers=["hate"])]},
        "of whether messages are sent (messages) and the team (team) can never count",
    ),
    (
        {"teams": TEAMS, "rules": [rule({"team": "first", "messages": True}),
                                   rule({"team": "first", "messages": True}, markers=["hate"])]},
        "rules, number 2 can never fire: rules before it have settled that for everybody",
    ),
    (
        {"triage": False, "rules": [rule({"handling": "close", "priority": "enhanced"},
                                         sources=["police"])]},
        "rules, number 1: what it says of what becomes of it (handling) can never count",
    ),
    # Contradictions.
    (
        {"rules": [close(sources=["police"], crime_types=["fraud"]),
                   rule({"handling": "divert"}, sources=["police"], crime_types=["fraud"])]},
        "rules, number 2 contradicts number 1: under the same conditions one says "
        "“close” for what becomes of it (handling) and the other “divert”; remove one.",
    ),
    (
        {"rules": [rule({"messages": True}, markers=["hate"]),
                   rule({"messages": False}, markers=["hate"])]},
        "one says “yes” for whether messages are sent (messages) and the other “no”",
    ),
    ({"standards": [standard(24), standard(48)]}, "(standards), number 2 contradicts number 1"),
    # Nobody who comes by themselves is turned away.
    ({"rules": [close()]}, "rules, number 1: nobody who comes by themselves is turned away"),
    ({"rules": [close(sources=["police", "family"])]}, "nobody who comes by themselves"),
    ({"rules": [rule({"handling": "signpost"}, sources=["self"])]}, "nobody who comes by"),
    # Standards that never run.
    ({"standards": [standard(team="third")]}, "(standards), number 1: there is no team third"),
    (
        {"routes": ["self"], "standards": [standard(when={"sources": ["police"]})]},
        "number 1 can never run: the hub takes no referrals from the police (routes)",
    ),
    # To whoever is sent on nothing is promised.
    (
        {"routes": ["self", "police"],
         "rules": [rule({"handling": "accept"}, sources=["self", "family"]),
                   close(sources=["police"])],
         "standards": [standard(when={"sources": ["police", "court"]})]},
        "number 1 can never run: rules send on everybody",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    "document",
    [
        {"teams": TEAMS, "standards": [standard(team="second")]},
        {"rules": [rule({"priority": "enhanced"})], "standards": [standard(priority="standard")]},
        {"standards": [standard(priority="standard", when={"age_bands": ["13_15"]})]},
    ],
)
def test_what_staff_may_decide_by_hand_has_its_promises(document):
    """Anything may be given to any team, and have any priority."""
    assert firing.problems(document) == []


@pytest.mark.parametrize(("document", "sentence"), BROKEN)
def test_what_makes_no_sense_is_said(document, sentence):
    said = firing.problems(document)
    assert len(said) == 1
    assert sentence in said[0]


def test_a_rule_with_every_condition_is_checked_in_no_time():
    wide = {name: list(values)[:-1] for name, values in CONDITIONS.items()}
    rows = [rule({"team": "first"}, **wide | {"sources": [each]}) for each in wide["sources"]]
    said = firing.problems({"teams": TEAMS, "rules": [*rows, rule({"team": "second"}, **wide)]})
    assert len(said) == 1
    assert "can never fire" in said[0]


@pytest.fixture
def counted(monkeypatch):
    """Rules are compared with facts so often at most, or the test fails."""
    steps, holds = [0], rules.holds

    def count(*args):
        steps[0] += 1
        assert steps[0] < 2_000_000
        return holds(*args)

    monkeypatch.setattr(rules, "holds", count)


ONE_EACH = [
    {name: [value]}
    for name in reversed(CONDITIONS)
    for value in CONDITIONS[name][name != "sources" :]
]
"""Conditions that each look at one value, and in the end at every source."""
ALL_MARKED = {name: list(CONDITIONS[name]) for name in ("crime_types", "markers")}


def test_many_rules_are_checked_in_few_steps(counted):
    """A draft of which the last rule might fire in millions of ways, and does in none."""
    rows = [rule({"messages": False}, **when) for when in [*ONE_EACH, ALL_MARKED]]
    (said,) = firing.problems({"rules": rows})
    assert f"rules, number {len(rows)} can never fire" in said


def test_what_takes_too_many_steps_to_know_is_not_said(counted):
    rows = [
        rule({"messages": False}, **when, outcodes=["ZZ"])
        for when in [*ONE_EACH, ALL_MARKED]
    ]  # fmt: skip
    assert firing.problems({"rules": rows}) == []


def some(*values):
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)


CRIMES, MARKS, SOURCES = (
    ("fraud", "arson", "theft"),
    ("hate", "repeat"),
    ("self", "police", "court"),
)
WHENS = st.fixed_dictionaries(
    {},
    optional={
        "sources": some(*SOURCES),
        "crime_types": some(*CRIMES),
        "markers": some(*MARKS),
        "age_bands": some("13_15", "18_59"),
        "outcodes": some("ZZ", "ZZ1", "ZZ2"),
    },
)
THENS = st.fixed_dictionaries(
    {},
    optional={
        "priority": st.just("enhanced"),
        "handling": st.sampled_from(["accept", "close"]),
        "team": st.sampled_from(["first", "second"]),
        "messages": st.booleans(),
    },
)
DOCUMENTS = st.fixed_dictionaries(
    {
        "teams": st.just(TEAMS),
        "rules": st.lists(st.builds(lambda when, then: rule(then, **when), WHENS, THENS),
                          min_size=1, max_size=5),
        "standards": st.lists(
            st.builds(lambda when, more: standard(when=when, **more), WHENS,
                      st.fixed_dictionaries({}, optional={
                          "team": st.sampled_from(["first", "second"]),
                          "priority": st.sampled_from(["enhanced", "standard"])})),
            max_size=3),
    },
    optional={"routes": some(*SOURCES)},
)  # fmt: skip
PEOPLE = st.builds(
    Facts,
    received_at=st.just(datetime(2026, 11, 25, 12, tzinfo=UTC)),
    source=st.sampled_from(SOURCES),
    crime_types=st.lists(st.sampled_from(CRIMES), unique=True).map(tuple),
    markers=st.lists(st.sampled_from(MARKS), unique=True).map(tuple),
    age_band=st.sampled_from(["13_15", "18_59", "not_given"]),
    outcode=st.sampled_from(["", "ZZ1", "ZZ2", "AB1"]),
)


@given(DOCUMENTS, st.lists(PEOPLE, min_size=5, max_size=20))
def test_nothing_is_said_of_what_can_be(document, people):
    hub = a_hub(**document)
    for sentence in firing.problems(document):
        place = int(re.search(r"number (\d+)", sentence)[1]) - 1
        for person in people:
            if "can never run" in sentence:
                only = a_hub(**document | {"standards": [document["standards"][place]]})
                assert not decide(only, person).standards, sentence
            elif "before it have settled" in sentence:
                assert not settles_anything(hub.rules, place, person, sentence), sentence


def settles_anything(read, place, person, sentence):
    """Tell whether a rule is the first that holds for somebody to say what it is said not to."""
    values = person.as_values()
    if not read.takes(person.source) or not rules.holds(read.rules[place].when, values):
        return False
    before = [each for each in read.rules[:place] if rules.holds(each.when, values)]
    named = [name for name, said in firing.SETTLED.items() if said in sentence]
    dead = named or read.rules[place].then.settles
    return any(not any(name in each.then.settles for each in before) for name in dead)
