"""What somebody whom others referred says to our offer, on the queue's page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from referrals_portal import actions
from referrals_portal.actions.following import carry_out_next
from referrals_portal.actions.opting_out import remember_next
from referrals_portal.intake.reading import answers_of, facts_to_start_at, what_is_safe
from referrals_portal.intake.since import since
from referrals_portal.models import (
    ContactAttempt,
    Event,
    FollowUp,
    Referral,
)
from tests.actions.later import later
from tests.actions.sending_others import sent
from tests.intake.making import sign_in
from tests.intake.referring import page, says, tried

pytestmark = pytest.mark.django_db
WIDE = {
    "contact": {"phone": "07700 900399", "email": "", "address": ""},
    "safe": {"whose_phone": "mine", "call": "yes", "text": "yes"},
    "calling": {"voicemail": "yes", "say_who": "yes", "withheld": "yes"},
}
"""Everything is allowed, by whoever typed the code."""


@pytest.fixture
def row(referred):
    return referred


class TestWhatTheySay:
    def test_yes_with_what_is_safe(self, at_work, row):
        says(row, "accepted")
        row = says(row, "safe_changed", WIDE, minutes=6)
        shown = page(at_work, row)
        assert "They said yes to our offer on" in shown
        assert 'href="tel:+447700900399"' in shown
        assert "They left open" not in shown
        assert "Nobody could ask" not in shown
        assert not what_is_safe(row).unasked
        assert what_is_safe(row).may_call
        assert '<s class="said">07700 900345</s>' in shown

    def test_until_somebody_spoke_with_them_it_may_have_been_anybody(
        self, at_work, row, caseworker
    ):
        says(row, "accepted")
        row = says(row, "safe_changed", WIDE, minutes=6)
        safe, shown = what_is_safe(row), page(at_work, row)
        assert not any((safe.may_say_who, safe.may_leave_voicemail, safe.a_machine_may("text")))
        assert "Check who this is before you say who we are." in shown
        assert "you may say who we are" not in shown
        assert "Do not leave a voicemail" in shown
        tried(row, caseworker, "spoke", 7)
        row = Referral.objects.get()
        safe, shown = what_is_safe(row), page(at_work, row)
        assert all((safe.may_say_who, safe.may_leave_voicemail, safe.a_machine_may("text")))
        assert "Check who this is" not in shown

    @pytest.mark.parametrize(
        ("before", "after", "then", "doubtful"),
        [
            (None, None, "", True),
            ("spoke", None, "", True),
            (None, "spoke", "", False),
            ("spoke", "spoke", "", False),
            ("spoke", "no_answer", "", True),
            ("spoke", "wrong_details", "", True),
            ("spoke", "someone_else_answered", "", True),
            ("spoke", None, "closed", True),
            (None, "spoke", "closed", True),
            (None, "spoke", "closed, and spoke again", False),
            (None, "spoke", "again", True),
            ("spoke", None, "moved", True),
            (None, "spoke", "spoiled", True),
        ],
    )
    def test_only_who_spoke_with_them_since_knows_who_said_it(
        self, row, caseworker, before, after, then, doubtful
    ):
        """A number that was changed by the code, and a yes by it after a never."""
        says(row, "never", minutes=4)
        Referral.objects.update(status="in_triage")
        if before:
            tried(row, caseworker, before, 5)
        says(row, "accepted", minutes=6)
        says(row, "safe_changed", WIDE, minutes=6)
        if after:
            tried(row, caseworker, after, 7)
        row.refresh_from_db()
        if then.startswith("closed"):
            at = row.received_at + timedelta(minutes=8)
            actions.close(referral=row, outcome="no_contact", text="", by=caseworker, at=at)
            actions.reopen(referral=row, by=caseworker, at=at)
            if "spoke" in then:
                tried(row, caseworker, "spoke", 9)
        elif then == "again":
            says(row, "accepted", minutes=8)
            says(row, "safe_changed", WIDE, minutes=8)
        elif then == "moved":
            ContactAttempt.objects.update(at=row.received_at + timedelta(minutes=9))
        elif then == "spoiled":
            ContactAttempt.objects.update(sealed=bytes(4200))
        row.refresh_from_db()
        later = since(row, answers_of(row))
        assert (later.safe.unconfirmed, later.after_never) == (doubtful, doubtful)
        assert later.safe.a_machine_may("text") is not doubtful

    def test_yes_without(self, at_work, row):
        shown = page(at_work, says(row, "accepted"))
        assert "They left open what is safe." in shown
        assert "You may use what we were given, with a reason each time." in shown
        assert "Nobody could ask them what is safe." in shown
        assert "They said yes to our offer" in shown

    def test_a_yes_does_not_make_a_wrong_number_right(self, at_work, row):
        wrong = {"channel": "call", "result": "wrong_details", "text": "", "why_safe": "Police."}
        address = f"/intake/referral/{row.pk}/attempt/"
        assert at_work.post(address, wrong).status_code == 303
        at = timezone.now() + timedelta(hours=2)
        later(row, "accepted", at=at)
        assert carry_out_next(at) == 1
        assert "A colleague found that this is wrong." in page(at_work, row)

    def test_later(self, at_work, row):
        shown = page(at_work, says(row, "later"))
        assert "They said “not now” on" in shown
        for text in (shown, at_work.get("/intake/").content.decode()):
            assert "Waiting for them" in text
            assert "They will call us" not in text

    def test_never_and_an_attempt_needs_a_reason(self, at_work, row):
        shown = page(at_work, says(row, "never"))
        assert "They never want to hear from us. Do not contact them, in any way." in shown
        assert "900345" not in shown
        assert "They will call us" not in shown
        Referral.objects.update(status="new")
        given = {"channel": "call", "result": "no_answer", "text": "", "why_safe": ""}
        answer = at_work.post(f"/intake/referral/{row.pk}/attempt/", given)
        assert answer.status_code == 422
        assert not any(map(what_is_safe(row).may, ("call", "text", "email", "letter")))

    def test_that_they_came_to_us_needs_none(self, at_work, row):
        row = says(row, "never")
        Referral.objects.update(status="new")
        given = {"channel": "they_contacted_us", "result": "spoke", "text": "", "why_safe": ""}
        answer = at_work.post(f"/intake/referral/{row.pk}/attempt/", given)
        assert answer.status_code == 303

    def test_the_newest_word_holds(self, at_work, row):
        says(row, "never")
        row = says(row, "accepted", minutes=6)
        shown = page(at_work, row)
        assert "They said yes to our offer" in shown
        assert "Check who this is before you say anything." in shown
        assert "They never want" not in shown
        assert "took their request back. Do not contact" not in shown
        assert row.status == "in_triage"
        assert "They never want" in page(at_work, says(row, "never", minutes=7))

    ASK, NEVER = "Ask them if it was them", "They never want to hear from us"

    def test_what_the_code_says_once_we_have_met_is_asked_until_it_was(
        self, at_work, row, caseworker
    ):
        tried(row, caseworker, "spoke", 1)
        row = says(row, "never", minutes=5)
        shown = page(at_work, row)
        assert self.ASK in shown
        assert self.NEVER not in shown
        assert "take it back for them" in shown
        says(row, "later", minutes=7)
        shown = page(at_work, row)
        assert "wait until they come back" in shown
        tried(row, caseworker, "spoke", 9)
        shown = page(at_work, row)
        assert self.ASK not in shown
        assert "Wait until they come back" not in shown

    def test_what_the_worker_wrote_down_is_what_the_page_says(self, at_work, row, caseworker):
        # Carried out once it was closed, nobody is asked: never is never.
        tried(row, caseworker, "spoke", 1)
        Referral.objects.filter(pk=row.pk).update(status="closed")
        shown = page(at_work, says(row, "never", minutes=5))
        assert self.NEVER in shown
        assert self.ASK not in shown

    def test_a_never_that_was_disowned_does_not_come_into_force_by_itself(
        self, at_work, row, caseworker
    ):
        tried(row, caseworker, "spoke", 1)
        row = says(row, "never", minutes=5)
        Referral.objects.filter(pk=row.pk).update(first_contact_at=None)
        assert self.NEVER not in page(at_work, row)

    def test_one_that_was_said_before_we_met_and_carried_out_later_is_asked(
        self, at_work, row, caseworker
    ):
        later(row, "never", minutes=1)
        tried(row, caseworker, "spoke", 5)
        carry_out_next(timezone.now())
        shown = page(at_work, row)
        assert self.NEVER not in shown

    def test_whoever_said_it_before_at_the_same_number(self, at_work, row):
        says(row, "never")
        again = sent(reference="TEST/000002/26")
        remember_next(timezone.now())
        shown = page(at_work, again)
        assert "They never want" not in shown
        assert "Find out who this is before you write or call." in shown
        # Nobody knows yet who answers by a code either.
        assert "Find out who this is" in page(at_work, says(again, "accepted", minutes=9))
        Referral.objects.filter(pk=again.pk).update(first_contact_at=timezone.now())
        assert "Find out who this is" not in page(at_work, again)

    def test_the_queue_shows_who_said_yes(self, at_work, row):
        says(row, "accepted")
        assert "Said yes to our offer" in at_work.get("/intake/").content.decode()

    def test_one_that_was_tampered_with_is_not_believed(self, at_work, row):
        says(row, "safe_changed", WIDE)
        FollowUp.objects.update(kind="later")
        shown = page(at_work, row)
        assert "does not open here" in shown
        assert "tel:+447700900399" not in shown


def test_what_was_withdrawn_by_never_may_be_opened_again_by_staff(row, caseworker):
    row = says(row, "never")
    assert row.status == "withdrawn"
    actions.reopen(referral=row, facts=facts_to_start_at(row, row.received_at),
                   safe=what_is_safe(row), by=caseworker, at=timezone.now())  # fmt: skip
    assert Event.objects.filter(kind="reopened").exists()
    assert what_is_safe(row).no_contact
    assert sign_in(caseworker).get(f"/intake/referral/{row.pk}/").status_code == 200
