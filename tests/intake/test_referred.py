"""Somebody whom others referred, on the queue's page: who did, and what is not known."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from hub import snapshot
from hub.models import Hub
from hub.versions import put_in_force
from referrals_portal.actions.keeping_offers import keep_arrived
from referrals_portal.intake.page import writable
from referrals_portal.intake.reading import facts_to_start_at, what_is_safe
from referrals_portal.messages.catalogue import LETTER
from referrals_portal.models import (
    Clock,
    Event,
    OutboxMessage,
    Referral,
    Task,
)
from tests.actions.promising import AT
from tests.actions.sending_others import sent
from tests.actions.test_tasks import make_task
from tests.intake.referring import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(referred):
    return referred


class TestThePage:
    def test_it_says_who_referred_them_and_that_nobody_could_ask(self, at_work, row):
        shown = page(at_work, row)
        for words in (
            "What we were told about them", "the police", "TEST/000001/26",
            "The referrer did not say",
            "targeted again and again", "Ffion Canary", "Nobody could ask them what is safe.",
            "Nobody could ask if this is safe", "A break-in or burglary",
        ):  # fmt: skip
            assert words in shown, words
        assert "They will call us" not in shown
        assert "rather not say" not in shown.split('id="said"')[1].split("</section>")[0]
        assert "Not answered" not in shown
        assert "Who needs support?" not in shown
        assert "in the words of version" not in shown
        assert "tel:" not in shown.split("safe-contact")[1].split("</section>")[0]
        assert "Another way will do" not in shown

    def test_what_the_feed_calls_safe_may_be_used(self, at_work, offering):
        row = sent(reference="TEST/000009/26", safe_channels=["telephone"])
        shown = page(at_work, row)
        assert 'href="tel:+447700900345"' in shown
        assert "Do not leave a voicemail" in shown
        assert "telephone" in shown

    def test_in_welsh(self, at_work, offering):
        assert "They speak Welsh." in page(at_work, sent(language="cy"))

    def test_what_ended_at_once_opens_too(self, at_work, offering):
        shown = page(at_work, sent(crime_types=["stalking"]))
        assert "Referred on" in shown
        assert "For the specialists." in shown

    def test_a_wish_not_to_hear_from_us_is_closed_and_says_why(self, at_work, offering):
        close = {"when": {"markers": ["opted_out"]}, "then": {"handling": "close"}}
        put_in_force(Hub.objects.get(), {"rules": [close | {"reason": "They said no."}]}, at=AT)
        snapshot.forget()
        shown = page(at_work, sent(markers=["opted_out"]))
        assert "They said no." in shown
        assert "Closed" in shown
        assert "Canary" not in shown

    def test_an_attempt_needs_a_reason(self, at_work, row):
        address = f"/intake/referral/{row.pk}/attempt/"
        given = {"channel": "call", "result": "spoke", "text": "", "why_safe": ""}
        assert at_work.post(address, given).status_code == 422
        answer = at_work.post(address, given | {"why_safe": "The police asked them."})
        assert answer.status_code == 303
        assert Clock.objects.filter(what="first_contact", met_at__isnull=False).exists()

    def test_that_the_offer_reached_them_and_how(self, at_work, row):
        OutboxMessage.objects.update(state="delivered")
        keep_arrived(timezone.now())
        shown = page(at_work, row)
        assert (
            "Our offer has arrived, as far as we know: by text"
            in shown.split("A message was written")[0]
        )
        assert "Offer of support by text or by email" in shown

    def test_an_offer_that_did_not_arrive_can_go_as_a_letter(self, at_work, row):
        task = make_task(row, template="OFFER")
        assert "Send it as a letter" in page(at_work, row)
        address = f"/intake/referral/{row.pk}/offer-letter/"
        assert at_work.post(address, {"task": task.pk}).status_code == 303
        letter = Task.objects.get(done_at=None)
        shown = at_work.get(f"/intake/referral/{row.pk}/letter/", {"task": letter.pk}).text
        assert re.search(r"give this code: [0-9A-Z]{4}-", shown)
        assert at_work.post(address, {"task": task.pk}).status_code == 409
        assert Task.objects.filter(kind="letter").count() == 1

    @pytest.mark.parametrize(("done", "again"), [("", 409), ("posted", 409), ("task", 303)])
    def test_one_offer_goes_as_one_letter(self, at_work, row, done, again):
        """Nor where a letter is promised besides, unless nothing was posted after all."""
        letter, failed = (make_task(row, kind, "OFFER") for kind in ("letter", "not_arrived"))
        here = f"/intake/referral/{row.pk}/"
        if done:
            assert at_work.post(f"{here}{done}/", {"task": letter.pk}).status_code == 303
        assert ("Send it as a letter" in page(at_work, row)) is (again == 303)
        answer = at_work.post(f"{here}offer-letter/", {"task": failed.pk})
        assert answer.status_code == again
        assert Task.objects.filter(kind="letter").count() == (2 if again == 303 else 1)

    @pytest.mark.parametrize(
        ("changes", "about"),
        [
            ({"safe_channels": ["text"]}, {}),
            ({"address": None}, {}),
            ({"crime_types": ["domestic_abuse"]}, {}),
            ({}, {"template": "TRIED"}),
            ({}, {"kind": "letter"}),
        ],
    )
    def test_not_where_that_is_not_safe_or_is_no_offer(self, at_work, offering, changes, about):
        row = sent(**changes)
        task = make_task(row, **{"template": "OFFER"} | about)
        assert "Send it as a letter" not in page(at_work, row)
        answer = at_work.post(f"/intake/referral/{row.pk}/offer-letter/", {"task": task.pk})
        assert answer.status_code == 409
        assert Task.objects.get().done_at is None

    @pytest.mark.parametrize("spoke", [False, True])
    @pytest.mark.parametrize(
        ("kind", "deed"), [("not_arrived", "offer-letter"), ("letter", "posted")]
    )
    def test_no_letter_to_where_never_was_said_until_somebody_spoke(
        self, at_work, offering, kind, deed, spoke
    ):
        """The buttons, the forms, the paper and each action say the same."""
        row = sent(safe_channels=["text", "letter"])
        Event.objects.create(referral=row.pk, kind="never_there", at=timezone.now())
        Referral.objects.update(first_contact_at=timezone.now() if spoke else None)
        row, task = Referral.objects.get(), make_task(row, kind, "OFFER")
        here, shown = f"/intake/referral/{row.pk}/", page(at_work, row)
        assert (LETTER in writable(row, what_is_safe(row), ())) is spoke
        assert ("Send it as a letter" in shown) is (spoke and kind == "not_arrived")
        assert ("Print the letter" in shown) is (spoke and kind == "letter")
        if kind == "letter":
            paper = at_work.get(f"{here}letter/", {"task": task.pk}).text
            assert ("1 Canary Street" in paper, "Do not post one." in paper) == (spoke, not spoke)
        answer = at_work.post(f"{here}{deed}/", {"task": task.pk})
        assert answer.status_code == (303 if spoke else 409)
        task.refresh_from_db()
        assert (task.done_at is not None) is spoke

    def test_its_clocks_are_worked_out_again_from_what_was_told(self, row, manager, offering):
        facts = facts_to_start_at(row, row.received_at)
        assert (facts.source, facts.markers, facts.offer_accepted_at) == (
            "police", ("repeat",), None,
        )  # fmt: skip
        hour = row.received_at + timedelta(hours=1)
        assert facts_to_start_at(row, hour).received_at == hour
        assert facts_to_start_at(row, hour).source == "police"
