"""What a colleague does between the reading of a page and its sending."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.loading import load
from referrals_portal import actions
from referrals_portal.actions import clocks, ending
from referrals_portal.actions.clocks import came_at
from referrals_portal.actions.facts import facts_of
from referrals_portal.actions.following import carry_out_next
from referrals_portal.models import Event, Referral
from tests.actions.later import later
from tests.intake.making import ANSWERS, SAFE, make_referral, make_user, sign_in, works_in

HOUR = timedelta(hours=1)
REPORTED = {"reported": "yes", "crime_reference": ""}


@pytest.fixture
def dorset(db, keys):
    return load("dorset")


def now(row):
    return Referral.objects.get(pk=row.pk)


@pytest.mark.parametrize(("deed", "action"), [("confirm", "confirm_priority"), ("take", "take")])
def test_what_went_behind_a_wall_meanwhile_is_not_shown_again(
    dorset, caseworker, manager, monkeypatch, deed, action
):
    works_in(make_user("vic", "caseworker"), "victim_support")
    row, real = make_referral(told=REPORTED), getattr(actions, action)

    def slowly(**given):
        actions.give_to_team(
            referral=row, to="victim_support", facts=facts_of(ANSWERS, came_at(row)), safe=SAFE,
            by=manager, at=timezone.now(), expected_version=now(row).version,
        )  # fmt: skip
        return real(**given)

    monkeypatch.setattr(actions, action, slowly)
    page = f"/intake/referral/{row.pk}/"
    answer = sign_in(works_in(caseworker, "bureau")).post(f"{page}{deed}/", {"version": 1})
    assert answer.status_code == 404
    assert "Ffion" not in answer.text
    assert not Event.objects.filter(kind="opened").exists()


@pytest.fixture
def as_it_stands_then(monkeypatch):
    """A function: once an action has read the row, a colleague changes it."""

    def later(module):
        read = module.as_it_stands

        def and_then(row):
            found = read(row)
            Referral.objects.filter(pk=row.pk).update(version=found.version + 1)
            return found

        monkeypatch.setattr(module, "as_it_stands", and_then)

    return later


def test_a_version_that_is_not_there_yet_passes_no_senior(keys, caseworker, db, as_it_stands_then):
    row = make_referral(feeling={"self_harm": "yes", "others": "no"})
    as_it_stands_then(ending)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.close(
            referral=row, outcome="declined", text="", by=caseworker, at=timezone.now(),
            expected_version=row.version + 1,
        )  # fmt: skip
    assert now(row).senior_by is not None


def test_nor_makes_a_manager_of_anybody(keys, caseworker, db, as_it_stands_then):
    row = make_referral()
    as_it_stands_then(clocks)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.work_out_again(
            referral=row, facts=facts_of(ANSWERS, row.received_at), safe=SAFE, by=caseworker,
            at=timezone.now(), expected_version=row.version + 1,
        )  # fmt: skip


class TestOpeningAgain:
    """Who was made to take it back, and comes back, is not forgotten."""

    def test_what_was_taken_back_online(self, dorset, at_work):
        row = make_referral(30, told=REPORTED)
        later(row, "withdrawn", at=timezone.now() - 20 * HOUR)
        assert carry_out_next(timezone.now())
        sent = {"version": now(row).version}
        assert at_work.post(f"/intake/referral/{row.pk}/reopen/", sent).status_code == 303
        assert now(row).due_at > timezone.now() + HOUR
        assert "They will call us" not in at_work.get("/intake/").text

    def test_what_was_taken_back_by_telephone(self, dorset, at_work, manager):
        row = make_referral(30, told=REPORTED, feeling={"self_harm": "yes", "others": "no"})
        page, boss = f"/intake/referral/{row.pk}/", sign_in(manager)
        at_work.post(f"{page}withdraw/", {"version": now(row).version, "text": ""})
        boss.post(f"{page}withdraw/", {"version": now(row).version, "text": ""})
        assert now(row).status == "withdrawn"
        boss.post(f"{page}reopen/", {"version": now(row).version})
        assert now(row).due_at > timezone.now() + HOUR
