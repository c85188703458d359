"""The queue's own role puts rules in force, and what arrives next goes by them."""

import pytest

from hub import drafting, snapshot
from hub.models import Hub, RulesVersion
from tests.config.roles import acting_as
from tests.hub.test_drafting import TEAM, WHO

pytestmark = pytest.mark.django_db


def test_a_manager_drafts_and_switches_as_that_role(installation):
    before = snapshot.current_hub()
    with acting_as("intake"):
        drafting.begin(**WHO)
        drafting.change(1, drafting.put("teams", None, TEAM), **WHO)
        assert drafting.switch(2, why="A team.", **WHO) == before.rules_version + 1
    assert Hub.objects.get().rules["teams"] == [TEAM]
    assert Hub.objects.get().name == before.name
    assert RulesVersion.objects.first().by_name == "manny"
    for role in ("public", "form", "worker", "cms"):
        snapshot.forget()
        with acting_as(role):
            assert snapshot.current_hub().rules.team("").name == "First"
