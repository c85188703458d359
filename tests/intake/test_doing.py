"""What can be done on a referral's page: done, refused, or given back as it was typed."""

import html
import re
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from referrals_portal import actions
from referrals_portal.models import ContactAttempt, Event, Note, Referral
from tests.intake.making import ANSWERS, SAFE, kinds, make_referral, make_user, sign_in, stored

NOW = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
WORDS = "Words that took <long> to write."

DEEDS = {
    "take": {},
    "note": {"text": WORDS},
    "attempt": {"channel": "call", "result": "no_answer", "text": WORDS},
    "status": {"to": "in_triage", "version": 1},
    "close": {"outcome": "declined", "text": WORDS, "version": 1},
    "withdraw": {"text": WORDS, "version": 1},
    "priority": {"to": "enhanced", "version": 1},
}
KINDS = {
    "take": "taken", "note": "note_added", "attempt": "contact_attempted",
    "status": "status_changed", "close": "closed", "withdraw": "withdrawn",
    "priority": "priority_changed",
}  # fmt: skip


def post(client, row, name, **data):
    return client.post(f"/intake/referral/{row.pk}/{name}/", data)


@pytest.mark.parametrize("name", DEEDS)
def test_done_and_back_to_the_page_with_a_word(name, at_work, referral, caseworker):
    answer = post(at_work, referral, name, **DEEDS[name])
    assert answer.status_code == 303
    assert answer["Location"] == f"/intake/referral/{referral.pk}/"
    event = Event.objects.get(kind=KINDS[name])
    assert event.by == caseworker.pk
    assert 'class="flash flash--success"' in at_work.get(answer["Location"]).content.decode()
    assert 'class="flash flash--success"' not in at_work.get(answer["Location"]).content.decode()


def test_the_word_is_not_in_a_cookie_with_anything_typed(at_work, referral):
    answer = post(at_work, referral, "note", text="CANARY")
    assert "CANARY" not in str(answer.cookies) + str(answer.headers)


def test_closing_and_opening_again(at_work, referral):
    post(at_work, referral, "close", outcome="needs_met", text="", version=1)
    assert Referral.objects.get().status == "closed"
    assert post(at_work, referral, "reopen", version=2).status_code == 303
    assert Referral.objects.get().status == "in_triage"


def test_taking_and_giving_back(at_work, referral, caseworker):
    post(at_work, referral, "take")
    assert Referral.objects.get().assignee == caseworker
    post(at_work, referral, "release")
    assert Referral.objects.get().assignee is None


WRONG = [
    ("note", {"text": ""}, "Write the note."),
    ("note", {"text": "x" * 5001}, "Use 5000 characters or fewer. You have used 5001."),
    ("note", {"text": "bell\x07"}, "Some of this cannot be read."),
    ("attempt", {"text": WORDS}, "Choose how you tried."),
    ("attempt", {"channel": "call", "text": WORDS}, "Choose what came of it."),
    (
        "attempt",
        {"channel": "letter", "result": "left_voicemail", "text": WORDS},
        "This cannot come of trying in that way.",
    ),
    ("attempt", {"channel": "pigeon", "result": "sent"}, "Choose how you tried."),
    ("attempt", {"channel": "they_contacted_us", "result": "sent"}, "This cannot come"),
    ("attempt", {"channel": "text", "result": "sent", "text": WORDS}, "You must say why"),
    ("attempt", {"channel": "call", "result": "left_voicemail"}, "You must say why"),
    ("attempt", {"channel": "letter", "result": "sent", "why_safe": " "}, "You must say why"),
    ("status", {"version": 1}, "Choose the new status."),
    ("priority", {"version": 1}, "Choose the new priority."),
    ("priority", {"to": "standard", "version": 1}, "Choose the new priority."),
    ("status", {"to": "closed", "version": 1}, "Choose the new status."),
    ("status", {"to": "nonsense", "version": 7}, "Choose the new status."),
    ("close", {"text": WORDS, "version": 1}, "Choose how it ended."),
    ("close", {"outcome": "not_eligible", "text": "", "version": 1}, "Write why"),
    ("close", {"outcome": "declined", "text": WORDS, "version": "x"}, "whole number"),
    ("withdraw", {}, "This field is required"),
]


