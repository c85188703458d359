"""Branches as arithmetic: random walks over the questions, and a table of what follows what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals_portal.journey import routing
from referrals_portal.steps import STEPS
from tests.journey.people import ANSWERS

values = {
    "who": st.sampled_from(
        [{"for_whom": who} for who in ("me", "my_child", "someone_else", "witness")]
    ),
    "contact": st.sampled_from(
        [
            {"phone": "07700 900301", "email": "", "no_contact": False},
            {"phone": "01632 960001", "email": "", "no_contact": False},
            {"phone": "", "email": "a@example.org", "no_contact": False},
            {"phone": "", "email": "", "no_contact": True},
        ]
    ),
    "safe": st.builds(
        lambda safe: {"safe": sorted(safe)},
        st.sets(st.sampled_from(["call", "voicemail", "text", "email"])),
    ),
}
moves = st.lists(
    st.sampled_from([step.key for step in STEPS]).flatmap(
        lambda key: st.tuples(st.just(key), values.get(key, st.just(ANSWERS[key])))
    ),
    max_size=25,
)


@given(moves)
def test_however_one_walks_the_answers_are_those_of_the_path(walk):
    answers = {}
    for key, given_values in walk:
        if routing.may_visit(answers, key):
            answers = routing.answer(answers, key, given_values)
            assert answers[key] == given_values
        assert set(answers) <= set(routing.path(answers))
        assert routing.prune(answers) == answers
        ahead = routing.first_unanswered(answers)
        assert routing.may_visit(answers, ahead)


@given(moves)
def test_whoever_answers_what_is_asked_gets_to_the_end(walk):
    answers = {}
    for key, given_values in walk:
        if routing.may_visit(answers, key):
            answers = routing.answer(answers, key, given_values)
    for _ in STEPS:
        ahead = routing.first_unanswered(answers)
        if ahead == routing.CHECK:
            break
        answers = routing.answer(answers, ahead, ANSWERS[ahead])
    assert routing.first_unanswered(answers) == routing.CHECK


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        (
            ("contact", {"phone": "07700 900399", "email": "", "no_contact": False}),
            {"safe", "message"},
        ),
        (("contact", {"phone": "", "email": "", "no_contact": True}), {"safe", "message"}),
        (("safe", {"safe": ["email"], "say_who": "no", "times": ""}), {"message"}),
        (("who", {"for_whom": "my_child"}), {"name"}),
        (("told", {"reported": "no", "crime_reference": ""}), set()),
    ],
)
def test_an_answer_that_changes_takes_along_what_rested_on_it(change, gone):
    answers = routing.prune(ANSWERS)
    after = routing.answer(answers, *change)
    assert set(answers) - set(after) == gone


def test_the_same_answer_again_takes_nothing_along():
    answers = routing.prune(ANSWERS)
    assert routing.answer(answers, "contact", ANSWERS["contact"]) == answers


def test_no_address_or_title_names_a_crime():
    words = "crime victim abuse police rape assault stalk hate violence report"
    for step in STEPS:
        shown = f"{step.key} {step.tab}".lower()
        assert not [word for word in words.split() if word in shown], step.key
