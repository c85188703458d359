"""Where it stands, in one word, for whoever left with a way back."""

from datetime import timedelta

import pytest

from referrals_portal import actions
from referrals_portal.actions.following import carry_out_next
from referrals_portal.actions.telling import Standing, standing, tell_new
from referrals_portal.journey import keeping
from referrals_portal.models import Event, Referral, ReturnBox
from referrals_portal.models.referral import Status
from referrals_portal.safe_contact import SafeContact
from referrals_portal.sealing import returning
from referrals_portal.sealing.returning import Made
from tests.actions.later import FIRST, ask, later

SAFE = SafeContact.from_answers(FIRST)
pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(keys):
    return ask()


@pytest.fixture
def told(asked):
    """A function that says what each way back now says."""
    pairs = [
        keeping.draw(str(asked.pk), "standard", {"standing": "received"}) for _ in range(2)
    ]  # fmt: skip
    for _, made in pairs:
        keeping.store(made, asked.pk)

    def read():
        words = set()
        for kept, made in pairs:
            row = ReturnBox.objects.get(key=made.key)
            now = Made(*(bytes(each) for each in (row.key, row.salt, row.public, row.sealed)))
            words.add(returning.unclose(kept, str(asked.pk), now).content["standing"])
        return words

    return read


def test_every_change_of_the_status_is_told_to_every_way_back(asked, told, caseworker, now):
    assert told() == {"received"}
    about = {"referral": asked, "by": caseworker, "at": now}
    call = about | {"safe": SAFE, "channel": "call", "text": ""}
    actions.record_attempt(**call, result="no_answer")
    assert told() == {"trying"}
    actions.record_attempt(**call, result="spoke")
    assert told() == {"in_contact"}
    actions.change_status(**about, to="waiting", expected_version=asked.version)
    assert told() == {"in_contact"}
    actions.close(**about, outcome="needs_met", text="")
    assert told() == {"finished"}
    actions.reopen(**about)
    assert told() == {"received"}, "what was before it was opened again no longer counts"
    actions.record_attempt(**call | {"at": now + timedelta(hours=1)}, result="no_answer")
    assert told() == {"trying"}
    actions.withdraw(**about)
    assert told() == {"withdrawn"}


def test_an_attempt_stays_visible_whatever_is_done_next(asked, told, caseworker, now):
    about = {"referral": asked, "by": caseworker, "at": now}
    actions.record_attempt(**about, safe=SAFE, channel="call", result="no_answer", text="")
    for status in ("waiting", "contact_due", "in_triage", "referred_on"):
        actions.change_status(**about, to=status, expected_version=asked.version)
        assert told() == {"trying"}


def test_an_attempt_that_moves_nothing_is_told_too(asked, told, caseworker, now):
    about = {"referral": asked, "by": caseworker, "at": now}
    actions.change_status(**about, to="referred_on", expected_version=asked.version)
    assert told() == {"received"}
    tried = about | {"safe": SAFE, "channel": "call", "text": ""}
    actions.record_attempt(**tried, result="no_answer")
    assert told() == {"trying"}
    actions.record_attempt(**tried, result="spoke")
    asked.refresh_from_db()
    assert asked.status == "referred_on"
    assert told() == {"in_contact"}


class TestOneThatIsMadeLate:
    """The form knows nothing of a status; what it says at first is put right by the worker."""

    def test_is_told_that_it_is_finished(self, asked, caseworker, now):
        actions.close(referral=asked, outcome="needs_met", text="", by=caseworker, at=now)
        kept, made = keeping.draw(str(asked.pk), "standard", {"standing": "received"})
        keeping.store(made, asked.pk)
        assert tell_new(now) == 1
        row = ReturnBox.objects.get()
        now_made = Made(*(bytes(each) for each in (row.key, row.salt, row.public, row.sealed)))
        content = returning.unclose(kept, str(asked.pk), now_made).content
        assert content == {"standing": "finished"}
        assert tell_new(now) == 0

    def test_what_staff_have_told_is_not_told_again(self, asked, told, caseworker, now):
        about = {"referral": asked, "by": caseworker, "at": now}
        actions.record_attempt(**about, safe=SAFE, channel="call", result="no_answer", text="")
        actions.change_status(**about, to="waiting", expected_version=asked.version)
        assert tell_new(now) == 0
        assert told() == {"trying"}

    def test_one_without_a_referral_and_a_broken_one_hold_nobody_up(self, asked, told, now):
        Referral.objects.all().delete()
        ReturnBox.objects.update(public=b"broken")
        assert tell_new(now) == 2
        assert tell_new(now) == 0

    def test_a_saved_form_is_none(self, db, now):
        keeping.store(keeping.draw("", "draft", {"draft": {}})[1], expires_at=now)
        assert tell_new(now) == 0


