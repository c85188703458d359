"""The queue's own role puts rules in force, and what arrives next goes by them."""

import pytest

from accounts.models import User
from hub import drafting, snapshot
from hub.models import Hub, RulesVersion
from hub.versions import put_in_force
from referrals_portal.actions.switching import switch_rules
from referrals_portal.intake.queue import left_alone
from referrals_portal.models import Referral
from tests.config.roles import acting_as
from tests.hub.test_drafting import TEAM, WHO
from tests.intake.making import make_referral
from tests.pages.test_editing_the_hub import form_of

pytestmark = pytest.mark.django_db


def test_a_manager_drafts_and_switches_as_that_role(installation):
    before = snapshot.current_hub()
    manager = User.objects.get(username="manager")
    with acting_as("intake"):
        drafting.begin(**WHO)
        drafting.change(1, drafting.put("teams", None, TEAM), **WHO)
        number = switch_rules(edition=2, by=manager, why="A team.", at=WHO["at"])
        assert number == before.rules_version + 1
    assert Hub.objects.get().rules["teams"] == [TEAM]
    assert Hub.objects.get().name == before.name
    assert RulesVersion.objects.first().by_name == "manager"
    for role in ("public", "form", "worker", "cms"):
        snapshot.forget()
        with acting_as(role):
            assert snapshot.current_hub().rules.team("").name == "First"


def test_an_editor_saves_the_hub_as_the_cms_role_and_leaves_its_rules(installation):
    form = form_of(Hub.objects.get(), User.objects.get(username="editor"), phone="01632 960123")
    drafting.begin(**WHO)
    drafting.change(1, drafting.put("teams", None, TEAM), **WHO)
    drafting.switch(2, why="A team.", **WHO)
    with acting_as("cms"):
        form.save()
    now = Hub.objects.get()
    assert now.phone == "01632 960123"
    assert now.opening_periods.count() == 1
    assert (now.rules["teams"], now.rules_version) == ([TEAM], 2)


def test_the_queues_role_sees_that_nobody_works_behind_a_wall(installation):
    put_in_force(Hub.objects.get(), {"teams": [TEAM | {"walled": True}]}, at=WHO["at"])
    row = make_referral()
    assert Referral.objects.get(pk=row.pk).team == "first"
    with acting_as("intake"):
        (alone,) = left_alone(User.objects.get(username="manager"))
        assert (alone.team, alone.count) == ("First", 1)