@pytest.mark.parametrize(("name", "data", "sentence"), WRONG)
def test_what_is_wrong_comes_back_as_it_was_typed(name, data, sentence, at_work, referral):
    answer = post(at_work, referral, name, **data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html.unescape(page)
    assert "There is a problem" in page
    assert re.search(r"<title>(.*?)</title>", page)[1] == f"Error: {referral.reference}"
    if data.get("text", "").isprintable():
        assert html.escape(data.get("text", "")) in page
    row = Referral.objects.get()
    assert (row.status, row.version) == ("new", 1)
    assert not Note.objects.exists()
    assert not ContactAttempt.objects.exists()
    assert kinds(referral).count("opened") == 1, "it was shown, so it is written down"


def test_of_two_colleagues_one_is_told_who_has_it(at_work, referral, colleague):
    actions.take(referral=referral, by=colleague, at=NOW)
    answer = post(at_work, referral, "take")
    assert answer.status_code == 409
    assert "Colin Example has taken this already." in answer.content.decode()
    assert Referral.objects.get().assignee == colleague


def test_a_colleague_s_work_cannot_be_given_back(at_work, referral, colleague, manager):
    actions.take(referral=referral, by=colleague, at=NOW)
    assert post(at_work, referral, "release").status_code == 409
    assert Referral.objects.get().assignee == colleague
    assert post(sign_in(manager), referral, "release").status_code == 303
    assert Referral.objects.get().assignee is None


@pytest.mark.parametrize("name", ["status", "close", "withdraw", "priority"])
def test_a_page_that_is_out_of_date_says_what_changed_and_keeps_the_words(
    name, at_work, referral, colleague
):
    actions.change_status(referral=referral, to="waiting", by=colleague, at=NOW, expected_version=1)
    before = stored()[0]
    answer = post(at_work, referral, name, **DEEDS[name])
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This was changed while you had it open" in page
    assert "Status changed: Waiting" in page
    assert "Colin Example" in page
    assert html.escape(DEEDS[name].get("text", "")) in page
    assert stored()[0] == before
    again = re.search(rf'action="[^"]+/{name}/".*?name="version" value="(\d+)"', page, re.DOTALL)
    assert again[1] == "2", "sent again, it counts"
    sent_again = DEEDS[name] | {"version": again[1]}
    assert post(at_work, referral, name, **sent_again).status_code == 303


def test_a_choice_that_may_no_longer_follow_must_be_made_again(at_work, referral, colleague):
    actions.record_attempt(
        referral=referral, safe=SAFE, channel="call", result="spoke", text="", by=colleague, at=NOW
    )
    answer = post(at_work, referral, "status", to="in_triage", version=1)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Contact attempted: In contact" in page
    assert "Choose the new status." in page
    assert Referral.objects.get().status == "contacted"


def test_closing_what_is_finished_closes_nothing(at_work, referral, colleague):
    actions.withdraw(referral=referral, by=colleague, at=NOW)
    assert post(at_work, referral, "close", **DEEDS["close"]).status_code == 409
    assert Referral.objects.get().status == "withdrawn"
    assert not Note.objects.exists()


def test_opening_again_what_a_colleague_opened_again(at_work, referral, colleague):
    actions.withdraw(referral=referral, by=colleague, at=NOW)
    actions.reopen(referral=referral, by=colleague, at=NOW)
    assert post(at_work, referral, "reopen", version=2).status_code == 409
    assert Event.objects.filter(kind="reopened").count() == 1


def test_taking_what_was_finished_meanwhile(at_work, referral, colleague):
    actions.withdraw(referral=referral, by=colleague, at=NOW)
    answer = post(at_work, referral, "take")
    assert answer.status_code == 409
    assert "Withdrawn" in answer.content.decode()


@pytest.mark.parametrize("name", ["note", "attempt", "close", "withdraw"])
def test_without_a_key_nothing_is_kept_and_the_words_are_not_lost(name, at_work, referral, keys):
    (keys / "pins.json").unlink()
    answer = post(at_work, referral, name, **DEEDS[name])
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "A key is missing here" in page
    assert html.escape(WORDS) in page
    assert not Note.objects.exists()
    assert not ContactAttempt.objects.exists()
    assert Referral.objects.get().status == "new"


def test_what_nobody_asked_for_is_not_taken(at_work, referral, colleague):
    """T-BODY 05: only the form's own fields count."""
    post(
        at_work, referral, "note",
        text="x", by=colleague.pk, status="closed", assignee=colleague.pk, epoch=9,
    )  # fmt: skip
    row = Referral.objects.get()
    assert (row.status, row.assignee) == ("new", None)
    assert Note.objects.get().by.username == "casey"


def test_an_unanswered_call_leaves_the_promise_running(at_work, referral):
    post(at_work, referral, "attempt", **DEEDS["attempt"])
    assert "Contact made" not in at_work.get("/intake/").content.decode()
    post(at_work, referral, "attempt", channel="call", result="spoke", text="")
    assert "Contact made" in at_work.get("/intake/").content.decode()


def choices(client, row, name):
    """Return the words that a list on the page offers."""
    page = client.get(f"/intake/referral/{row.pk}/").content.decode()
    drawn = re.search(rf'<select[^>]+id="{name}".*?</select>', page, re.DOTALL)[0]
    return [html.unescape(words).strip() for words in re.findall(r">([^<]+)</option>", drawn)]


def test_the_safe_ways_come_first_and_the_others_say_that_they_are_not(at_work, referral):
    assert choices(at_work, referral, "attempt-channel") == [
        "Phone call", "Email", "They called us", "Text – not marked safe",
        "Letter – not marked safe", "In person – not marked safe", "Video call – not marked safe",
    ]  # fmt: skip
    assert "Left a voicemail – not marked safe" in choices(at_work, referral, "attempt-result")


def test_a_safe_voicemail_is_only_a_voicemail(at_work, keys):
    row = make_referral(calling=ANSWERS["calling"] | {"voicemail": "yes"})
    assert "Left a voicemail" in choices(at_work, row, "attempt-result")


def test_what_was_not_marked_safe_says_why_it_was(at_work, referral):
    post(
        at_work, referral, "attempt",
        channel="text", result="sent", text="Only that we called.", why_safe="They asked for it.",
    )  # fmt: skip
    page = at_work.get(f"/intake/referral/{referral.pk}/").content.decode()
    assert "Why this was safe: They asked for it.\nOnly that we called." in page


class TestSafeTimes:
    """What is safe at some times only is offered, and done without a word, only then."""

    @pytest.fixture
    def asked(self, keys):
        today = timezone.localdate().weekday()
        days = [str((today + ahead) % 7) for ahead in (2, 3, 4)]
        return make_referral(
            contact={"phone": "07700 900321", "email": "", "address": "", "no_contact": False},
            safe={"whose_phone": "mine", "call": "no", "text": "at_times"},
            times={"days": days, "start": "10:00", "end": "12:00", "note": ""},
        )

    def test_a_text_at_another_time_needs_a_reason(self, at_work, asked):
        assert "Text – not safe now" in choices(at_work, asked, "attempt-channel")
        answer = post(at_work, asked, "attempt", channel="text", result="sent")
        assert answer.status_code == 422
        assert "They did not mark this time as safe" in answer.content.decode()
        answer = post(at_work, asked, "attempt", channel="call", result="no_answer")
        assert "They did not mark this as safe" in answer.content.decode()
        given = {"channel": "text", "result": "sent", "why_safe": "It was at 11."}
        assert post(at_work, asked, "attempt", **given).status_code == 303

    def test_a_text_can_be_begun_only_then(self, at_work, asked):
        page = at_work.get(f"/intake/referral/{asked.pk}/").content.decode()
        assert "sms:" not in page
        assert "Text only. Not safe to call. Not safe now." in page
        may = make_referral(safe={"whose_phone": "mine", "call": "no", "text": "yes"})
        page = at_work.get(f"/intake/referral/{may.pk}/").content.decode()
        assert 'href="sms:+447700900321"' in page
        assert 'href="tel:+447700900321"' not in page
        actions.withdraw(referral=may, by=make_user("m", "manager"), at=timezone.now())
        assert "sms:" not in at_work.get(f"/intake/referral/{may.pk}/").content.decode()


def test_they_called_us_is_a_contact_whatever_was_safe(at_work, keys):
    row = make_referral(contact={"phone": "", "email": "", "no_contact": True}, safe={})
    assert choices(at_work, row, "attempt-channel")[0] == "They called us"
    assert post(at_work, row, "attempt", channel="they_contacted_us").status_code == 303
    row.refresh_from_db()
    assert row.status == "contacted"
    page = at_work.get(f"/intake/referral/{row.pk}/").content.decode()
    assert "They called us: Spoke with them" in page
    assert "Contact made" in page


def test_holding_an_attempt_against_what_is_safe_shows_nobody_anything(at_work, referral):
    post(at_work, referral, "attempt", **DEEDS["attempt"])
    assert "opened" not in kinds(referral)


def test_an_attempt_at_what_was_tampered_with_keeps_nothing_but_the_words(at_work, referral):
    Referral.objects.update(signature=b"")
    answer = post(at_work, referral, "attempt", why_safe="They asked for it.", **DEEDS["attempt"])
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 409
    assert WORDS in page
    assert "They asked for it." in page
    assert not ContactAttempt.objects.exists()
