"""The safe-contact panel: what is not safe is said, and nothing unsafe can be pressed."""

from datetime import datetime

import pytest

from hub.opening import LONDON
from referrals_portal.intake.panel import panel, times_in_words
from referrals_portal.safe_contact import SafeContact
from tests.intake.making import ANSWERS

WEDNESDAY = datetime(2026, 11, 25, 12, tzinfo=LONDON)
TUESDAY = datetime(2026, 12, 1, 11, tzinfo=LONDON)
ONLY_TUESDAY = {"days": ["1"], "start": "10:00", "end": "12:00", "note": "not at half term"}


def with_(at=WEDNESDAY, **steps):
    return panel(ANSWERS | steps, at)


def safe(*ways, **also):
    said = {way: "yes" if way in ways else "no" for way in ("call", "text", "email")}
    return {"whose_phone": "mine", "whose_email": "mine", **said, **also}


def calling(**changes):
    return ANSWERS["calling"] | changes


CALL, TEXT, EMAIL = "Safe to call", "Safe to text", "Safe to email"
NO_CALL, NO_TEXT, NO_EMAIL = "Not safe to call", "Not safe to text", "Not safe to email"
VOICEMAIL, NO_VOICEMAIL = "Safe to leave a voicemail", "Do not leave a voicemail"
TEL, MAIL = "tel:+447700900321", "mailto:ffion@example.org"
SMS = "sms:+447700900321"


@pytest.mark.parametrize(
    ("ways", "voicemail", "links", "words"),
    [
        (["call", "text", "email"], "yes", [TEL, MAIL], [CALL, VOICEMAIL, TEXT, EMAIL]),
        (["call"], "no", [TEL, ""], [CALL, NO_VOICEMAIL, NO_TEXT, NO_EMAIL]),
        ([], "yes", ["", ""], [NO_CALL, NO_VOICEMAIL, NO_TEXT, NO_EMAIL]),
        (["text"], "yes", ["", ""], [NO_CALL, NO_VOICEMAIL, TEXT, NO_EMAIL]),
        (["email"], "no", ["", MAIL], [NO_CALL, NO_VOICEMAIL, NO_TEXT, EMAIL]),
    ],
)
def test_ways_and_links(ways, voicemail, links, words):
    shown = with_(safe=safe(*ways), calling=calling(voicemail=voicemail))
    assert [address.link for address in shown.addresses] == links
    assert [way.words for way in shown.ways] == [*words, "No letters"]
    tones = ["yes" if word.startswith("Safe") else "no" for word in words]
    assert [way.tone for way in shown.ways] == [*tones, "no"]


def test_a_letter_is_written_only_where_it_is_safe():
    contact = ANSWERS["contact"] | {"address": "1 Example Road\nAnytown"}
    for letter, words, is_safe in (("yes", "Safe to send a letter", True), ("no", "", False)):
        shown = with_(contact=contact, safe=safe("call", letter=letter))
        assert shown.ways[-1].words == (words or "No letters")
        assert (shown.addresses[-1].safe, shown.addresses[-1].link) == (is_safe, "")


@pytest.mark.parametrize(
    ("gave", "words"),
    [
        ({"email": ""}, [CALL, TEXT, "No email"]),
        ({"phone": ""}, ["No number", "No number", EMAIL]),
        ({"phone": "", "email": "", "no_contact": True}, [NO_CALL, NO_TEXT, NO_EMAIL]),
    ],
)
def test_what_was_not_given_is_not_called_unsafe(gave, words):
    shown = with_(contact=ANSWERS["contact"] | gave, safe=safe("call", "text", "email"))
    assert [way.words for way in shown.ways if way.name in ("Call", "Text", "Email")] == words


def test_of_who_was_referred_nobody_knows_if_a_call_is_safe():
    told = SafeContact(phone="07700 900321", safety={"text": "yes"}, unasked=True)
    shown = panel({}, WEDNESDAY, told)
    assert shown.addresses[0].words == "Text only. Nobody could ask if a call is safe."
    assert [way.words for way in shown.ways if way.name in ("Call", "Text", "Email")] == [
        "Nobody could ask if this is safe", TEXT, "No email",
    ]  # fmt: skip


