"""What can be done by whoever has come back."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from hub.opening import LONDON
from referrals_portal import actions
from referrals_portal.actions.telling import tell_new
from referrals_portal.journey import visits
from referrals_portal.models import Draft, FollowUp, Referral, ReturnBox
from referrals_portal.sealing import Place, opening, returning
from referrals_portal.sealing.words import Kept
from tests.intake.making import make_user
from tests.journey.coming_back import come_back, make, press, text
from tests.journey.conftest import Visitor, at

pytestmark = pytest.mark.django_db

CONTACT = {"contact-phone": "07700 900355", "contact-email": ""}
SAFE = {"safe-whose_phone": "mine", "safe-call": "at_times", "safe-text": "no"}
TIMES = {"times-days": ["1"], "times-start": "10:00", "times-end": "12:00"}
CALLING = {
    "calling-voicemail": "no", "calling-say_who": "no", "calling-withheld": "yes",
    "calling-code_word": "CANARY-lantern",
}  # fmt: skip


class TestWhatItSays:
    def test_at_first_only_that_it_was_received(self, returned):
        page = text(returned.get("back/open"))
        assert "We have received it." in page
        assert "tried to reach you" not in page
        assert "Take my request back" in page

    def test_made_after_it_was_closed_that_it_is_finished(self, sent, keys):
        referral, staff = Referral.objects.get(), make_user("casey", "caseworker")
        at = timezone.now()
        actions.close(referral=referral, outcome="needs_met", text="", by=staff, at=at)
        kept = make(sent)
        assert tell_new(at) == 1
        page = text(come_back(kept)[0].get("back/open"))
        assert "This is finished." in page
        assert "Take my request back" not in page


class TestTheVisit:
    def test_it_is_over_after_a_quarter_of_an_hour(self, kept, time_machine):
        start = timezone.now()
        time_machine.move_to(start, tick=False)
        browser, _ = come_back(kept)
        page = browser.get("back/open")
        time_machine.move_to(start + timedelta(minutes=14), tick=False)
        assert press(browser, "back/open", page).status_code == 200
        time_machine.move_to(start + timedelta(minutes=28), tick=False)
        assert browser.get("back/open").status_code == 200
        time_machine.move_to(start + timedelta(minutes=30), tick=False)
        over = browser.get("back/open")
        assert over.status_code == 410
        assert "This page has closed" in text(over)

    def test_leaving_ends_it(self, returned):
        value = returned.client.cookies[visits.cookie_name()].value
        returned.client.post("/leave")
        assert not Draft.objects.filter(sent=False).exists()
        returned.client.cookies[visits.cookie_name()] = value
        assert returned.get("back/open").status_code == 410

    @pytest.mark.parametrize("step", ["open", "stop", "contact", "safe", "check"])
    def test_no_page_of_it_opens_without_words(self, kept, step):
        stranger = Visitor()
        assert stranger.get(f"back/{step}").status_code == 410
        page = stranger.get("back")
        assert press(stranger, f"back/{step}", page).status_code == 410
        assert not FollowUp.objects.exists()

    @pytest.mark.parametrize("step", ["who", "call", "x", "sent"])
    def test_there_is_no_other_page(self, returned, step):
        assert returned.get(f"back/{step}").status_code == 404

    def test_its_cookie_opens_no_form_and_a_forms_opens_no_visit(self, returned):
        cookies = returned.client.cookies
        secret = cookies[visits.cookie_name()].value.split(".")[0]
        stranger = Visitor()
        stranger.client.cookies["form"] = f"{secret}.1.x"
        assert stranger.get("check").status_code == 303
        other = Visitor()
        other.answer("device", "now", "who")
        stranger.client.cookies[visits.cookie_name()] = other.client.cookies["form"].value
        assert stranger.get("back/open").status_code == 410

    def test_an_unfinished_form_in_the_same_browser_stays(self, kept):
        browser = Visitor()
        browser.answer("device", "now", "who")
        come_back(kept, browser)
        assert browser.get("back/open").status_code == 200
        assert browser.get("name").status_code == 200

    def test_titles_and_addresses_say_nothing(self, returned):
        for step in ("open", "stop", "contact"):
            page = text(returned.get(f"back/{step}"))
            title = page[page.index("<title>") + 7 : page.index("</title>")]
            assert title.strip().endswith("– form")


class TestTakingItBack:
    def test_it_is_sealed_signed_and_sent_once(self, returned):
        page = returned.get("back/stop")
        assert not FollowUp.objects.exists()
        for _ in range(3):
            answer = press(returned, "back/stop", page)
            assert answer["Location"] == "/form/back/open/"
        row = FollowUp.objects.get()
        content = opening.open_signed(row, Place("follow_up", row.pk, row.compartment))
        assert content["kind"] == row.kind == "withdrawn"
        assert content["referral"] == str(Referral.objects.get().pk)
        assert (row.received_at.minute, row.received_at.second) == (0, 0)
        assert row.applied_at is None
        assert "You have taken it back" in text(returned.get("back/open"))

    def test_after_that_nothing_else_can_be_sent(self, returned):
        press(returned, "back/stop", returned.get("back/stop"))
        assert returned.get("back/contact")["Location"] == "/form/back/open/"

    def test_a_forged_press_does_nothing(self, returned):
        assert returned.send("back/stop", {}).status_code == 403
        assert not FollowUp.objects.exists()


class TestChangingWhatIsSafe:
    def answer(self, browser, *pages):
        for step, values in pages:
            answer = press(browser, f"back/{step}", browser.get(f"back/{step}"), values)
            assert answer.status_code == 303, text(answer)
        return answer

    def all(self, browser):
        return self.answer(
            browser, ("contact", CONTACT), ("safe", SAFE), ("times", TIMES), ("calling", CALLING)
        )

    def test_it_is_asked_anew_shown_and_sent_once(self, returned):
        assert self.all(returned)["Location"] == "/form/back/check/"
        check = returned.get("back/check")
        for words in ("07700 900355", "CANARY-lantern", "Tuesday", "10am"):
            assert words in text(check)
        assert not FollowUp.objects.exists()
        for _ in range(2):
            assert press(returned, "back/check", check).status_code == 303
        row = FollowUp.objects.get()
        content = opening.open_signed(row, Place("follow_up", row.pk, row.compartment))
        assert row.kind == "safe_changed"
        assert set(content["answers"]) == {"contact", "safe", "times", "calling"}
        assert content["answers"]["contact"]["phone"] == "07700 900355"
        assert row.due_at.astimezone(LONDON).weekday() == 1
        assert "We have what is safe now" in text(returned.get("back/open"))

    def test_nothing_typed_is_stored_in_clear(self, returned):
        self.all(returned)
        press(returned, "back/check", returned.get("back/check"))
        rows = [*Draft.objects.all(), *FollowUp.objects.all()]
        assert not any(b"CANARY" in bytes(row.sealed) for row in rows)

    def test_a_page_further_on_leads_to_the_first_that_is_not_answered(self, returned):
        for step in ("safe", "times", "calling", "check"):
            assert returned.get(f"back/{step}")["Location"] == at("back/contact")

    def test_another_number_must_be_called_safe_again(self, returned):
        self.all(returned)
        other = CONTACT | {"contact-phone": "07700 900399"}
        assert self.answer(returned, ("contact", other))["Location"] == at("back/safe")

    def test_the_same_number_again_loses_nothing(self, returned):
        self.all(returned)
        assert self.answer(returned, ("contact", CONTACT))["Location"] == "/form/back/check/"

    def test_do_not_contact_me_is_two_pages(self, returned):
        answer = self.answer(returned, ("contact", {"contact-no_contact": "on"}))
        assert answer["Location"] == "/form/back/check/"

    def test_what_is_wrong_is_said_and_kept(self, returned):
        page = returned.get("back/contact")
        answer = press(returned, "back/contact", page, {"contact-phone": "12"})
        assert "Enter a phone number that we can call" in text(answer)
        assert 'value="12"' in text(answer)

    def test_nothing_is_sent_that_was_not_on_the_page(self, returned):
        self.all(returned)
        check = returned.get("back/check")
        self.answer(returned, ("calling", CALLING | {"calling-code_word": "other"}))
        answer = press(returned, "back/check", check)
        assert answer.status_code == 200
        assert not FollowUp.objects.exists()

    def test_it_goes_where_the_referral_is_sealed(self, sent, monkeypatch):
        """What a restricted referral's way back sends is restricted, whatever a row says."""
        kept = Kept.new()
        referral = Referral.objects.get()
        content = {"standing": "received"}
        made = returning.make(kept, str(referral.pk), "restricted", content)
        ReturnBox(
            key=made.key, salt=made.salt, public=made.public, sealed=made.sealed,
            referral=referral.pk,
        ).save(force_insert=True)  # fmt: skip
        browser, _ = come_back(kept)
        visit = visits.read(_request(browser), timezone.now())
        assert visit.compartment == "restricted"


def _request(browser):
    factory = RequestFactory()
    factory.cookies = browser.client.cookies
    return factory.get("/")
