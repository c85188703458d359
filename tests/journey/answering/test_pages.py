"""Answering an offer: by the code alone, once, and with nothing in an address or a cookie."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from hub import snapshot
from hub.models import Hub
from referrals_portal.actions.hearing import forget_codes
from referrals_portal.journey import guessing, visits
from referrals_portal.journey.answering.finding import MOST_WRONG, OFFERS
from referrals_portal.models import FollowUp, Invitation, Referral, WrongGuess
from referrals_portal.sealing import Place, codes, opening
from tests.journey.answering.conftest import FORM, REPLY, Answering

pytestmark = pytest.mark.django_db
OPEN = "/reply/open/"
CONTACT = {"contact-phone": "07700 900399", "contact-email": "ffion@example.org"}
SAFE = {"safe-whose_phone": "mine", "safe-whose_email": "shared", "safe-call": "at_times",
        "safe-text": "yes", "safe-email": "no"}  # fmt: skip
TIMES = {"times-days": ["1"], "times-start": "10:00", "times-end": "12:00"}
CALLING = {"calling-voicemail": "no", "calling-say_who": "no", "calling-withheld": "yes"}
UNKNOWN = "RRRR-RRRR-RR"


def kinds():
    return sorted(FollowUp.objects.values_list("kind", flat=True))


def given(kind="safe_changed"):
    row = FollowUp.objects.get(kind=kind)
    return opening.open_signed(row, Place("follow_up", row.pk, row.compartment))["answers"]


def main_of(answering):
    return answering.text.split("<main")[1].split("</main")[0]


def test_no_page_says_who_we_are_or_what_it_is_about(answering, code):
    """Whoever has the message may have found it, and has the code as well."""
    hub = snapshot.current_hub()
    pages = [answering.text]
    for press in ({"code": UNKNOWN}, {"code": code}, {}, {"answer": "yes"}, CONTACT, SAFE, TIMES,
                  CALLING, {}):  # fmt: skip
        assert answering.press(**press).status_code == 200
        pages.append(answering.text)
    assert kinds() == ["accepted", "safe_changed"]
    stranger = Answering()
    stranger.open(OPEN)
    pages.append(stranger.text)
    for text in pages:
        assert "noindex" in text
        assert 'action="/leave"' in text
        title = re.search(r"<title>(.*?)</title>", text, re.S)[1].strip()
        assert re.fullmatch(r"(Error: )?([\w ]+ – )?[Ff]orm", title), title
        for word in (hub.name, hub.phone, hub.phone.replace(" ", ""), hub.email, "Victim Support"):
            assert word not in text
        says = text.lower().split("<header")[1].split('class="emergency"')[0]
        for word in ("crime", "victim", "police", "offer", "support"):
            assert word not in says
    assert "no-store" in answering.page["Cache-Control"]


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", " "),
                                   lambda code: f" {code.replace('-', '–')} "])  # fmt: skip
def test_the_code_may_be_typed_in_any_way(answering, code, typed):
    answering.press(code=typed(code))
    assert "Would you like to hear from us?" in answering.text
    assert "checked" not in answering.text


class TestEachAnswer:
    def test_yes_is_kept_at_once(self, answering, offered, code):
        answering.press(code=code)
        answering.press(answer="yes")
        row = FollowUp.objects.get()
        assert (row.kind, row.referral, row.compartment) == ("accepted", offered.pk, "standard")
        assert row.due_at
        assert given("accepted") == {}
        assert "Thank you. We have your answer." in answering.text
        assert "Someone contacts you" in answering.text
        assert "You can close this page now." in answering.text
        assert Invitation.objects.get().used_at.minute == 0

    def test_and_what_is_safe_follows_it(self, answering, offered, code):
        answering.press(code=code)
        answering.press(answer="yes")
        for values in (CONTACT, SAFE, TIMES, CALLING):
            answering.press(**values)
        assert "07700 900399" in answering.text
        assert kinds() == ["accepted"]
        answering.press()
        assert "that you said are safe" in answering.text
        assert kinds() == ["accepted", "safe_changed"]
        assert given()["contact"]["email"] == "ffion@example.org"
        assert (given()["safe"]["text"], given()["safe"]["call"]) == ("yes", "at_times")
        assert answering.open("/reply/check/")["Location"] == OPEN
        assert len(kinds()) == 2

    def test_or_does_not(self, answering, code):
        answering.press(code=code)
        answering.press(answer="yes")
        answering.open(OPEN)
        assert "You left open what is safe" in answering.text
        assert 'href="/reply/' in main_of(answering), "they still can"

    @pytest.mark.parametrize(
        ("want", "says"),
        [("later", "We have your answer."), ("never", "We will not write to you or call you")],
    )
    def test_later_and_never(self, answering, code, want, says):
        answering.press(code=code)
        answering.press(answer=want)
        assert says in answering.text
        assert "Someone contacts you" not in answering.text
        assert kinds() == [want]
        assert answering.open("/reply/check/")["Location"] == OPEN, "only a yes is asked more"

    def test_they_may_change_their_mind_within_the_hour(self, answering, code):
        wants = ("never", "later", "never", "yes", "later", "yes")
        for want in wants:
            answering.say(code, want)
        assert len(kinds()) == len(wants)


class TestOnce:
    def test_it_can_be_shown_again_and_changes_nothing(self, answering, code):
        answering.press(code=code)
        asked = answering.page
        for _ in range(3):
            answering.page = asked
            hidden = dict(
                re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answering.text)
            )
            data = urlencode(hidden | {"answer": "never"})
            answer = answering.client.post(OPEN, data, content_type=FORM)
            assert answer.status_code == 303
            answering.open(answer["Location"])
            assert "We will not write to you or call you again" in answering.text
        answering.page = asked
        answering.press(answer="yes")
        assert kinds() == ["never"]

    def test_the_same_answer_by_the_code_again_is_one_for_an_hour(
        self, answering, code, time_machine
    ):
        start = timezone.now().replace(minute=5)
        time_machine.move_to(start, tick=False)
        for _ in range(3):
            answering.say(code, "later")
        assert kinds() == ["later"]
        time_machine.move_to(start + timedelta(hours=1), tick=False)
        answering.say(code, "later")
        assert len(kinds()) == 2
        for _ in range(2):
            answering.say(code, "yes")
            assert "We have your answer." in answering.text
        assert len(kinds()) == 4, "it is a promise each time, and may have been closed meanwhile"

    def test_an_offer_that_is_gone_keeps_nothing_and_says_so(self, answering, code):
        answering.press(code=code)
        Invitation.objects.all().delete()
        answering.press(answer="never")
        assert "Enter your code again" in answering.text
        assert kinds() == []

    def test_nothing_is_carried_out_before_they_chose(self, answering, code):
        answering.press(code=code)
        for wrong in ({}, {"answer": "canary"}):
            answering.press(**wrong)
            assert "There is a problem" in answering.text
            assert 'href="#' in answering.text
            assert "Choose what you would like." in answering.text
        assert not FollowUp.objects.exists()

    def test_a_mistake_about_what_is_safe_is_said(self, answering, code):
        answering.press(code=code)
        answering.press(answer="yes")
        answering.press(**{"contact-phone": "999", "contact-email": "ffion@example.org"})
        assert "Enter a phone number that we can call" in answering.text
        assert 'value="ffion@example.org"' in answering.text
        answering.press()
        assert "Enter a phone number or an email address." in answering.text
        assert kinds() == ["accepted"]

    def test_only_from_a_page_of_ours(self, offered, code):
        answering = Answering()
        answering.press(code=code)
        data = urlencode({"answer": "never"})
        answer = answering.client.post(OPEN, data, content_type=FORM)
        assert answer.status_code == 403
        assert snapshot.current_hub().name not in answer.content.decode()
        assert "allow cookies" in answer.content.decode()
        assert not FollowUp.objects.exists()


class TestTheVisit:
    def test_it_is_over_after_a_quarter_of_an_hour(self, answering, code, time_machine):
        answering.press(code=code)
        time_machine.move_to(timezone.now() + timedelta(minutes=16), tick=False)
        answering.press(answer="never")
        assert answering.page.status_code == 410
        assert 'href="/reply/"' in main_of(answering)
        assert not FollowUp.objects.exists()

    def test_it_opens_no_page_of_the_way_back(self, answering, code):
        answering.press(code=code)
        answering.press(answer="yes")
        for page in ("open", "stop", "contact", "check"):
            assert answering.client.get(f"/form/back/{page}/").status_code in (404, 410)

    @pytest.mark.parametrize("page", ["open", "check", "call"])
    def test_nothing_opens_without_a_code(self, db, keys, page):
        assert Client().get(f"/reply/{page}/").status_code in (404, 410)

    def test_leaving_ends_it(self, answering, code):
        answering.press(code=code)
        value = answering.client.cookies[visits.cookie_name()].value
        answering.client.post("/leave")
        answering.client.cookies[visits.cookie_name()] = value
        assert answering.open(OPEN).status_code == 410


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
            answering.open(REPLY)
            answering.press(code=typed)
            assert "We do not know this code." in answering.text
            assert 'href="/feedback/"' in answering.text
            texts.add(re.sub(r'value="[^"]*"', "", main_of(answering)))
        assert len(texts) == 1

    def test_it_lasts_a_year_from_every_answer(self, answering, offered, code):
        def left():
            return Invitation.objects.get().expires_at - timezone.now()

        assert timedelta(days=365) < left() < timedelta(days=367)
        Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
        answering.say(code, "later")
        assert timedelta(days=365) < left() < timedelta(days=367)
        assert forget_codes(timezone.now() + timedelta(days=365)) == 0
        assert forget_codes(timezone.now() + timedelta(days=367)) == 1

    def test_it_stands_in_no_address_and_in_no_cookie(self, answering, code):
        answering.press(code=code)
        answering.press(answer="yes")
        plain = codes.read(code)
        for name, cookie in answering.client.cookies.items():
            assert plain not in f"{name}{cookie.value}"
        assert plain not in answering.text
        assert code not in answering.text
        assert re.fullmatch(r"/reply/\d{4}/", answering.at)

    def test_too_many_wrong_ones_and_nobody_is_answered_for_a_minute(
        self, answering, code, time_machine, caplog
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
        assert not caplog.records, "whoever tries many fills no log"
        time_machine.move_to("2026-11-25 12:01:00+00:00", tick=False)
        answering.page = first
        assert answering.press(code=code).status_code == 200
        assert "Would you like" in answering.text

    def test_nor_does_that_close_the_other_page(self, answering, offered):
        ends = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=1)
        WrongGuess.objects.create(key=OFFERS, times=MOST_WRONG, wait_until=ends)
        for address, status in ((REPLY, 503), ("/feedback/", 200)):
            answering.open(address)
            assert answering.press(code=UNKNOWN).status_code == status

    def test_that_somebody_was_here_is_forgotten_with_its_minute(self, answering, code):
        answering.press(code=code)
        row = WrongGuess.objects.get()
        assert (row.times, row.wait_until.minute) == (0, 0)
        answering.open(REPLY)
        answering.press(code=UNKNOWN)
        assert guessing.purge(timezone.now() + timedelta(minutes=1)) == 1


class TestWelsh:
    @pytest.fixture(autouse=True)
    def _welsh(self, offered):
        Hub.objects.update(welsh="reviewed")
        snapshot.forget()

    def test_it_stays_from_the_code_to_the_end(self, answering, code):
        answering.open("/cy/reply/")
        answering.press(code=code)
        assert '<html lang="cy"' in answering.text
        answering.press(answer="yes")
        assert '<html lang="cy"' in answering.text
        answering.press(language="en", **CONTACT | {"contact-phone": "0770"})
        assert '<html lang="en-gb"' in answering.text
        assert 'value="0770"' in answering.text
        answering.open(OPEN)
        assert '<html lang="en-gb"' in answering.text
        assert kinds() == ["accepted"]

    def test_the_other_language_keeps_what_was_typed_and_chosen(self, answering, code):
        answering.open(REPLY)
        answering.press(to="/cy/reply/", other="yes", code="K7")
        assert 'value="K7"' in answering.text
        assert 'formaction="/reply/"' in answering.text
        answering.press(code=code)
        answering.press(language="en", answer="later")
        assert re.search(r'value="later"[^>]*checked', answering.text)
        assert not FollowUp.objects.exists()
        answering.open("/cy/reply/")
        assert '<html lang="cy"' in answering.text

    def test_where_the_hub_does_not_speak_it_there_is_no_page(self, answering):
        Hub.objects.update(welsh="off")
        snapshot.forget()
        assert answering.client.get("/cy/reply/").status_code == 404


@pytest.mark.parametrize("page", ["/reply/", "/cy/reply/", "/feedback/", "/cy/feedback/"])
def test_the_address_may_be_typed_without_its_slash_and_with_capitals(keys, page):
    for typed in (page[:-1], page.title(), page.title()[:-1], page.upper(), page.upper()[:-1]):
        answer = Client().get(f"{typed}?from=somewhere")
        assert (answer.status_code, answer["Location"]) == (302, page), typed
        assert Client().post(typed, "", content_type=FORM).status_code == 405, typed
        nothing = Client().get(f"{typed}/nothing/")
        assert nothing.status_code == 404
        hub = snapshot.current_hub()
        assert not [each for each in (hub.phone, hub.name) if each in nothing.content.decode()]


def test_without_keys_it_says_so_and_still_not_who_we_are(keys):
    (keys / "pins.json").unlink()
    answer = Client().get(REPLY)
    assert answer.status_code == 503
    assert snapshot.current_hub().phone not in answer.content.decode()


def test_somebody_who_should_not_be_seen_here_is_answered_for_managers(offered, answering, code):
    Invitation.objects.update(compartment="restricted")
    Referral.objects.update(compartment="restricted")
    answering.press(code=code)
    answering.press(answer="later")
    assert FollowUp.objects.get().compartment == "restricted"