class TestAtTimes:
    """What is safe only at some times can be pressed only then."""

    steps = {"safe": safe(call="at_times"), "times": ONLY_TUESDAY}

    def test_outside_them_it_says_when(self):
        shown = with_(**self.steps)
        assert (shown.addresses[0].link, shown.addresses[0].safe) == ("", False)
        assert shown.ways[0].tone == "sometimes"
        assert shown.ways[0].words == "Not safe now. Safe from Tuesday 1 December, 10am."
        assert shown.addresses[0].words == shown.ways[0].words

    def test_within_them_it_says_that_it_is_not_always(self):
        shown = with_(TUESDAY, **self.steps)
        assert (shown.addresses[0].link, shown.addresses[0].safe) == (TEL, True)
        assert (shown.ways[0].tone, shown.ways[0].words) == (
            "yes", "Safe to call now, not always",
        )  # fmt: skip

    def test_times_that_never_come_are_not_promised(self, monkeypatch):
        monkeypatch.setattr("hub.opening.HORIZON_DAYS", 0)
        assert with_(**self.steps).ways[0].words == "Not safe now"

    def test_at_times_without_times_is_never(self):
        assert with_(safe=safe(call="at_times"), times={}).ways[0].words == NO_CALL

    def test_they_are_said_in_words_with_what_the_person_added(self):
        shown = with_(**self.steps)
        assert shown.times == "Tuesday, 10am to midday. Not on bank holidays."
        assert shown.times_note == "not at half term"
        assert times_in_words(SafeContact()) == ""


def test_what_was_not_answered_is_not_safe():
    answers = {key: value for key, value in ANSWERS.items() if key not in ("safe", "calling")}
    shown = panel(answers, WEDNESDAY)
    assert {way.tone for way in shown.ways} == {"no"}
    assert {address.words for address in shown.addresses} == {"Not safe to use"}


@pytest.mark.parametrize(
    "refusal",
    [
        {"contact": ANSWERS["contact"] | {"no_contact": True}},
        {"agree": {"contact": "no"}},
    ],
)
def test_they_will_call_whatever_else_they_said(refusal):
    shown = with_(safe=safe("call", "email"), **refusal)
    assert {way.tone for way in shown.ways} == {"no"}
    assert {address.link for address in shown.addresses} == {""}


def test_what_they_changed_since_is_what_holds():
    assert panel(ANSWERS, WEDNESDAY, SafeContact(phone="07700 900321")).ways[0].words == NO_CALL


@pytest.mark.parametrize(
    ("say_who", "words"),
    [("yes", "you may say who we are"), ("no", "Do not say"), ("", "Do not say")],
)
def test_saying_who_calls(say_who, words):
    assert words in with_(calling=calling(say_who=say_who)).say[0]


@pytest.mark.parametrize(
    ("withheld", "words"),
    [("yes", "They answer a number"), ("no", "They may not"), ("", "They may not")],
)
def test_a_number_that_does_not_show(withheld, words):
    assert with_(calling=calling(withheld=withheld)).say[1].startswith(words)


def test_what_they_gave_us_to_say_stands_in_their_own_words():
    said = with_(
        calling=calling(answer_with="It is the dentist", code_word="lamp"),
        agreed={"agrees": "yes", "contact_whom": "me", "their_word": "kite"},
    ).said
    assert said == (
        ("If someone else answers, say:", "It is the dentist"),
        ("Code word, say it first:", "lamp"),
    )


def test_nobody_is_told_what_to_say_in_a_call_that_must_not_be_made():
    shown = with_(safe=safe("email"), calling=calling(say_who="yes"))
    assert shown.say == ()
    assert not [question for question, _ in shown.said if "answers" in question]


TEXT_NOW = "Text only now. Call from Tuesday 1 December, 10am."
LATER = "Not safe now. Safe from Tuesday 1 December, 10am."


