"""Questions speak to whoever reads them: for themselves, or for somebody else."""

from dataclasses import replace

import pytest

from hub import snapshot
from referrals_portal.forms import where
from referrals_portal.steps import BY_KEY

ME, FRIEND, CHILD = ({"who": {"for_whom": who}} for who in ("me", "someone_else", "my_child"))
THEM = FRIEND | {"agreed": {"agrees": "yes", "contact_whom": "them"}}
PASS_ON = FRIEND | {"agreed": {"agrees": "yes", "contact_whom": "me"}}
PHONE = {"contact": {"phone": "07700 900301"}}

CASES = [
    ("name", "name", ME, "What should we call you?"),
    ("name", "name", FRIEND, "What should we call the person who needs support?"),
    ("name", "name", CHILD, "What should we call your child?"),
    ("name", "age_band", FRIEND, "How old are they?"),
    ("where", "in_area", ME, "Do you live in Anytown?"),
    ("where", "in_area", CHILD, "Do they live in Anytown?"),
    ("contact", "phone", ME, "Phone number"),
    ("contact", "phone", PASS_ON, "Your own phone number"),
    ("contact", "phone", CHILD, "Your own phone number"),
    ("contact", "phone", THEM, "Their phone number"),
    ("contact", "no_contact", THEM, "Do not contact them. They will call you."),
    ("feeling", "self_harm", ME, "Are you having thoughts"),
    ("feeling", "self_harm", FRIEND, "Do they have thoughts"),
    ("agree", "contact", PASS_ON, "May we contact you"),
    ("agree", "contact", THEM, "May we contact them"),
    ("calling", "withheld", ME, "Do you answer such calls?"),
    ("calling", "withheld", THEM, "Do they answer such calls?"),
]
CHOICES = [
    ("more", "markers", ME, "I am afraid of them"),
    ("more", "markers", FRIEND, "They are afraid"),
    ("safe", "whose_phone", ME | PHONE, "Mine, and nobody else"),
    ("safe", "whose_phone", THEM | PHONE, "Theirs, and nobody else"),
    ("agree", "contact", THEM, "They will call"),
]


@pytest.fixture(autouse=True)
def hub(monkeypatch):
    """A function that gives the hub another area; Anytown until it is called."""

    def serve(area):
        monkeypatch.setattr(
            where, "current_hub", lambda: replace(snapshot._from_profile(), area=area)
        )

    serve("Anytown")
    return serve


@pytest.mark.parametrize(("step", "field", "answers", "words"), CASES)
def test_the_question(step, field, answers, words):
    assert words in str(BY_KEY[step].form(answers=answers).fields[field].label)


@pytest.mark.parametrize(("step", "field", "answers", "words"), CHOICES)
def test_what_may_be_answered(step, field, answers, words):
    choices = BY_KEY[step].form(answers=answers).fields[field].choices
    assert [label for _, label in choices if words in str(label)]


@pytest.mark.parametrize(
    ("for_whom", "asked"),
    [
        ("someone_i_support_at_work", "Where do you work?"),
        ("business", "What is the business or organisation called?"),
        ("my_child", None),
        ("spokesperson", None),
    ],
)
def test_a_place_of_work_is_asked_only_of_those_who_ask_because_of_it(for_whom, asked):
    fields = BY_KEY["you"].form(answers={"who": {"for_whom": for_whom}}).fields
    assert (str(fields["organisation"].label) if "organisation" in fields else None) == asked


def test_a_hub_that_named_no_area_asks_in_a_whole_sentence(hub):
    hub("")
    label = BY_KEY["where"].form(answers=ME).fields["in_area"].label
    assert str(label) == "Do you live in the area that we serve?"


@pytest.mark.parametrize(
    ("contact", "asked"),
    [
        ({"phone": "07700 900301"}, ["whose_phone", "call", "text"]),
        ({"phone": "01632 960001"}, ["whose_phone", "call"]),
        ({"phone": "+33 6 12 34 56 78"}, ["whose_phone", "call"]),
        ({"email": "a@example.org"}, ["whose_email", "email"]),
        ({"address": "1 Example Road"}, ["letter"]),
        ({}, []),
    ],
)
def test_only_what_was_given_is_asked_about(contact, asked):
    assert list(BY_KEY["safe"].form(answers={"contact": contact}).fields) == asked
