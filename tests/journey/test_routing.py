"""Branches as arithmetic: random walks over the questions, and a table of what follows what."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.vocabulary import FOR_ONESELF
from referrals_portal.actions.facts import facts_of, markers_of
from referrals_portal.actions.receiving import compartment_of
from referrals_portal.forms.base import ON_BEHALF
from referrals_portal.journey import routing
from referrals_portal.journey.parts import PARTS, part_of
from referrals_portal.safe_contact import SafeContact
from referrals_portal.steps import BY_KEY, CALL, STEPS
from tests.journey.generating import of_step, valid
from tests.journey.people import ANSWERS
from tests.journey.people import CALL as A_CALL

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
KEYS = [step.key for step in STEPS]
moves = st.lists(
    st.sampled_from([*KEYS, CALL.key]).flatmap(
        lambda key: st.tuples(st.just(key), of_step(BY_KEY[key]))
    ),
    max_size=20,
)
"""A key and any answers to it: also such as no form would accept."""


@pytest.fixture(scope="module", autouse=True)
def hub():
    """Read the hub from its profile: routes are pure but for whom it works with."""
    from hub import snapshot

    with pytest.MonkeyPatch.context() as patch:
        stated = snapshot._from_profile()
        patch.setattr("referrals_portal.conditions.current_hub", lambda: stated)
        patch.setattr("referrals_portal.forms.agree.current_hub", lambda: stated)
        patch.setattr("referrals_portal.forms.where.current_hub", lambda: stated)
        patch.setattr("referrals_portal.forms.message.current_hub", lambda: stated)
        yield


@st.composite
def walks(draw, most=60):
    """Draw somebody who answers what is asked, sometimes goes back, and may get to an end."""
    answers = {}
    for _ in range(draw(st.integers(0, most))):
        ahead = routing.first_unanswered(answers)
        if ahead in (routing.CHECK, routing.ADVICE) or draw(st.integers(0, 9)) == 0:
            ahead = draw(st.sampled_from(routing.path(answers)))
        if routing.may_visit(answers, ahead):
            answers = routing.answer(answers, ahead, valid(draw, ahead, answers))
    return answers


def holds_together(answers):
    """Assert all that must hold of the answers, wherever somebody stands."""
    *path, end = routing.way(answers)
    assert path == routing.path(answers)
    beside = routing.KEPT_BESIDE_CALL if CALL.key in answers else ()
    assert set(answers) <= {*path, "device", *beside}
    assert path == [key for key in [CALL.key, *KEYS] if key in path]
    assert routing.prune(answers) == answers
    assert routing.prune(routing.prune(answers)) == routing.prune(answers)
    ahead = routing.first_unanswered(answers)
    assert routing.may_visit(answers, ahead)
    assert (ahead in answers) is False
    assert routing.may_visit(answers, end) == (ahead == end)
    assert end in (routing.CHECK, routing.ADVICE)
    assert not routing.may_visit(answers, routing.SENT)
    for before, key in zip([None, *path], [*path, end], strict=True):
        assert routing.previous(answers, key) == before
    # Everything up to the first question without an answer may be seen, and nothing after it.
    if CALL.key not in answers:
        steps = [*path, end]
        seen = [key for key in steps if routing.may_visit(answers, key)]
        assert [key for key in seen if key != "device"] == [
            key for key in steps[: steps.index(ahead) + 1] if key != "device"
        ]


@given(moves)
@settings(max_examples=150)
def test_however_one_walks_the_answers_are_those_of_the_path(walk):
    answers = {}
    for key, values in walk:
        if routing.may_visit(answers, key):
            answers = routing.answer(answers, key, values)
            assert answers[key] == values
        holds_together(answers)


@given(walks(), st.data())
@settings(max_examples=60)
def test_whoever_answers_what_is_asked_gets_to_the_end(answers, data):
    """To the check before sending; or to advice, where the person does not know or agree."""
    holds_together(answers)
    for _ in range(2 * len(STEPS)):
        ahead = routing.first_unanswered(answers)
        if ahead in (routing.CHECK, routing.ADVICE):
            break
        answers = routing.answer(answers, ahead, valid(data.draw, ahead, answers))
    ahead = routing.first_unanswered(answers)
    no = answers.get("agreed", {}).get("agrees") in ("no", "not_sure")
    assert ahead == (routing.ADVICE if no else routing.CHECK)
    if not no:
        never_sent_unasked(answers)


def never_sent_unasked(answers):
    """What is sent was asked: whoever is to be contacted said yes to it, and how it is safe."""
    safe = SafeContact.from_answers(answers)
    if CALL.key in answers:
        return
    if not safe.nothing_is_safe:
        assert answers["agree"]["contact"] == "yes"
        assert "safe" in answers
    if answers["who"]["for_whom"] in ON_BEHALF:
        assert answers["agreed"]["agrees"] == "yes"
        assert answers["agreed"]["contact_whom"] in ("me", "them")
    if safe.may_call:
        assert "calling" in answers
    if safe.only_at_times:
        assert answers["times"]["days"]


@given(walks(), st.data())
@settings(max_examples=60)
def test_a_path_up_to_a_step_rests_on_the_answers_before_it_alone(answers, data):
    path = routing.path(answers)
    if CALL.key in answers:
        assert path == [CALL.key]
        return
    place = data.draw(st.integers(0, len(path)))
    before = {key: answers[key] for key in path[:place] if key in answers}
    assert routing.path(before)[:place] == path[:place]


@given(walks(), st.data())
@settings(max_examples=60)
def test_an_earlier_answer_that_changes_drops_what_no_longer_applies(answers, data):
    if not answers:
        return
    key = data.draw(st.sampled_from(sorted(answers)))
    after = routing.answer(answers, key, valid(data.draw, key, answers))
    holds_together(after)
    kept = {name: after[name] for name in after if name != key}
    assert kept.items() <= answers.items()
    if after[key] == answers[key]:
        assert after == answers


@given(walks())
def test_all_they_want_is_a_call_and_only_what_decides_is_kept(answers):
    """Who may open it, what it amounts to and who must see it today stay as they were."""
    after = routing.answer(answers, CALL.key, A_CALL)
    assert after[CALL.key] == A_CALL
    assert set(after) <= {*routing.KEPT_BESIDE_CALL, CALL.key}
    assert {"details", "where", "contact", "needs", "equal-sex", "agree"}.isdisjoint(after)
    assert compartment_of(after) == compartment_of(answers)
    assert markers_of(after) == markers_of(answers)
    for fact in ("age_band", "for_whom"):
        assert getattr(facts_of(after, AT), fact) == getattr(facts_of(answers, AT), fact)
    assert routing.path(after) == [CALL.key]
    assert routing.first_unanswered(after) == routing.CHECK
    holds_together(after)


@pytest.mark.parametrize("key", [key for key in KEYS if key != "device"])
def test_beside_a_call_no_other_question_is_shown(key):
    assert not routing.may_visit({CALL.key: A_CALL}, key)


def test_going_back_to_the_questions_after_a_call_asks_what_was_not_kept():
    answers = routing.answer(ANSWERS, CALL.key, A_CALL)
    after = routing.answer(answers, "now", answers["now"])
    assert CALL.key not in after
    assert {"name", "staff", "feeling"} <= set(after)
    assert routing.first_unanswered(after) == "where"


def test_who_asked_for_a_call_may_go_through_the_questions_after_all():
    answers = {"device": {"shared": "no"}, CALL.key: A_CALL}
    assert routing.answer(answers, "who", {"for_whom": "me"}) == {
        "device": {"shared": "no"}, "who": {"for_whom": "me"},
    }  # fmt: skip
    # Saying whose device it is, is no other question.
    assert CALL.key in routing.answer(answers, "device", {"shared": "yes"})


@pytest.mark.parametrize("agrees", ["no", "not_sure"])
def test_without_their_agreement_nothing_is_asked_any_more(agrees):
    answers = ANSWERS | {"who": {"for_whom": "someone_else"}, "agreed": {"agrees": agrees}}
    assert routing.path(answers)[-1] == "agreed"
    assert routing.way(answers)[-1] == routing.ADVICE
    assert set(routing.prune(answers)) == {"device", "now", "who", "agreed"}
    assert not routing.may_visit(answers, routing.CHECK)


OWN = {"phone": "07700 900399", "email": "", "no_contact": False}
SAFE = ANSWERS["safe"]
CONTACT = ("contact", "safe", "calling", "message", "agree", "share", "survey")
PERSON = ("name", "where", *CONTACT, "more", "told", "feeling", "tell", "equal")
"""All that was said of one person, and says nothing about another."""
CASES = [
    # what is answered besides, the change, and what it takes along
    ({}, ("contact", OWN), {"safe", "calling", "message", "agree", "survey"}),
    ({}, ("contact", {"phone": "", "email": "", "no_contact": True}),
     {"safe", "calling", "message", "agree", "survey"}),
    ({}, ("safe", SAFE | {"email": "yes"}), {"calling", "message"}),
    ({"safe": SAFE | {"call": "at_times"}}, ("safe", SAFE), {"times", "calling", "message"}),
    ({"safe": SAFE | {"call": "at_times"}},
     ("times", {"days": ["2"], "start": "10:00", "end": "12:00"}), {"message"}),
    # Whoever asks for another person may give that person's details: all of it is asked again.
    ({}, ("who", {"for_whom": "witness"}), set(PERSON)),
    ({}, ("who", {"for_whom": "my_child"}), set(PERSON)),
    ({}, ("who", {"for_whom": "someone_else"}), set(PERSON)),
    ({}, ("who", {"for_whom": "business"}), set(PERSON)),
    # Whoever was asked how they feel is somebody else now.
    ({"feeling": {"self_harm": "yes"}}, ("who", {"for_whom": "someone_else"}),
     {"help-feeling", *PERSON}),
    ({"name": {"name": "Ash", "age_band": "13_15"}}, ("name", ANSWERS["name"]), {"young"}),
    ({"who": {"for_whom": "my_child"}}, ("who", {"for_whom": "me"}),
     {"you", "child", *PERSON} - {"equal"}),
    ({"who": {"for_whom": "someone_else"}},
     ("agreed", {"agrees": "yes", "contact_whom": "them"}),
     set(CONTACT)),
    ({"who": {"for_whom": "someone_else"}}, ("who", {"for_whom": "me"}),
     {"agreed", "you", *PERSON} - {"equal"}),
    ({"who": {"for_whom": "someone_else"}}, ("who", {"for_whom": "someone_i_support_at_work"}),
     {"agreed", "you", *PERSON} - {"equal"}),
    ({"now": {"danger": "yes"}}, ("now", {"danger": "not_sure"}), {"help-now"}),
    ({"now": {"danger": "yes"}}, ("now", {"danger": "no"}), {"help-now"}),
    ({"feeling": {"self_harm": "yes"}}, ("feeling", {"self_harm": "no"}), {"help-feeling"}),
    ({"equal": {"ask": "yes"}}, ("equal", {"ask": "no"}),
     {key for key in KEYS if key.startswith("equal-")}),
    ({"equal": {"ask": "yes"}}, ("equal-ethnic", {"answer": "asian"}), {"equal-background"}),
    ({}, ("told", {"reported": "no", "crime_reference": ""}), set()),
    ({}, ("device", {"shared": "no"}), set()),
    ({}, ("agree", {"contact": "no"}), {"survey"}),
    ({}, ("staff", {"knows": "yes", "whom": ""}), set()),
]  # fmt: skip


@pytest.mark.parametrize(("also", "change", "gone"), CASES)
def test_an_answer_that_changes_takes_along_what_rested_on_it(also, change, gone):
    given_ = {key: {} for key in KEYS} | ANSWERS | also
    answers = routing.prune(given_)
    after = routing.answer(answers, *change)
    assert set(answers) - set(after) == gone
    assert after[change[0]] == change[1]


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({}, True),
        ({"contact": {"no_contact": True}}, False),
        ({"agree": {"contact": "no"}}, False),
        ({"safe": dict.fromkeys(("call", "text", "email"), "no")}, False),
    ],
)
def test_nobody_is_asked_about_later_whom_we_may_not_contact(changes, asked):
    assert ("survey" in routing.path(ANSWERS | changes)) == asked


def test_every_part_begins_where_a_step_does_and_in_order():
    assert [key for key, _ in PARTS] == sorted((key for key, _ in PARTS), key=KEYS.index)
    assert PARTS[0][0] == KEYS[0]
    assert part_of(CALL) is None
    parts = [part_of(step) for step in STEPS]
    assert [part.number for part in parts] == sorted(part.number for part in parts)
    assert {part.number for part in parts} == {1, 2, 3, 4}
    assert part_of(BY_KEY["times"]).title == "How to be in touch"


def test_every_step_that_rests_on_another_comes_after_it():
    for step in STEPS:
        for other in step.rests_on:
            assert KEYS.index(other) < KEYS.index(step.key)


WHOM = [value for value, _ in BY_KEY["who"].form.base_fields["for_whom"].choices]


def wording(step, answers):
    """Return all that a form asks and offers somebody who answered this before."""
    return [
        (name, str(field.label), str(field.help_text), field.required,
         [(value, str(label)) for value, label in getattr(field, "choices", [])])
        for name, field in step.form(answers=answers).fields.items()
    ]  # fmt: skip


def rests_on_all(step):
    """Return every step that one rests on, directly or by way of another."""
    return {*step.rests_on}.union(*(rests_on_all(BY_KEY[key]) for key in step.rests_on))


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_what_is_asked_about_another_person_is_asked_again_of_a_new_one(step):
    """A form that speaks differently of somebody else was answered about one person alone."""
    before = {"contact": OWN, "safe": SAFE}
    asked = [
        wording(step, before | {"who": {"for_whom": whom}, "agreed": {"contact_whom": contact}})
        for whom in WHOM
        for contact in ("me", "them")
    ]
    if any(each != asked[0] for each in asked):
        assert "who" in rests_on_all(step)


@pytest.mark.parametrize("whom", WHOM)
def test_only_whoever_asks_for_themselves_is_asked_to_be_counted(whom):
    """The answers of a friend or a worker would be counted as those of the person."""
    answers = {key: {} for key in KEYS} | ANSWERS | {"equal": {"ask": "yes"}}
    counted = [
        key for key in routing.path(answers | {"who": {"for_whom": whom}}) if BY_KEY[key].counted
    ]
    assert bool(counted) == (whom in FOR_ONESELF)


@pytest.mark.parametrize("key", sorted(ANSWERS))
def test_the_same_answer_again_takes_nothing_along(key):
    answers = routing.prune({key: {} for key in KEYS} | ANSWERS)
    if key in answers:
        assert routing.answer(answers, key, answers[key]) == answers


def test_every_branch_says_when_it_applies():
    for step in STEPS:
        always = step.applies_when == "always"
        assert always == (step.applies is BY_KEY["now"].applies), step.key
