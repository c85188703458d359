"""The safe-contact panel: what is not safe is said, and nothing unsafe can be pressed."""

import pytest

from referrals_portal.intake.panel import panel
from tests.intake.making import ANSWERS


def with_(**steps):
    return panel(ANSWERS | steps)


def safe(*uses, say_who="no", times=""):
    return {"safe": list(uses), "say_who": say_who, "times": times}


@pytest.mark.parametrize(
    ("uses", "links", "words"),
    [
        (
            ["call", "voicemail", "text", "email"],
            ["tel:+447700900321", "mailto:ffion@example.org"],
            ["Safe to call", "Safe to leave a voicemail", "Safe to text", "Safe to email"],
        ),
        (
            ["call"],
            ["tel:+447700900321", ""],
            ["Safe to call", "Do not leave a voicemail", "Not safe to text", "Not safe to email"],
        ),
        (
            ["voicemail"],
            ["", ""],
            [
                "Not safe to call", "Do not leave a voicemail", "Not safe to text",
                "Not safe to email",
            ],
        ),
        (
            ["text"],
            ["", ""],
            [
                "Not safe to call", "Do not leave a voicemail", "Safe to text",
                "Not safe to email",
            ],
        ),
        (
            ["email"],
            ["", "mailto:ffion@example.org"],
            [
                "Not safe to call", "Do not leave a voicemail", "Not safe to text",
                "Safe to email",
            ],
        ),
    ],
)  # fmt: skip
def test_ways_and_links(uses, links, words):
    shown = with_(safe=safe(*uses))
    assert [shown.phone.link, shown.email.link] == links
    assert [way.words for way in shown.ways] == words
    assert [way.safe for way in shown.ways] == [word.startswith("Safe") for word in words]


def test_what_was_not_answered_is_not_safe():
    answers = {key: value for key, value in ANSWERS.items() if key != "safe"}
    shown = panel(answers)
    assert not any(way.safe for way in shown.ways)
    assert shown.phone.words == "Not safe to call"


def test_they_will_call_whatever_else_they_said():
    shown = with_(contact=ANSWERS["contact"] | {"no_contact": True}, safe=safe("call", "email"))
    assert not any(way.safe for way in shown.ways)
    assert shown.phone.link == shown.email.link == ""


@pytest.mark.parametrize(
    ("say_who", "words"),
    [("yes", "you may say who we are"), ("no", "Do not say"), ("", "Do not say")],
)
def test_saying_who_calls(say_who, words):
    assert words in with_(safe=safe("call", say_who=say_who)).say_who


def test_nobody_is_told_what_to_say_in_a_call_that_must_not_be_made():
    assert with_(safe=safe("email", say_who="yes")).say_who == ""


def test_a_number_that_may_only_be_texted_says_so():
    shown = with_(safe=safe("text"))
    assert (shown.phone.safe, shown.phone.link) == (True, "")
    assert shown.phone.words == "Text only. Not safe to call."


def test_who_asked_is_who_is_called():
    you = {"your_name": "Cal", "relationship": "parent"}
    shown = with_(who={"for_whom": "my_child"}, you=you)
    assert (shown.ask_for, shown.about) == ("Cal", "Ffion Example")
    assert with_().ask_for == "Ffion Example"


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("+44 7700 900 321", "tel:+447700900321"),
        ("0044 7700 900321", "tel:+447700900321"),
        ("01632 960321 ext. 4", "tel:+441632960321"),
        ("javascript:alert(1)", ""),
        ('"><script>alert(1)</script>', ""),
    ],
)
def test_a_link_is_made_of_digits_only(typed, link):
    contact = {"phone": typed, "email": "", "no_contact": False}
    assert (with_(contact=contact, safe=safe("call")).phone.link) == link


def test_an_address_cannot_add_to_its_link():
    contact = {"phone": "", "email": "a@example.org?bcc=b@example.org&body=x", "no_contact": False}
    link = with_(contact=contact, safe=safe("email")).email.link
    assert link == "mailto:a@example.org%3Fbcc%3Db@example.org%26body%3Dx"
