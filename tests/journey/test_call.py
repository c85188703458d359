"""The one page of somebody who can do no more than ask for a call."""

import html
import re

import pytest
from django.utils import timezone

from hub.snapshot import current_hub
from referrals_portal.actions.facts import markers_of
from referrals_portal.intake.panel import panel
from referrals_portal.journey import routing
from referrals_portal.journey.ends import checking
from referrals_portal.models import Draft, Event, OutboxMessage, Referral
from referrals_portal.safe_contact import SafeContact
from referrals_portal.sealing import Place, opening
from tests.journey.conftest import at, hidden
from tests.journey.people import ANSWERS, CALL

pytestmark = pytest.mark.django_db

TUESDAY = CALL | {"when": "at_times", "days": ["1"], "start": "10:00", "end": "12:00"}


def opened():
    """Return what was sent, opened."""
    referral = Referral.objects.get()
    return opening.open_signed(referral, Place("referral", referral.uuid))


def data(values):
    """Return a page's answers as a browser names them."""
    return {f"call-{name}": value for name, value in values.items()}


def test_it_is_sent_as_it_stands(visitor):
    response = visitor.post("call", CALL)
    assert (response.status_code, response["Location"]) == (303, "/form/sent/")
    referral = Referral.objects.get()
    assert referral.reference in visitor.get("sent").content.decode()
    assert opened()["answers"] == {"call": CALL | {"days": [], "start": "", "end": ""}}
    assert opened()["equality"] == {}
    assert Event.objects.get().kind == "received"
    assert not OutboxMessage.objects.exists()
    assert referral.due_at is not None


def test_it_can_be_reached_at_once_and_keeps_nothing_until_it_is_sent(visitor):
    response = visitor.client.get("/form/?way=call")
    assert response["Location"] == "/form/call/"
    assert visitor.get("call").status_code == 200
    assert not Draft.objects.exists()


def test_only_at_some_times(visitor, time_machine):
    time_machine.move_to("2026-11-25 12:00:00+00:00")
    visitor.post("call", TUESDAY)
    safe = SafeContact.from_answers(opened()["answers"])
    assert safe.only_at_times
    due = Referral.objects.get().due_at
    assert due is not None
    assert (due.weekday(), due.hour) == (1, 12)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-25T12:00Z", ["We are open now", "Someone contacts you within 48 hours."]),
        ("2026-11-28T09:00Z", ["We are closed now", "as soon as they can, when we are open."]),
    ],
)
def test_it_says_what_happens_before_it_is_sent(visitor, time_machine, when, said):
    time_machine.move_to(when)
    page = html.unescape(visitor.get("call").content.decode())
    for each in (
        *said,
        "If you choose times above, we only call then, and it can take longer.",
        "tel:999",
    ):
        assert each in page


