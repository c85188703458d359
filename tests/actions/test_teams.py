"""Giving a referral to another team: what that team promises runs, and its wall holds."""

from datetime import UTC, datetime, timedelta

import pytest

from hub import loading
from hub.models import Hub
from hub.versions import put_in_force
from referrals_portal import actions
from referrals_portal.actions.facts import facts_of
from referrals_portal.models import Event, Referral
from tests.intake.making import ANSWERS, SAFE, make_referral, works_in

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
STANDARD = {"what": "first_contact", "unit": "hours"}
DOCUMENT = {
    "teams": [
        {"key": "first", "name": "First"}, {"key": "second", "name": "Second", "walled": True},
    ],
    "standards": [
        STANDARD | {"number": 48, "team": "first"}, STANDARD | {"number": 24, "team": "second"},
    ],
}  # fmt: skip


@pytest.fixture
def row(keys, colleague):
    works_in(colleague, "second")
    loading.load("example")
    put_in_force(Hub.objects.get(), DOCUMENT, at=AT)
    return make_referral(0, AT)


def give(row, by, to="second", version=None):
    actions.give_to_team(
        referral=row, to=to, facts=facts_of(ANSWERS, AT), safe=SAFE, by=by, at=AT + HOUR,
        expected_version=version or row.version,
    )  # fmt: skip


def test_what_that_team_promises_runs_from_when_they_came(row, caseworker):
    assert (row.team, row.due_at) == ("first", AT + 48 * HOUR)
    give(row, caseworker)
    now = Referral.objects.get()
    assert (now.team, now.due_at) == ("second", AT + 24 * HOUR)
    event = Event.objects.get(kind="team_changed")
    assert (event.detail, event.by) == ("second", caseworker.pk)


def test_whoever_had_taken_it_gives_it_back(row, caseworker):
    actions.take(referral=row, by=caseworker, at=AT)
    give(Referral.objects.get(), caseworker)
    assert Referral.objects.get().assignee is None


@pytest.mark.parametrize("to", ["first", "third", ""])
def test_only_to_another_team_that_there_is(row, caseworker, to):
    with pytest.raises(actions.NotAllowed):
        give(row, caseworker, to)


def test_what_is_finished_stays_where_it_is(row, caseworker):
    actions.withdraw(referral=row, by=caseworker, at=AT)
    with pytest.raises(actions.NotAllowed):
        give(Referral.objects.get(), caseworker)


def test_not_over_what_a_colleague_changed_meanwhile(row, caseworker):
    with pytest.raises(actions.ChangedMeanwhile):
        give(row, caseworker, version=9)
    assert Referral.objects.get().team == "first"


def test_whoever_does_not_work_behind_its_wall_is_led_back_to_the_queue(row, at_work, colleague):
    page = f"/intake/referral/{row.pk}/"
    assert "Second – only those who work there see what it has" in at_work.get(page).text
    sent = at_work.post(f"{page}team/", {"to": "second", "version": row.version})
    assert (sent.status_code, sent["Location"]) == (303, "/intake/")
    assert at_work.get(page).status_code == 404
    assert Referral.objects.visible_to(works_in(colleague, "second")).exists()


def test_the_queue_names_the_team_where_there_are_several(row, at_work):
    queue = at_work.get("/intake/")
    assert '<span class="quiet">First</span>' in queue.text
    put_in_force(Hub.objects.get(), {"teams": DOCUMENT["teams"][:1]}, at=AT)
    assert '<span class="quiet">First</span>' not in at_work.get("/intake/").text


def test_not_behind_a_wall_where_nobody_works(row, caseworker, colleague, at_work):
    works_in(colleague)
    with pytest.raises(actions.NotAllowed):
        give(row, caseworker)
    assert "Give it to another team" not in at_work.get(f"/intake/referral/{row.pk}/").text


def test_a_team_that_is_newer_than_the_rules_promises_by_its_own(row, caseworker, colleague):
    document = DOCUMENT | {"teams": [*DOCUMENT["teams"], {"key": "third", "name": "Third"}]}
    number = put_in_force(
        Hub.objects.get(),
        document | {"standards": [STANDARD | {"number": 12, "team": "third"}]}, at=AT,
    )  # fmt: skip
    give(row, caseworker, "third")
    now = Referral.objects.get()
    assert (now.due_at, now.goes_by) == (AT + 12 * HOUR, number)


@pytest.mark.parametrize(
    "what", [{"staff": {"knows": "yes"}}, {"feeling": {"self_harm": "yes", "others": "no"}}]
)
def test_what_only_a_manager_may_see_or_close_goes_where_one_works(row, manager, what):
    held = make_referral(0, AT, **what)
    with pytest.raises(actions.NotAllowed):
        give(held, manager)
    works_in(manager, "second")
    give(held, manager)
    assert Referral.objects.get(pk=held.pk).team == "second"
