"""What came later holds, everywhere on the page; what does not open is said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from referrals_portal import actions
from referrals_portal.actions.following import carry_out_next
from referrals_portal.intake.claiming import is_their_word
from referrals_portal.intake.reading import what_is_safe
from referrals_portal.models import Event, FollowUp, Referral
from tests.actions.later import ANOTHER_NUMBER, FIRST, FRIEND, NOTHING_IS_SAFE, ask, later
from tests.intake.making import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(keys):
    return ask()


def page(browser, row):
    answer = browser.get(f"/intake/referral/{row.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def attempt(browser, row, **given):
    return browser.post(f"/intake/referral/{row.pk}/attempt/", given)


class TestTheNewestWordHolds:
    def test_in_the_panel(self, at_work, asked):
        assert "tel:+447700900321" in page(at_work, asked)
        later(asked, "safe_changed", ANOTHER_NUMBER)
        shown = page(at_work, asked)
        assert "They changed what is safe on" in shown
        assert "tel:+447700900355" in shown
        assert "lantern" in shown
        assert shown.count("900321") == 1
        assert '<s class="said">07700 900321</s> <strong>(do not use)</strong>' in shown

    def test_in_the_form_and_the_rule_for_attempts(self, at_work, asked):
        later(asked, "safe_changed", NOTHING_IS_SAFE)
        assert what_is_safe(asked).nothing_is_safe
        answer = attempt(at_work, asked, channel="call", result="no_answer", text="")
        assert answer.status_code == 422
        assert "They did not mark this as safe" in answer.content.decode()
        assert "They will call us. Do not contact them." in page(at_work, asked)

    def test_of_two_in_one_hour_the_later(self, at_work, asked):
        later(asked, "safe_changed", ANOTHER_NUMBER, minutes=20)
        later(asked, "safe_changed", NOTHING_IS_SAFE, minutes=10)
        assert what_is_safe(asked).phone == "07700 900355"
        later(asked, "safe_changed", NOTHING_IS_SAFE, minutes=30)
        assert what_is_safe(asked).nothing_is_safe

    def test_where_only_a_call_was_asked_for(self, keys, at_work):
        call = {"name": "Ash", "phone": "07700 900302", "when": "yes", "say_who": "no",
                "voicemail": "no"}  # fmt: skip
        row = ask(call=call)
        later(row, "safe_changed", ANOTHER_NUMBER)
        shown = page(at_work, row)
        assert "tel:+447700900355" in shown
        assert "tel:+447700900302" not in shown

    def test_a_no_to_contact_is_taken_back_by_a_number_that_is_safe(self, keys):
        row = ask(agree={"contact": "no"})
        assert what_is_safe(row).nothing_is_safe
        later(row, "safe_changed", ANOTHER_NUMBER)
        assert what_is_safe(row).may_call

    def test_somebody_elses_changes_nothing(self, asked):
        later(ask(), "safe_changed", NOTHING_IS_SAFE)
        assert what_is_safe(asked).may_call


FIRST_WORD = {
    "calling": {"voicemail": "no", "say_who": "no", "withheld": "no", "code_word": "kite"}
}
WIDER = ANOTHER_NUMBER | {
    "calling": {"voicemail": "yes", "say_who": "yes", "withheld": "no", "code_word": "lantern"}
}


class TestWhatWasChangedOnline:
    """Whoever calls can notice that somebody else has taken over the way back."""

    def test_the_first_code_word_and_the_number_before_are_there(self, keys, at_work):
        asked = ask(**FIRST_WORD)
        later(asked, "safe_changed", ANOTHER_NUMBER)
        shown = page(at_work, asked)
        assert "This was changed online on" in shown
        assert "Ask for the code word before you say anything." in shown
        assert 'Code word given at first: <span class="said">kite</span>' in shown
        assert '<s class="said">07700 900321</s> <strong>(do not use)</strong>' in shown
        assert "tel:+447700900321" not in shown

    def test_a_second_change_hides_nothing(self, keys, at_work):
        asked = ask(**FIRST_WORD)
        third = ANOTHER_NUMBER | {"contact": ANOTHER_NUMBER["contact"] | {"phone": "07700 900366"}}
        later(asked, "safe_changed", ANOTHER_NUMBER, minutes=1)
        later(asked, "safe_changed", third, minutes=2)
        shown = page(at_work, asked)
        for number in ("07700 900321", "07700 900355"):
            assert f'<s class="said">{number}</s>' in shown
        assert "kite" in shown

    def test_without_a_code_word_it_says_so(self, at_work, asked):
        later(asked, "safe_changed", ANOTHER_NUMBER)
        assert "No code word was given at first." in page(at_work, asked)

    @pytest.mark.parametrize(("to", "said"), [(WIDER, True), (ANOTHER_NUMBER, False)])
    def test_what_is_allowed_now_and_was_not_before_is_said(self, at_work, asked, to, said):
        later(asked, "safe_changed", to)
        shown = page(at_work, asked)
        assert ("Before this change we were not to say who we are." in shown) is said
        assert ("Before this change we were not to leave a voicemail." in shown) is said

    def test_what_changes_none_of_it_warns_of_nothing(self, at_work, asked):
        later(asked, "safe_changed", FIRST | {"safe": FIRST["safe"] | {"text": "no"}})
        assert "This was changed online" not in page(at_work, asked)


class TestASeniorMustLookFirst:
    WORDS = "Asked to withdraw; a senior must look first"

    @pytest.fixture
    def held(self, asked):
        Referral.objects.update(senior_by=timezone.now())
        later(asked, "withdrawn")
        carry_out_next(timezone.now())
        asked.refresh_from_db()
        return asked

    def test_it_is_in_the_open_queue_and_nobody_may_contact_them(self, at_work, held):
        assert self.WORDS in at_work.get("/intake/").content.decode()
        shown = page(at_work, held)
        assert self.WORDS in shown
        assert "They took their request back. Do not contact them." in shown
        assert "900321" not in shown
        assert what_is_safe(held).nothing_is_safe

    def test_when_it_was_seen_they_still_want_no_contact(self, at_work, held, manager):
        actions.senior_has_seen(
            referral=held, by=manager, at=timezone.now(), expected_version=held.version
        )
        assert "Asked to withdraw. Do not contact them." in at_work.get("/intake/").content.decode()
        assert what_is_safe(held).nothing_is_safe
        actions.withdraw(referral=held, by=manager, at=timezone.now())
        actions.reopen(referral=held, by=manager, at=timezone.now())
        assert "Asked to withdraw" not in at_work.get("/intake/").content.decode()
        assert what_is_safe(held).may_call


class TestTheQueue:
    WORDS = "What is safe was changed"

    def test_says_that_it_was_changed_until_it_is_finished(self, at_work, asked, caseworker):
        ask()
        assert self.WORDS not in at_work.get("/intake/").content.decode()
        later(asked, "safe_changed", ANOTHER_NUMBER)
        assert at_work.get("/intake/").content.decode().count(self.WORDS) == 1
        actions.withdraw(referral=asked, by=caseworker, at=timezone.now())
        assert self.WORDS not in at_work.get("/intake/?show=finished").content.decode()

    def test_says_what_could_not_be_verified(self, at_work, asked):
        later(asked, "withdrawn")
        FollowUp.objects.update(mandate=bytes(64))
        carry_out_next(timezone.now())
        assert "could not be verified" in at_work.get("/intake/").content.decode()
        assert "does not open here" in page(at_work, asked)
        assert what_is_safe(asked).nothing_is_safe

    def test_says_of_what_was_taken_back_that_nobody_has_opened_it(self, at_work, asked):
        later(asked, "withdrawn")
        carry_out_next(timezone.now())
        assert "Nobody has opened it" in at_work.get("/intake/?show=finished").content.decode()
        page(at_work, asked)
        assert "Nobody has opened it" not in at_work.get("/intake/?show=finished").content.decode()

    def test_says_what_its_order_is(self, at_work, asked):
        words = "First what a senior must see, then what is due first."
        assert words in at_work.get("/intake/").content.decode()

    def test_puts_who_may_be_called_now_where_they_belong(self, keys, at_work):
        waiting = ask(**NOTHING_IS_SAFE)
        assert "They will call us" in at_work.get("/intake/").content.decode()
        later(waiting, "safe_changed", ANOTHER_NUMBER)
        carry_out_next(timezone.now())
        assert "They will call us" not in at_work.get("/intake/").content.decode()


class TestWhatDoesNotOpen:
    SPOILED = {
        "its signature": {"signature": bytes(64)},
        "its content": {"sealed": bytes(4200)},
        "its compartment": {"compartment": "restricted"},
        "its hour": {"received_at": timezone.now().replace(minute=0, second=0, microsecond=0)
                     - timedelta(days=9)},
        "its kind": {"kind": "withdrawn"},
        "its clock": {"due_at": timezone.now()},
    }  # fmt: skip

    @pytest.mark.parametrize("what", SPOILED)
    def test_is_said_and_nothing_counts_as_safe(self, at_work, asked, what, caplog):
        later(asked, "safe_changed", ANOTHER_NUMBER)
        FollowUp.objects.update(**self.SPOILED[what])
        shown = page(at_work, asked)
        assert "does not open here" in shown
        assert 'href="tel:' not in shown.partition("<main")[2]
        assert what_is_safe(asked).nothing_is_safe
        assert "did not open" in caplog.text
        assert "7700 900" not in caplog.text

    def test_moved_to_another_referral_it_does_not_open(self, at_work, asked):
        other = ask()
        later(other, "safe_changed", NOTHING_IS_SAFE)
        FollowUp.objects.update(referral=asked.pk)
        assert "does not open here" in page(at_work, asked)


class TestTakingItBack:
    def test_until_the_worker_has_done_it_the_page_says_it_already(self, at_work, asked):
        later(asked, "withdrawn")
        shown = page(at_work, asked)
        assert "They took their request back. Do not contact them." in shown
        assert "They will call us" not in shown
        assert "900321" not in shown
        assert what_is_safe(asked).nothing_is_safe
        answer = attempt(at_work, asked, channel="call", result="no_answer", text="")
        assert answer.status_code == 422

    def test_one_that_was_opened_again_since_is_as_it_was(self, at_work, asked, caseworker):
        later(asked, "withdrawn")
        carry_out_next(timezone.now())
        asked.refresh_from_db()
        actions.reopen(referral=asked, by=caseworker, at=timezone.now())
        assert "tel:+447700900321" in page(at_work, asked)

    def test_the_queue_shows_it_at_once(self, at_work, asked):
        before = at_work.get("/intake/latest").content
        later(asked, "withdrawn")
        carry_out_next(timezone.now())
        assert at_work.get("/intake/latest").content != before
        assert asked.reference in at_work.get("/intake/?show=finished").content.decode()
        assert "They took their request back. Do not contact them." in page(at_work, asked)


class TestClaiming:
    @pytest.fixture
    def theirs(self, keys):
        return ask(**FRIEND)

    def say(self, browser, row, heard, what="over"):
        row.refresh_from_db()
        given = {"heard": heard, "what": what, "version": row.version}
        return browser.post(f"/intake/referral/{row.pk}/claim/", given)

    def test_nobody_is_shown_the_word(self, at_work, theirs):
        shown = page(at_work, theirs)
        assert "The person has called and said their word" in shown
        assert "Harbour" not in shown

    @pytest.mark.parametrize("heard", ["harbour light", " HARBOUR\u00a0LIGHT ", "Harbour  Light"])
    def test_the_word_makes_it_theirs(self, at_work, theirs, heard):
        assert self.say(at_work, theirs, heard).status_code == 303
        shown = page(at_work, theirs)
        assert "The person has taken this over. Talk only with them. Tell Cal Example nothing" in (
            shown
        )
        assert 'href="tel:' not in shown.partition("<main")[2]
        assert "said their word" not in shown
        assert what_is_safe(theirs).nothing_is_safe

    def test_details_that_are_the_persons_own_stay(self, keys, at_work):
        row = ask(**(FRIEND | {"agreed": FRIEND["agreed"] | {"contact_whom": "them"}}))
        self.say(at_work, row, "harbour light")
        assert "tel:+447700900321" in page(at_work, row)

    def test_they_stop_it(self, at_work, theirs):
        self.say(at_work, theirs, "harbour light", "stop")
        assert Referral.objects.get().status == "withdrawn"

    def test_stopped_before_a_senior_has_looked_it_stays_for_them_and_no_number_shows(
        self, at_work, theirs, manager
    ):
        Referral.objects.update(senior_by=timezone.now())
        self.say(at_work, theirs, "harbour light", "stop")
        assert Referral.objects.get().is_open
        shown = page(at_work, theirs)
        assert "They took it back. It stays open until a senior has looked." in shown
        assert "They took their request back. Do not contact them." in shown
        assert "Asked to withdraw; a senior must look first" in shown
        assert 'href="tel:' not in shown.partition("<main")[2]
        assert "Withdraw it" not in shown
        assert "Asked to withdraw; a senior must look first" in (
            at_work.get("/intake/").content.decode()
        )
        assert "Withdraw it" in page(sign_in(manager), theirs)

    def test_a_wrong_word_changes_nothing_and_is_counted(self, at_work, theirs):
        for _ in range(5):
            answer = self.say(at_work, theirs, "lighthouse")
            assert answer.status_code == 422
            assert "This is not the word" in answer.content.decode()
        answer = self.say(at_work, theirs, "harbour light")
        assert "Too many words were wrong" in answer.content.decode()
        assert Referral.objects.get().version == 1
        assert not Event.objects.filter(kind="claimed").exists()

    def test_signing_in_again_gives_no_new_tries(self, at_work, theirs, colleague, manager):
        for _ in range(5):
            self.say(at_work, theirs, "lighthouse")
        answer = self.say(sign_in(colleague), theirs, "harbour light")
        assert "Too many words were wrong" in answer.content.decode()
        assert Event.objects.filter(kind="wrong_word").count() == 5
        assert self.say(sign_in(manager), theirs, "harbour light").status_code == 303

    def test_the_next_day_anybody_may_try_again(self, theirs, caseworker, time_machine):
        yesterday = timezone.now() - timedelta(days=1)
        for _ in range(5):
            actions.count_wrong_word(referral=theirs, by=caseworker, at=yesterday)
        assert self.say(sign_in(caseworker), theirs, "harbour light").status_code == 303

    def test_the_page_says_who_else_knows_the_word(self, at_work, theirs):
        assert "Whoever asked for them knows this word too." in page(at_work, theirs)

    def test_without_a_word_there_is_nothing_to_claim(self, keys, at_work, asked):
        assert "said their word" not in page(at_work, asked)
        assert self.say(at_work, asked, "").status_code == 422
        assert self.say(at_work, asked, "anything").status_code == 422
        assert Referral.objects.get().version == 1

    def test_a_page_that_is_out_of_date_says_so(self, at_work, theirs, colleague):
        actions.take(referral=theirs, by=colleague, at=timezone.now())
        given = {"heard": "harbour light", "what": "over", "version": 1}
        answer = at_work.post(f"/intake/referral/{theirs.pk}/claim/", given)
        assert answer.status_code == 409

    @pytest.mark.parametrize(
        ("heard", "word", "same"),
        [
            ("Straße", "STRASSE", True),
            ("\uff2c\uff41\uff4d\uff50", "lamp", True),
            ("café", "cafe\u0301", True),
            ("", "", False),
            (" ", " ", False),
            ("lamp", "lamps", False),
            ("lamp", "", False),
        ],
    )
    def test_what_is_the_same_word(self, heard, word, same):
        assert is_their_word(heard, word) is same