@pytest.mark.parametrize(
    ("call", "text", "at", "links", "is_safe", "words"),
    [
        ("no", "no", TUESDAY, ("", ""), False, "Not safe to use"),
        ("yes", "yes", WEDNESDAY, (TEL, SMS), True, ""),
        ("yes", "at_times", WEDNESDAY, (TEL, ""), True, ""),
        ("yes", "at_times", TUESDAY, (TEL, SMS), True, ""),
        ("no", "yes", WEDNESDAY, ("", SMS), True, "Text only. Not safe to call."),
        ("no", "at_times", TUESDAY, ("", SMS), True, "Text only. Not safe to call."),
        ("no", "at_times", WEDNESDAY, ("", ""), False, f"Text only. Not safe to call. {LATER}"),
        ("at_times", "yes", WEDNESDAY, ("", SMS), True, TEXT_NOW),
        ("at_times", "yes", TUESDAY, (TEL, SMS), True, ""),
        ("at_times", "at_times", WEDNESDAY, ("", ""), False, LATER),
        ("at_times", "no", WEDNESDAY, ("", ""), False, LATER),
    ],
)
def test_a_number_can_be_pressed_for_what_is_safe_now(call, text, at, links, is_safe, words):
    phone = with_(at, safe=safe(call=call, text=text), times=ONLY_TUESDAY).addresses[0]
    assert (phone.link, phone.sms) == links
    assert (phone.safe, phone.words) == (is_safe, words)


def test_no_text_is_written_to_a_number_that_takes_none():
    contact = ANSWERS["contact"] | {"phone": "01632 960321"}
    assert with_(contact=contact, safe=safe("call", "text")).addresses[0].sms == ""


@pytest.mark.parametrize(
    ("changes", "is_said"),
    [
        ({"answer_with": ""}, True),
        ({"answer_with": "It is the dentist"}, False),
        ({"answer_with": "", "say_who": "yes"}, False),
    ],
)
def test_whoever_left_out_what_to_say_was_promised_a_wrong_number(changes, is_said):
    words = "Say that it was a wrong number."
    assert (words in with_(calling=calling(**changes)).say) is is_said
    assert words not in with_(safe=safe("text"), calling=calling(**changes)).say


class TestWho:
    """Whom to ask for, about whom, and whom to tell nothing."""

    you = {"your_name": "Cal", "relationship": "parent"}

    def test_who_asked_is_who_is_called(self):
        shown = with_(who={"for_whom": "my_child"}, you=self.you)
        assert (shown.ask_for, shown.about) == ("Cal", "Ffion Example")
        assert with_().ask_for == "Ffion Example"

    def test_unless_the_person_agreed_to_be_called(self):
        agreed = {"agrees": "yes", "contact_whom": "them"}
        shown = with_(who={"for_whom": "someone_else"}, you=self.you, agreed=agreed)
        assert (shown.ask_for, shown.about) == ("Ffion Example", "")
        assert "Tell Cal nothing about the person who needs support." in shown.warnings

    def test_of_a_call_the_name_is_on_its_page(self):
        call = {"name": "Ash", "phone": "07700 900302", "when": "yes", "say_who": "no"}
        shown = panel({"call": call}, WEDNESDAY)
        assert (shown.ask_for, shown.ways[0].words) == ("Ash", CALL)

    @pytest.mark.parametrize(
        ("steps", "warning"),
        [
            ({"child": {"family_danger": "yes"}}, "Speak with nobody there but this person"),
            ({"child": {"family_danger": "not_sure"}}, "Speak with nobody there but this person"),
            ({"child": {"contact_child": "no"}}, "Do not contact the child."),
            ({"child": {"contact_child": "with_me"}}, "only when this person is there"),
            ({"name": {"name": "Dot", "age_band": "13_15"}}, "A child is asking alone."),
            ({"safe": safe("call", whose_phone="shared")}, "Others may look at this phone."),
            ({"safe": safe("call", whose_email="someone_elses")}, "Others may look at this email."),
        ],
    )
    def test_what_must_not_happen_is_a_warning(self, steps, warning):
        assert [words for words in with_(**steps).warnings if warning in words]
        assert with_().warnings == ()


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
    assert with_(contact=contact, safe=safe("call")).addresses[0].link == link


def test_an_address_cannot_add_to_its_link():
    contact = {"phone": "", "email": "a@example.org?bcc=b@example.org&body=x", "no_contact": False}
    link = with_(contact=contact, safe=safe("email")).addresses[0].link
    assert link == "mailto:a@example.org%3Fbcc%3Db@example.org%26body%3Dx"