WRONG = [
    # what is left out or wrong, and the sentence that says so
    ({"name": ""}, "Enter a name. It does not have to be your full name."),
    ({"phone": ""}, "Enter a phone number that is safe for us to call."),
    ({"phone": "999"}, "Enter a phone number that we can call"),
    ({"phone": "0909 879 0001"}, "We cannot call this kind of number."),
    ({"when": ""}, "Choose when it is safe to call."),
    ({"when": "no"}, "Choose when it is safe to call."),
    ({"say_who": ""}, "Choose if we may say who is calling."),
    ({"voicemail": ""}, "Choose if we may leave a voicemail."),
    ({"when": "at_times"}, "Choose the days."),
    ({"when": "at_times", "days": ["1"], "start": "10:00"}, "Choose until when it is safe."),
    ({"when": "at_times", "days": ["1"], "start": "12:00", "end": "10:00"}, "The end must be"),
    ({"name": "a\x07b"}, "Some of this cannot be read."),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_a_mistake_keeps_what_was_typed_and_sends_nothing(visitor, wrong, sentence):
    sent = {"name": "CANARY-name", "phone": "07700 900302"} | CALL | wrong
    response = visitor.post("call", sent)
    page = html.unescape(response.content.decode())
    assert response.status_code == 200
    assert "govuk-error-summary" in page
    assert sentence in page
    for name in ("name", "phone"):
        assert sent[name].replace("\x07", "") in page.replace("\x07", "")
    for name in ("when", "say_who", "voicemail"):
        if sent[name] in ("yes", "at_times"):
            assert re.search(rf'name="call-{name}" [^>]*value="{sent[name]}" checked', page) or (
                re.search(rf'value="{sent[name]}"[^>]* checked', page)
            )
    assert not Referral.objects.exists()
    # Put right, it goes.
    assert visitor.send("call", data(CALL) | hidden(page)).status_code == 303
    assert Referral.objects.count() == 1


def test_what_they_had_begun_to_tell_is_not_sent(visitor):
    """All they want is a call: only what decides who opens it, and how soon, goes with it."""
    visitor.has_answered("told")
    visitor.post("call", CALL)
    answers = opened()["answers"]
    assert set(answers) == {"device", "now", "who", "name", "more", "call"}
    assert "CANARY-words" not in str(answers)
    assert answers["device"]["shared"] == ANSWERS["device"]["shared"]


def test_who_must_not_see_it_and_who_must_today_stays_as_it_was_said(visitor):
    """They tell, and then can do no more: that someone here knows them still counts."""
    changes = {
        "now": {"danger": "yes"},
        "name": {"name": "CANARY-child", "age_band": "under_13"},
        "more": {"markers": ["intimidated"]},
        "access": {"access": ["bsl"], "language": "", "words": ""},
        "feeling": {"self_harm": "yes", "others": "no"},
        "staff": {"knows": "yes", "whom": "CANARY-neighbour"},
    }
    visitor.has_answered("agree", **changes)
    page = visitor.get("call").content.decode()
    assert "Some of what you have answered goes with it" in page
    for title in ("Are you safe right now?", "Name and age", "Does anyone here know you?"):
        assert title in html.unescape(page)
    assert "This device" not in page
    visitor.post("call", CALL)
    referral = Referral.objects.get()
    assert referral.compartment == "restricted"
    assert referral.senior_by is not None
    kept = routing.prune(ANSWERS | changes | {"call": CALL})
    assert set(markers_of(kept)) == {
        "in_danger_now", "intimidated", "deaf", "self_harm", "knows_staff",
    }  # fmt: skip


def test_a_call_that_is_all_says_nothing_of_other_answers(visitor):
    visitor.answer("device")
    assert "goes with it" not in visitor.get("call").content.decode()


def test_what_goes_with_a_call_is_on_the_check_before_it_is_sent(visitor):
    answers = ANSWERS | {"call": CALL, "now": {"danger": "yes"}}
    shows = checking(routing.prune(answers), current_hub(), timezone.now(), str)
    sections = {section["step"]: section for section in shows["summary"]}
    assert {"now", "who", "name", "staff", "call"} <= set(sections)
    assert not {"device", "details", "contact"} & set(sections)
    assert shows["senior"]
    assert sections["call"]["url"] == "call"
    # No other question is open beside a call, so nothing leads there.
    assert sections["now"]["url"] == ""


def test_a_call_about_another_is_still_their_own(visitor):
    """They gave their own number, so what is said after sending is said to them."""
    visitor.answer("device", "now", "who", who={"for_whom": "someone_else"})
    visitor.post("call", CALL)
    page = visitor.get("sent").content.decode()
    assert "From now on this is theirs" not in page
    assert "Make a way back" in page


@pytest.mark.parametrize(
    ("for_whom", "about", "alone"),
    [("me", "", True), ("my_child", "Ash", False), ("someone_else", "Ash", False)],
)
def test_staff_are_told_whom_to_ask_for_and_what_must_not_happen(for_whom, about, alone):
    answers = {
        "who": {"for_whom": for_whom},
        "child": {"contact_child": "no", "family_danger": "yes"},
        "name": {"name": "Ash", "age_band": "13_15"},
        "call": CALL,
    }
    drawn = panel(answers, timezone.now())
    assert (drawn.ask_for, drawn.about) == (CALL["name"], about)
    warnings = " ".join(drawn.warnings)
    assert ("A child is asking alone" in warnings) is alone
    assert "Do not contact the child." in warnings


def test_a_message_that_was_wanted_before_is_not_sent_either(visitor):
    visitor.has_answered("check")
    visitor.post("call", CALL)
    assert not OutboxMessage.objects.exists()
    assert SafeContact.from_answers(opened()["answers"]).phone == CALL["phone"]


def test_a_mistake_on_this_page_drops_nothing(visitor):
    visitor.has_answered("told")
    visitor.post("call", CALL | {"phone": ""})
    assert "CANARY-words" in visitor.get("details").content.decode()


def test_they_may_answer_questions_instead(visitor):
    page = visitor.get("call").content.decode()
    assert f'href="{at("device")}"' in page
    visitor.post("call", CALL | {"phone": ""})
    assert visitor.client.get("/form/")["Location"] == at("device")
    visitor.has_answered()
    visitor.post("check")
    assert "call" not in opened()["answers"]
    assert opened()["answers"]["name"] == ANSWERS["name"]


def test_sending_it_again_says_the_same_and_makes_nothing(visitor):
    """A second press, and a page that was sent again after its answer was lost."""
    visitor.answer("device")
    page = visitor.get("call").content.decode()
    first = visitor.send("call", data(CALL) | hidden(page))
    reference = Referral.objects.get().reference
    again = visitor.send("call", data(CALL) | hidden(page))
    assert first["Location"] == again["Location"] == "/form/sent/"
    assert reference in visitor.get("sent").content.decode()
    assert Referral.objects.count() == 1


def test_so_does_going_back_to_it(visitor):
    visitor.post("call", CALL)
    assert visitor.get("call")["Location"] == "/form/sent/"
    page = visitor.get("sent").content.decode()
    assert visitor.send("call", data(CALL) | hidden(page))["Location"] == "/form/sent/"
    assert Referral.objects.count() == 1


def test_from_a_first_page_too_once_its_answer_has_come(visitor):
    page = visitor.get("call").content.decode()
    for _ in range(2):
        assert visitor.send("call", data(CALL) | hidden(page))["Location"] == "/form/sent/"
    assert Referral.objects.count() == 1


def test_keys_that_are_away_keep_nothing_and_say_whom_to_ring(visitor, keys):
    page = visitor.get("call").content.decode()
    (keys / "pins.json").unlink()
    response = visitor.send("call", data(CALL) | hidden(page))
    assert response.status_code == 503
    assert "0808 178 1641" in response.content.decode()
    assert not Referral.objects.exists()


def test_its_address_and_title_say_nothing(visitor):
    title = re.search(r"<title>(.*?)</title>", visitor.get("call").content.decode(), re.DOTALL)[1]
    assert title.strip() == "Page 1 – form"


def test_pressing_twice_on_the_very_first_page_is_one_referral(visitor):
    """The first answer was lost on its way, so the same page is sent with the same cookie."""
    page = visitor.get("call").content.decode()
    cookie = visitor.client.cookies["form"].value
    sent = data(CALL) | hidden(page)
    first = visitor.send("call", sent)
    visitor.client.cookies["form"] = cookie
    second = visitor.send("call", sent)
    assert first["Location"] == second["Location"] == "/form/sent/"
    assert Referral.objects.count() == 1
    assert Referral.objects.get().reference in visitor.get("sent").content.decode()


def test_two_pages_begin_two_forms(visitor):
    cookie = None
    for _ in range(2):
        visitor.client.cookies.pop("form", None)
        page = visitor.get("call").content.decode()
        cookie = cookie or visitor.client.cookies["form"].value
        visitor.client.cookies["form"] = cookie
        visitor.send("call", data(CALL) | hidden(page))
    assert Referral.objects.count() == 2
