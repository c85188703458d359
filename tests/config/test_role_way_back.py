"""The way back with each process in its role: everybody can do their part, and no more."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from config.demo import people
from config.management.commands.worker import CHORES
from hub import snapshot
from hub.models import Hub
from referrals_portal.models import FollowUp, OutboxMessage, Referral, ReturnBox, WrongGuess
from tests.config.roles import OUTBOX, REFERRAL, acting_as, may
from tests.journey.coming_back import come_back, make, other_words, press, send, shown
from tests.journey.conftest import Visitor, at

pytestmark = pytest.mark.django_db
BOX = "referrals_portal_returnbox"
GUESS = "referrals_portal_wrongguess"
LATER = "referrals_portal_followup"


def work():
    with acting_as("worker"):
        for chore in CHORES:
            while chore.do(timezone.now()):
                pass


@pytest.fixture
def kept(installation, settings):
    """Somebody has sent their form, asked for a text, and made a way back."""
    settings.MESSAGES = "smtp"
    visitor = Visitor()
    with acting_as("form"):
        send(visitor, message={"confirm_by": "none"})
        return make(visitor)


def standing(kept):
    with acting_as("form"):
        browser, _ = come_back(kept)
        return browser, browser.get("back/open").content.decode()


def test_staff_tell_and_the_person_reads(kept):
    staff, row = Client(), Referral.objects.get()
    with acting_as("intake"):
        door = {"username": "caseworker", "password": people.PASSWORD}
        assert staff.post("/intake/sign-in/", door).status_code == 303
        given = {"channel": "call", "result": "no_answer", "text": "", "why_safe": "they said so"}
        answer = staff.post(f"/intake/referral/{row.pk}/attempt/", given)
        assert answer.status_code == 303, answer.content.decode()
    assert "Someone has tried to reach you" in standing(kept)[1]


def test_the_person_takes_it_back_and_the_worker_does_it(kept):
    browser, page = standing(kept)
    assert "We have received it" in page
    with acting_as("form"):
        press(browser, "back/stop", browser.get("back/stop"))
    assert Referral.objects.get().status == "new"
    work()
    assert Referral.objects.get().status == "withdrawn"
    assert FollowUp.objects.get().applied_at is not None
    assert not OutboxMessage.objects.filter(state="queued").exists()
    assert "You took this back" in standing(kept)[1]


def test_what_a_senior_must_see_stays_open_and_staff_end_the_ways_back(kept):
    Referral.objects.update(senior_by=timezone.now())
    browser, _ = standing(kept)
    with acting_as("form"):
        press(browser, "back/stop", browser.get("back/stop"))
    work()
    row = Referral.objects.get()
    assert row.status == "new"
    assert "You took this back" in standing(kept)[1]
    staff = Client()
    with acting_as("intake"):
        staff.post("/intake/sign-in/", {"username": "manager", "password": people.PASSWORD})
        assert "a senior must look first" in staff.get("/intake/").content.decode()
        page = f"/intake/referral/{row.pk}/"
        assert "End their ways back" in staff.get(page).content.decode()
        assert staff.post(f"{page}end-ways-back/", {"version": row.version}).status_code == 303
    assert not ReturnBox.objects.exists()


def test_what_the_form_did_not_sign_the_worker_refuses(kept):
    browser, _ = standing(kept)
    with acting_as("form"):
        press(browser, "back/stop", browser.get("back/stop"))
    FollowUp.objects.update(mandate=bytes(64))
    work()
    assert Referral.objects.get().status == "new"
    assert FollowUp.objects.get().refused


def test_one_that_is_made_late_is_told_by_the_worker(installation, settings):
    visitor = Visitor()
    with acting_as("form"):
        send(visitor, message={"confirm_by": "none"})
    Referral.objects.update(status="closed")
    with acting_as("form"):
        kept = make(visitor)
    work()
    assert "This is finished" in standing(kept)[1]


def test_what_is_safe_is_changed_and_staff_read_it(kept):
    browser, _ = standing(kept)
    with acting_as("form"):
        page = browser.get("back/contact")
        press(browser, "back/contact", page, {"contact-no_contact": "on"})
        press(browser, "back/check", browser.get("back/check"))
    work()
    staff, row = Client(), Referral.objects.get()
    assert row.due_at is None
    with acting_as("intake"):
        staff.post("/intake/sign-in/", {"username": "caseworker", "password": people.PASSWORD})
        shown_page = staff.get(f"/intake/referral/{row.pk}/").content.decode()
    assert "They changed what is safe on" in shown_page
    assert "They will call us. Do not contact them." in shown_page


def test_guesses_are_counted_and_forgotten(kept, time_machine):
    with acting_as("form"):
        for _ in range(6):
            assert come_back(kept, words=other_words(kept))[1].status_code == 200
    assert WrongGuess.objects.get().times == 5
    time_machine.move_to(timezone.now() + timedelta(days=2))
    work()
    assert not WrongGuess.objects.exists()
    assert ReturnBox.objects.count() == 1


def test_a_draft_is_saved_and_found_again(installation, time_machine):
    Hub.objects.update(drafts_may_be_saved=True)
    snapshot.forget()
    visitor = Visitor()
    with acting_as("form"):
        visitor.answer("device", "now", "who")
        page = press(visitor, "save", visitor.get("name"), {"save": "name"})
        saved = shown(press(visitor, "save", page))
        assert come_back(saved)[1]["Location"] == at("name")
    time_machine.move_to(timezone.now() + timedelta(days=8))
    work()
    assert not ReturnBox.objects.exists()


REFUSED = {
    "public": [f"SELECT 1 FROM {table}" for table in (BOX, GUESS, LATER)],
    "cms": [f"SELECT 1 FROM {table}" for table in (BOX, GUESS, LATER)],
    "form": [
        f"UPDATE {BOX} SET sealed = sealed",
        f"DELETE FROM {BOX}",
        f"SELECT 1 FROM {LATER}",
        f"UPDATE {LATER} SET kind = kind",
        f"DELETE FROM {LATER}",
    ],
    "intake": [
        f"INSERT INTO {BOX} DEFAULT VALUES",
        f"UPDATE {BOX} SET public = public",
        f"UPDATE {BOX} SET referral = referral",
        f"SELECT 1 FROM {GUESS}",
        f"UPDATE {LATER} SET applied_at = now()",
        f"DELETE FROM {LATER}",
    ],
    "worker": [
        f"SELECT sealed FROM {BOX}",
        f"SELECT salt FROM {BOX}",
        f"UPDATE {BOX} SET public = public",
        f"INSERT INTO {BOX} DEFAULT VALUES",
        f"SELECT sealed FROM {LATER}",
        f"SELECT sealed_key FROM {LATER}",
        f"SELECT signature FROM {LATER}",
        f"UPDATE {LATER} SET mandate = mandate",
        f"UPDATE {LATER} SET kind = kind",
        f"INSERT INTO {LATER} DEFAULT VALUES",
        f"SELECT sealed FROM {REFERRAL}",
        f"SELECT reference FROM {REFERRAL}",
        f"SELECT team FROM {REFERRAL}",
        f"SELECT priority FROM {REFERRAL}",
        f"UPDATE {REFERRAL} SET assignee_id = NULL",
        f"UPDATE {REFERRAL} SET first_contact_at = NULL",
        f"DELETE FROM {REFERRAL}",
        f"UPDATE {OUTBOX} SET referral = referral",
    ],
}


@pytest.mark.parametrize("role", REFUSED)
def test_nobody_can_do_more(roles, role):
    assert [sql for sql in REFUSED[role] if may(role, sql)] == []
