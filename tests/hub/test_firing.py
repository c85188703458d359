"""Rules that make no sense together: each is a sentence that says what to do about it."""

import pytest

from hub import firing

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
]  # fmt: skip


@pytest.mark.parametrize("document", GOOD)
def test_what_makes_sense(document):
    assert firing.problems(document) == []


BROKEN = [
    ({"teams": [TEAMS[0], TEAMS[0]]}, "teams: first is there twice"),
    ({"specialists": [{"key": "a", "name": "A"}] * 2}, "specialists: a is there twice"),
    ({"rules": [rule({"team": "third"})]}, "rules, number 1: there is no team third"),
    ({"rules": [rule({"specialists": ["a"]})]}, "rules, number 1: there is no specialist a"),
    ({"rules": [rule({})]}, "rules, number 1: then says nothing"),
    # What can never fire.
    (
        {"routes": ["self", "agencies"], "rules": [close(sources=["police", "report_fraud"])]},
        "rules, number 1 can never fire: routes does not name police, report_fraud",
    ),
    (
        {"triage": False, "rules": [close(sources=["police"])]},
        "rules, number 1 can never fire: triage is off",
    ),
    (
        {"teams": TEAMS, "rules": [rule({"team": "first"}, reported=["yes"]),
                                   rule({"team": "second"}, reported=["yes"], markers=["hate"])]},
        "rules, number 2 can never fire: rules before it have settled team for everybody",
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
    # Contradictions.
    (
        {"rules": [close(sources=["police"], crime_types=["fraud"]),
                   rule({"handling": "divert"}, sources=["police"], crime_types=["fraud"])]},
        "rules, number 2 contradicts number 1: under the same conditions one says "
        "handling = 'close' and the other 'divert'; remove one.",
    ),
    (
        {"rules": [rule({"messages": True}, markers=["hate"]),
                   rule({"messages": False}, markers=["hate"])]},
        "rules, number 2 contradicts number 1",
    ),
    ({"standards": [standard(24), standard(48)]}, "standards, number 2 contradicts number 1"),
    # Nobody who comes by themselves is turned away.
    ({"rules": [close()]}, "rules, number 1: nobody who comes by themselves is turned away"),
    ({"rules": [close(sources=["police", "family"])]}, "nobody who comes by themselves"),
    ({"rules": [rule({"handling": "signpost"}, sources=["self"])]}, "nobody who comes by"),
    # Standards that never run.
    ({"standards": [standard(team="third")]}, "standards, number 1: there is no team third"),
    (
        {"teams": TEAMS, "standards": [standard(team="second")]},
        "standards, number 1 can never run: no rule gives anything to second",
    ),
    (
        {"routes": ["self"], "standards": [standard(when={"sources": ["police"]})]},
        "standards, number 1 can never run: routes does not name police",
    ),
    (
        {"standards": [standard(priority="standard", when={"age_bands": ["13_15", "16_17"]})]},
        "standards, number 1 can never run: whoever is under 18 has priority enhanced",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("document", "sentence"), BROKEN)
def test_what_makes_no_sense_is_said(document, sentence):
    said = firing.problems(document)
    assert len(said) == 1
    assert sentence in said[0]


def test_a_rule_with_every_condition_is_checked_in_no_time():
    from hub.rules import CONDITIONS

    wide = {name: list(values)[:-1] for name, values in CONDITIONS.items()}
    rules = [rule({"team": "first"}, **wide | {"sources": [each]}) for each in wide["sources"]]
    said = firing.problems({"teams": TEAMS, "rules": [*rules, rule({"team": "second"}, **wide)]})
    assert len(said) == 1
    assert "can never fire" in said[0]
