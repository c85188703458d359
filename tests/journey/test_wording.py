"""Questions and pages speak to whoever reads them: for themselves, or for somebody else."""

import html
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hub import snapshot
from referrals_portal.forms import where
from referrals_portal.models import Referral
from referrals_portal.steps import BY_KEY

ME, FRIEND, CHILD, BOTH = (
    {"who": {"for_whom": who}} for who in ("me", "someone_else", "my_child", "me_and_my_child")
)
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
    ("feeling", "self_harm", CHILD, "Do they have thoughts"),
    ("feeling", "self_harm", BOTH, "Do you, or does your child, have thoughts"),
    ("more", "markers", ME, "Does any of this fit you?"),
    ("more", "markers", FRIEND, "Does any of this fit them?"),
    ("you", "relationship", FRIEND, "How do you know them?"),
    ("you", "relationship", CHILD, "How are you related to the child?"),
    ("you", "relationship", BOTH, "How are you related to the child?"),
    ("tell", "police", ME, "that you are in touch with us"),
    ("tell", "police", PASS_ON, "that they are in touch with us"),
    ("tell", "police", THEM, "that they are in touch with us"),
    ("tell", "police", BOTH, "that you are in touch with us"),
    ("survey", "survey", PASS_ON, "May we ask you later"),
    ("survey", "survey", THEM, "May we ask them later"),
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
HINTS = [
    ("tell", "police", THEM, "the support they get"),
    ("survey", "survey", THEM, "safe for them"),
    ("share", "services", ME, "talked about it with you"),
    ("share", "services", THEM, "talked about it with them"),
    ("you", "relationship", CHILD, "mum, dad or gran"),
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


@pytest.mark.django_db
@pytest.mark.parametrize(("step", "field", "answers", "words"), HINTS)
def test_what_stands_under_the_question(step, field, answers, words):
    assert words in str(BY_KEY[step].form(answers=answers).fields[field].help_text)


@pytest.mark.parametrize(("answers", "grown"), [(ME, True), (FRIEND, True), (CHILD, False)])
def test_a_child_of_theirs_is_not_a_grown_up(answers, grown):
    offered = [
        value for value, _ in BY_KEY["name"].form(answers=answers).fields["age_band"].choices
    ]
    assert {"under_13", "13_15", "16_17", "not_given"} <= set(offered)
    assert ("18_59" in offered) == ("60_plus" in offered) == grown


def test_nobody_speaks_for_those_who_did_not_ask_them_to():
    choices = dict(BY_KEY["who"].form().fields["for_whom"].choices)
    assert str(choices["spokesperson"]) == "A person or family who asked me to speak for them"


@pytest.mark.parametrize(
    ("safe", "asked"),
    [
        ({"call": "at_times", "text": "yes"}, "On which days is it safe to call?"),
        ({"text": "at_times"}, "On which days is it safe to send a text?"),
        (
            {"call": "at_times", "email": "at_times"},
            "On which days is it safe to call and send an email?",
        ),
        (
            dict.fromkeys(("call", "text", "email"), "at_times"),
            "On which days is it safe to call, send a text and send an email?",
        ),
    ],
)
def test_the_times_say_what_they_are_for(safe, asked):
    assert str(BY_KEY["times"].form(answers={"safe": safe}).fields["days"].label) == asked


def test_a_mistake_about_what_is_safe_names_the_way():
    contact = {"phone": "07700 900301", "email": "a@example.org", "address": "1 Example Road"}
    errors = BY_KEY["safe"].form({}, answers={"contact": contact}).errors
    for way, named in (
        ("call", "to call"), ("text", "to send a text"), ("email", "to send an email"),
        ("letter", "to send a letter"),
    ):  # fmt: skip
        assert errors[way] == [f"Choose if it is safe {named}. If you are not sure, choose no."]


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


def page_of(answers, name, visitor):
    """Go the whole way by the views with these answers; return a page of it, or the last."""
    visitor.at_check(**answers)
    if name == "sent":
        visitor.post("check")
    return html.unescape(visitor.get(name).content.decode())


ASKING = {"who": {"for_whom": "someone_else"}, "feeling": {"self_harm": "yes", "others": "no"}}
AWAY = {"where": {"in_area": "no", "place": ""}}
CONTACT_THEM = {"agreed": {"agrees": "yes", "contact_whom": "them"}}
CONTACT_ME = {"agreed": {"agrees": "yes", "contact_whom": "me"}}
ALONE = {"feeling": ASKING["feeling"]}
YOUNG = {"name": {"name": "Ash", "age_band": "13_15"}}
PARENT = ALONE | {
    "who": {"for_whom": "me_and_my_child"},
    "name": {"name": "Dot", "age_band": "under_13"},
}
NIGHTS = {
    "safe": {
        "whose_phone": "mine", "call": "at_times", "text": "no", "whose_email": "mine",
        "email": "no",
    },
    "times": {"days": ["6"], "start": "19:00", "end": "21:00"},
}  # fmt: skip
PAGES = [
    (ALONE, "help-feeling", "If you have hurt yourself", "If they have"),
    (ASKING | CONTACT_ME, "help-feeling", "If they have hurt themselves", "If you have"),
    (AWAY, "check", "You live outside our area", "They live"),
    (ASKING | CONTACT_ME | AWAY, "check", "They live outside our area", "You live"),
    (ASKING | CONTACT_ME, "check", "Someone contacts you", "contacts them"),
    (ASKING | CONTACT_THEM, "check", "Someone contacts them", "contacts you"),
    (ALONE, "sent", "You decide what happens", "They decide"),
    (YOUNG, "sent", "We tell you first who we talk to", "You decide"),
    (ALONE, "sent", "You asked for a text. It should come soon.", "asked for an email"),
    (ASKING | CONTACT_THEM, "sent", "Someone contacts them", "You asked for"),
    (PARENT, "help-feeling", "If one of you is hurt", "If they have"),
    (ALONE, "sent", "This page needs two cookies", "You can stop at any time"),
    (ALONE, "check", "You can stop at any time", "This page needs"),
    (ALONE, "sent", "Someone contacts you before", "We talk with"),
    (ASKING | CONTACT_ME, "sent", "We talk with you, and you pass it on.", "this is theirs"),
    (ASKING | CONTACT_ME, "sent", "Someone contacts you before", "contacts them"),
    (ASKING | CONTACT_THEM, "sent", "From now on this is theirs. We talk with them", "pass it on"),
    (ASKING | CONTACT_THEM, "sent", "Someone contacts them before", "contacts you"),
    (NIGHTS, "check", "outside our hours", "Someone contacts you"),
    (NIGHTS, "sent", "outside our hours", "Someone contacts you"),
]


@pytest.mark.parametrize(("answers", "name", "says", "never"), PAGES)
def test_a_page_speaks_of_whom_it_is_about(visitor, time_machine, answers, name, says, never):
    time_machine.move_to("2026-11-25T12:00Z")
    page = page_of(answers, name, visitor)
    assert says in page
    assert never not in page


@pytest.mark.parametrize(
    ("at", "says"),
    [("2026-11-25T12:00+00:00", "today"), ("2026-11-28T12:00+00:00", "on the day we open")],
)
def test_no_page_promises_the_same_day_while_nobody_is_there(visitor, time_machine, at, says):
    time_machine.move_to(at)
    page = page_of(ALONE, "check", visitor)
    assert f"A senior member of our staff looks at it {says}." in page
    assert "same day" not in page


HURRIED = "2026-11-27T16:40Z"
SATURDAY = "2026-11-28T15:00Z"


@pytest.mark.parametrize("who", [ALONE, YOUNG, PARENT], ids=["adult", "child", "parent"])
@pytest.mark.parametrize(
    ("at", "later", "says"),
    [
        (SATURDAY, "2026-11-28T15:50Z", "before Monday 30 November at {}pm"),
        (HURRIED, "2026-11-27T17:20Z", "as soon as they can, when we are open"),
    ],
)
def test_what_was_promised_is_said_again_and_it_is_the_same_for_everybody(
    visitor, time_machine, who, at, later, says
):
    """On a Saturday a child is due within 24 hours, when nobody is there: no page says so."""
    time_machine.move_to(at)
    # Before sending it is what holds for an hour.
    assert says.format(4) in page_of(who, "check", visitor)
    visitor.post("check")
    time_machine.move_to(later)
    page = html.unescape(visitor.get("sent").content.decode())
    assert says.format(3) in page
    assert "Sunday" not in page


@pytest.mark.parametrize("age_band", ["13_15", "18_59"])
def test_nobody_with_priority_is_due_later_than_the_promise(visitor, time_machine, age_band):
    """A day's clock falls before the safe time, two days' clock into it: both take the second."""
    time_machine.move_to("2026-11-25T12:00Z")
    fridays = NIGHTS | {"times": {"days": ["4"], "start": "09:00", "end": "17:00"}}
    visitor.at_check(**fridays, name={"name": "Ash", "age_band": age_band})
    visitor.post("check")
    assert Referral.objects.get().due_at == datetime(2026, 11, 27, 12, tzinfo=UTC)
