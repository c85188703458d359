"""What a walled team holds is there for those who work in it, and for nobody else."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import IntakeRole, User
from hub import versions
from hub.loading import load
from hub.models import Hub
from referrals_portal import actions, querysets
from referrals_portal.models import Referral
from tests.intake.making import make_referral, sign_in, typed, works_in
from tests.machinery.hubs import a_hub

HUB = a_hub(
    teams=[
        {"key": "support", "name": "Victim Support", "walled": True},
        {"key": "bureau", "name": "Victim Bureau"},
    ]
)


@pytest.fixture
def walls(monkeypatch):
    monkeypatch.setattr(querysets, "current_hub", lambda: HUB)


def held_by(team):
    row = make_referral()
    Referral.objects.filter(pk=row.pk).update(team=team)
    return Referral.objects.get(pk=row.pk)


@pytest.fixture
def behind(db, keys, walls):
    """What the walled team holds."""
    return held_by("support")


@pytest.fixture
def before(db, keys, walls):
    """What the other team holds."""
    return held_by("bureau")


@pytest.mark.parametrize("role", ["caseworker", "manager"])
def test_only_who_works_there_may_know_of_it(role, behind, before, request):
    user = request.getfixturevalue(role)
    for teams, seen in (
        ((), {before}),
        (("bureau",), {before}),
        (("support",), {behind, before}),
        (("support", "bureau"), {behind, before}),
    ):
        person = works_in(user, *teams)
        assert set(Referral.objects.visible_to(person)) == seen
        assert set(Referral.objects.hidden_from(person)) == {behind, before} - seen


def test_a_restricted_one_behind_a_wall_needs_both(walls, keys, manager, caseworker):
    row = make_referral(staff={"knows": "yes"})
    Referral.objects.filter(pk=row.pk).update(team="support")
    assert not Referral.objects.visible_to(works_in(manager, "bureau")).exists()
    assert not Referral.objects.visible_to(works_in(caseworker, "support")).exists()
    assert Referral.objects.visible_to(works_in(manager, "support")).exists()


@pytest.fixture
def dorset(db, keys):
    """A hub that was loaded, with a walled team and one without."""
    return load("dorset")


def put(hub, *teams):
    """Put other teams in force."""
    versions.put_in_force(hub, {"teams": list(teams)}, at=timezone.now())


CASE = {"key": "case", "name": "Case team"}
SUPPORT = {"key": "victim_support", "name": "Victim Support"}


def test_a_walled_team_that_is_gone_from_the_rules_stays_behind_its_wall(dorset, caseworker):
    row = held_by("victim_support")
    put(dorset, CASE)
    put(Hub.objects.get(), CASE, {"key": "another", "name": "Another"})
    assert row not in Referral.objects.visible_to(works_in(caseworker, "case"))
    assert row in Referral.objects.hidden_from(works_in(caseworker, "case"))
    assert row in Referral.objects.visible_to(works_in(caseworker, "victim_support"))


def test_what_an_open_team_held_is_seen_when_the_rules_have_it_no_more(dorset, caseworker):
    row = held_by("bureau")
    put(dorset, CASE)
    assert row in Referral.objects.visible_to(works_in(caseworker, "case"))


def test_a_wall_is_as_the_newest_rules_say_that_have_the_team(dorset, caseworker):
    row = held_by("victim_support")
    put(dorset, SUPPORT)
    put(Hub.objects.get(), CASE)
    assert row in Referral.objects.visible_to(works_in(caseworker, "case"))
    put(Hub.objects.get(), SUPPORT | {"walled": True})
    assert row not in Referral.objects.visible_to(works_in(caseworker, "case"))


def test_without_walls_nobody_need_work_anywhere(db, keys, caseworker):
    row = make_referral()
    assert row in Referral.objects.visible_to(caseworker)


def test_the_queue_does_not_show_it_nor_count_it(behind, before, manager):
    works_in(manager, "bureau")
    page = sign_in(manager).get(reverse("intake:queue")).text
    assert before.reference in page
    assert behind.reference not in page
    assert '<span class="count">1</span>' in page


DEEDS = {
    "referral": {}, "take": {}, "note": {"text": "A note."}, "status": {"to": "waiting"},
    "attempt": {"channel": "call", "result": "no_answer"}, "close": {"outcome": "needs_met"},
    "again": {}, "priority": {"to": "enhanced"}, "vouch": {}, "reopen": {}, "give": {}, "task": {},
    "write": {"template": "TRIED", "channel": "email"}, "posted": {}, "partner": {}, "letter": {},
    "appointment": typed("starts_at", "2026-12-20 09:00"), "cancel": {},
}  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS)
def test_its_page_and_all_that_is_done_there_do_not_exist(deed, behind, manager):
    works_in(manager, "bureau")
    browser = sign_in(manager)
    address = reverse(f"intake:{deed}", args=[behind.pk])
    data = DEEDS[deed] | {"version": behind.version}
    answer = browser.get(address) if deed == "referral" else browser.post(address, data)
    assert answer.status_code == 404
    assert behind.reference not in answer.text
    now = Referral.objects.get(pk=behind.pk)
    assert (now.version, now.assignee) == (behind.version, None)


def test_nobody_takes_it_from_the_other_side(behind, manager, caseworker):
    with pytest.raises(actions.NotAllowed):
        actions.take(referral=behind, by=works_in(caseworker), at=behind.received_at)
    actions.take(referral=behind, by=works_in(manager, "support"), at=behind.received_at)


@pytest.mark.django_db
def test_the_command_says_where_somebody_works(monkeypatch, tmp_path, capsys):
    load("dorset")
    file = tmp_path / "password"
    file.write_text("a password that is long")
    monkeypatch.setenv("STAFF_PASSWORD_FILE", str(file))
    both = ["bureau", "victim_support"]
    call_command(
        "staff", "add", "casey", "--role", "caseworker", *(f"--team={key}" for key in both)
    )
    assert IntakeRole.objects.get().teams == both
    call_command("staff", "add", "casey", "--role", "manager")
    assert IntakeRole.objects.get().teams == both
    call_command("staff", "add", "casey", "--role", "manager", "--team", "bureau")
    assert IntakeRole.objects.get().teams == ["bureau"]
    call_command("staff", "list")
    assert "casey: manager in bureau\n" in capsys.readouterr().out


class TestNobodyWorksThere:
    """What a walled team gets in which nobody works is seen by nobody, so managers hear of it."""

    def alerts(self, user):
        page = sign_in(user).get(reverse("intake:queue"))
        return re.findall(r'role="alert">(.*?)</div>', page.text)

    def test_managers_are_told_how_many_wait(self, dorset, manager, caseworker):
        held_by("bureau")
        assert self.alerts(manager) == []
        row = held_by("victim_support")
        (alert,) = self.alerts(manager)
        assert alert.startswith("1 request waits with Victim Support, in which nobody works")
        assert "--team victim_support" in alert
        held_by("victim_support")
        assert self.alerts(manager)[0].startswith("2 requests wait with Victim Support")
        assert self.alerts(caseworker) == []
        Referral.objects.filter(team="victim_support").exclude(pk=row.pk).update(status="closed")
        assert self.alerts(manager)[0].startswith("1 request waits")
        works_in(caseworker, "victim_support")
        assert self.alerts(manager) == []

    def test_an_account_that_was_stopped_is_nobody(self, dorset, manager, caseworker):
        held_by("victim_support")
        User.objects.filter(pk=works_in(caseworker, "victim_support").pk).update(is_active=False)
        assert len(self.alerts(manager)) == 1

    def test_of_a_team_that_the_rules_have_no_more_too(self, dorset, manager):
        held_by("victim_support")
        put(dorset, CASE)
        assert self.alerts(manager)[0].startswith("1 request waits with victim_support")

    @pytest.mark.parametrize(
        "what",
        [
            {"staff": {"knows": "yes", "whom": ""}},
            {"feeling": {"self_harm": "yes", "others": "no"}},
        ],
    )
    def test_what_only_a_manager_may_see_or_close_needs_one_there(
        self, dorset, manager, caseworker, what
    ):
        works_in(caseworker, "victim_support")
        make_referral(told={"reported": "no"})
        assert self.alerts(manager) == []
        make_referral(told={"reported": "no"}, **what)
        (alert,) = self.alerts(manager)
        assert alert.startswith("1 request waits with Victim Support for a manager")
        assert "--role manager --team victim_support" in alert
        works_in(manager, "victim_support")
        assert self.alerts(manager) == []
