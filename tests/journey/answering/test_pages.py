"""Answering an offer: by the code alone, once, and with nothing in an address or a cookie."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from hub import snapshot
from hub.models import Hub
from referrals_portal.journey.answering.finding import MOST_WRONG
from referrals_portal.models import FollowUp, Invitation, Referral, WrongGuess
from referrals_portal.sealing import Place, codes, opening
from tests.journey.answering.conftest import FORM, REPLY

pytestmark = pytest.mark.django_db
CALL = {
    "call-name": "Ffion", "call-phone": "07700 900399", "call-when": "yes", "call-say_who": "no",
    "call-voicemail": "no",
}  # fmt: skip
UNKNOWN = "RRRR-RRRR-RR"


def given():
    row = FollowUp.objects.get()
    return opening.open_signed(row, Place("follow_up", row.pk, row.compartment))


def test_the_first_page_says_nothing_of_what_it_is_about(answering):
    assert answering.page.status_code == 200
    assert "no-store" in answering.page["Cache-Control"]
    assert re.search(r"<title>(.*?)</title>", answering.text)[1] == "Form"
    assert "noindex" in answering.text
    assert 'action="/leave"' in answering.text
    for word in ("crime", "victim", "police", "offer", "support"):
        assert word not in answering.text.lower().split("<main")[1].split("</main")[0]
    assert set(answering.client.cookies) <= {"csrftoken", "__Host-csrftoken", "token"}


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", " "),
                                   lambda code: f" {code.replace('-', '–')} "])  # fmt: skip
def test_the_code_may_be_typed_in_any_way(answering, code, typed):
    answering.press(code=typed(code))
    assert "Would you like to hear from us?" in answering.text
    assert "checked" not in answering.text


class TestEachAnswer:
    def test_yes_with_what_is_safe(self, answering, offered, code):
        answering.press(code=code)
        answering.press(answer="yes")
        assert "How is it safe to reach you?" in answering.text
        answering.press(**CALL)
        assert "Thank you. We will be in touch." in answering.text
        assert "Someone contacts you" in answering.text
        assert "that you said are safe" in answering.text
        row = FollowUp.objects.get()
        assert (row.kind, row.referral, row.compartment) == ("accepted", offered.pk, "standard")
        assert given()["answers"]["call"]["phone"] == "07700 900399"
        assert Invitation.objects.get().used_at.minute == 0

    def test_yes_without(self, answering, code):
        answering.press(code=code)
        answering.press(answer="yes")
        answering.press(skip="yes", **{"call-phone": "canary"})
        assert "You left open what is safe" in answering.text
        assert given()["answers"] == {}

    @pytest.mark.parametrize(
        ("want", "kind", "says"),
        [
            ("later", "later", "Thank you. We wait."),
            ("never", "never", "We will not write or ring again"),
        ],
    )
    def test_later_and_never(self, answering, code, want, kind, says):
        answering.press(code=code)
        answering.press(answer=want)
        assert says in answering.text
        assert "You can come back at any time with the same code" in answering.text
        assert FollowUp.objects.get().kind == kind

    def test_they_may_change_their_mind(self, answering, code):
        for want in ("never", "later", "never", "later"):
            answering.page = answering.client.get(REPLY)
            answering.press(code=code)
            answering.press(answer=want)
        assert FollowUp.objects.count() == 4


class TestOnce:
    def test_a_page_that_is_sent_twice_is_one_answer(self, answering, code):
        answering.press(code=code)
        page = answering.page
        for _ in range(3):
            answering.page = page
            assert answering.press(answer="never").status_code == 200
            assert "We will not write or ring again" in answering.text
        assert FollowUp.objects.count() == 1

    def test_nothing_is_carried_out_before_they_chose(self, answering, code):
        answering.press(code=code)
        answering.press()
        assert "Choose what you would like." in answering.text
        answering.press(answer="canary")
        assert "Choose what you would like." in answering.text
        assert not FollowUp.objects.exists()

    def test_a_mistake_about_what_is_safe_is_said_and_nothing_kept(self, answering, code):
        answering.press(code=code)
        answering.press(answer="yes")
        answering.press(**CALL | {"call-phone": "999"})
        assert "Enter a phone number that we can call" in answering.text
        assert 'value="Ffion"' in answering.text
        assert not FollowUp.objects.exists()

    def test_only_from_a_page_of_ours(self, offered, code):
        stranger = Client(enforce_csrf_checks=True)
        data = urlencode({"code": code, "page": "want", "answer": "never"})
        answer = stranger.post(REPLY, data, content_type=FORM)
        assert answer.status_code == 403
        assert not FollowUp.objects.exists()


class TestTheCode:
    @pytest.mark.parametrize("typed", ["", "K7RM-9QXP", "AAAA-AAAA-AA", "1234567890", "x" * 60])
    def test_a_slip_is_no_guess(self, answering, offered, typed):
        answering.press(code=typed)
        assert "Error" in answering.text
        assert not WrongGuess.objects.exists()

    def test_one_that_opens_nothing_always_gets_the_same_answer(self, answering, offered, code):
        Invitation.objects.update(expires_at=timezone.now() - timedelta(hours=1))
        Invitation.objects.create(key=b"x" * 16, purpose="feedback")
        texts = set()
        for typed in (UNKNOWN, code):
            answering.page = answering.client.get(REPLY)
            answering.press(code=typed)
            assert "We do not know this code." in answering.text
            main = answering.text.split("<main")[1]
            texts.add(re.sub(r'value="[^"]*"', "", main))
        assert len(texts) == 1

    def test_it_stands_in_no_address_and_in_no_cookie(self, answering, code):
        answering.press(code=code)
        answering.press(answer="yes")
        plain = codes.read(code)
        for name, cookie in answering.client.cookies.items():
            assert plain not in f"{name}{cookie.value}"
        links = re.findall(r'(?:href|action|formaction)="([^"]*)"', answering.text)
        assert links
        assert not [link for link in links if plain in link or code in link]

    def test_too_many_wrong_ones_and_nobody_is_answered_for_a_minute(
        self, answering, code, time_machine
    ):
        time_machine.move_to("2026-11-25 12:00:01+00:00", tick=False)
        first = answering.page
        for _ in range(MOST_WRONG):
            answering.page = first
            assert answering.press(code=UNKNOWN).status_code == 200
        for typed in (UNKNOWN, code):
            answering.page = first
            assert answering.press(code=typed).status_code == 503
            assert "Please wait a minute" in answering.text
        time_machine.move_to("2026-11-25 12:01:00+00:00", tick=False)
        answering.page = first
        assert answering.press(code=code).status_code == 200

    def test_right_ones_are_not_counted(self, answering, code):
        for _ in range(3):
            answering.press(code=code)
        assert WrongGuess.objects.get().times == 0


class TestWelsh:
    @pytest.fixture(autouse=True)
    def _welsh(self, offered):
        Hub.objects.update(welsh="reviewed")
        snapshot.forget()

    def test_the_other_language_keeps_the_page_and_what_was_typed(self, answering, code):
        answering.page = answering.client.get(REPLY)
        answering.press(code=code)
        answering.press(answer="yes")
        answering.press(to="/cy/reply/", other="yes", **CALL | {"call-phone": "0770"})
        assert '<html lang="cy"' in answering.text
        assert 'value="0770"' in answering.text
        assert 'formaction="/reply/"' in answering.text
        answering.press(to="/cy/reply/", **CALL)
        assert FollowUp.objects.get().kind == "accepted"

    def test_also_what_was_chosen_and_the_code(self, answering, code):
        answering.page = answering.client.get(REPLY)
        answering.press(to="/cy/reply/", other="yes", code="K7")
        assert 'value="K7"' in answering.text
        answering.press(to="/cy/reply/", code=code)
        answering.press(to="/reply/", other="yes", answer="later")
        assert re.search(r'value="later"[^>]*checked', answering.text)
        assert not FollowUp.objects.exists()

    def test_where_the_hub_does_not_speak_it_there_is_no_page(self, answering):
        Hub.objects.update(welsh="off")
        snapshot.forget()
        assert answering.client.get("/cy/reply/").status_code == 404


@pytest.mark.parametrize("path", ["/reply", "/cy/reply"])
def test_the_address_may_be_typed_without_its_slash(keys, path):
    Hub.objects.update(welsh="reviewed")
    snapshot.forget()
    answer = Client().get(path)
    assert (answer.status_code, answer["Location"]) == (302, f"{path}/")


def test_without_keys_it_says_whom_to_ring(keys):
    (keys / "pins.json").unlink()
    assert Client().get(REPLY).status_code == 503


def test_somebody_who_should_not_be_seen_here_is_answered_for_managers(offered, answering, code):
    Invitation.objects.update(compartment="restricted")
    Referral.objects.update(compartment="restricted")
    answering.press(code=code)
    answering.press(answer="later")
    assert FollowUp.objects.get().compartment == "restricted"