def test_what_they_take_back_themselves_is_told_too(asked, told, now):
    later(asked, "withdrawn", at=now)
    carry_out_next(now)
    assert told() == {"withdrawn"}


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_word(status):
    for in_contact in (True, False):
        assert standing(status, in_contact=in_contact) in Standing.values


@pytest.mark.parametrize("status", ["new", "waiting", "referred_on", "contact_due"])
def test_nobody_is_told_of_a_contact_that_was_not_made(status):
    assert standing(status, in_contact=False) == "received"
    assert standing(status, in_contact=False, tried=True) == "trying"
    assert standing(status, in_contact=True, tried=True) == "in_contact"


def test_a_broken_row_stops_nobodys_work(asked, told, caseworker, now, caplog):
    ReturnBox.objects.update(public=b"broken")
    actions.change_status(referral=asked, to="in_triage", by=caseworker, at=now, expected_version=1)
    assert Referral.objects.get().status == "in_triage"
    assert Event.objects.filter(kind="status_changed").count() == 1
    assert "a way back was not told" in caplog.text


def test_what_goes_wrong_with_the_change_is_not_told(asked, told, caseworker, now):
    with pytest.raises(actions.NotAllowed):
        actions.change_status(
            referral=asked, to="closed", by=caseworker, at=now, expected_version=1
        )
    assert told() == {"received"}


def test_what_stays_open_for_a_senior_is_withdrawn_for_the_person(asked, told, caseworker, now):
    Referral.objects.update(senior_by=now)
    asked.refresh_from_db()
    later(asked, "withdrawn", at=now)
    carry_out_next(now)
    assert told() == {"withdrawn"}
    asked.refresh_from_db()
    actions.change_status(
        referral=asked, to="in_triage", by=caseworker, at=now, expected_version=asked.version
    )
    assert told() == {"withdrawn"}, "nobody is told that it goes on"
    _, made = keeping.draw(str(asked.pk), "standard", {"standing": "received"})
    keeping.store(made, asked.pk)
    tell_new(now)
    assert told() == {"withdrawn"}


class TestEndingWaysBack:
    def test_nothing_comes_back_by_them(self, asked, told, caseworker, now):
        actions.end_ways_back(referral=asked, by=caseworker, at=now, expected_version=1)
        assert not ReturnBox.objects.exists()
        assert Event.objects.get(kind="ways_back_ended").by == caseworker.pk

    def test_a_stale_page_ends_none(self, asked, told, caseworker, now):
        with pytest.raises(actions.ChangedMeanwhile):
            actions.end_ways_back(referral=asked, by=caseworker, at=now, expected_version=7)
        assert ReturnBox.objects.count() == 2

    def test_of_others_they_stay(self, asked, told, caseworker, now):
        actions.end_ways_back(referral=ask(), by=caseworker, at=now, expected_version=1)
        assert ReturnBox.objects.count() == 2
        assert not Event.objects.filter(kind="ways_back_ended").exists()

    @pytest.mark.parametrize(("ends", "left"), [("withdraw", 0), ("close", 2)])
    def test_one_that_was_taken_back_cannot_be_taken_back_again(
        self, asked, told, caseworker, now, ends, left
    ):
        given = {"outcome": "declined", "text": ""} if ends == "close" else {}
        getattr(actions, ends)(referral=asked, by=caseworker, at=now, **given)
        actions.reopen(referral=asked, by=caseworker, at=now)
        assert ReturnBox.objects.count() == left

    def test_whoever_takes_it_over_is_not_outdone_by_an_older_code(
        self, asked, told, caseworker, now
    ):
        actions.claim(referral=asked, stop=False, by=caseworker, at=now, expected_version=1)
        assert not ReturnBox.objects.exists()
