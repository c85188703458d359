"""A draft of new rules, and the versions of those in force."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps

from core import generation
from hub import drafting, snapshot
from hub.drafting import DraftChanged, DraftIsWrong
from hub.loading import load
from hub.models import Hub, RulesDraft, RulesVersion
from hub.versions import put_in_force

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
WHO = {"by_name": "manny", "at": AT}
TEAM = {"key": "first", "name": "First"}


@pytest.fixture
def hub(db):
    return load("lincolnshire")


@pytest.fixture
def draft(hub):
    drafting.begin(**WHO)
    return drafting.current()


def test_it_begins_like_what_is_in_force_and_there_is_one(draft, hub):
    assert draft.document == hub.rules
    drafting.change(1, drafting.put("teams", None, TEAM), **WHO)
    drafting.begin(by_name="somebody else", at=AT)
    assert RulesDraft.objects.count() == 1
    assert drafting.current().document["teams"] == [TEAM]


def test_parts_are_added_changed_moved_and_removed(draft):
    other = {"key": "second", "name": "Second"}
    steps = [
        (drafting.put("teams", None, TEAM), [TEAM]),
        (drafting.put("teams", None, other), [TEAM, other]),
        (drafting.move_up("teams", 1), [other, TEAM]),
        (drafting.move_up("teams", 0), [other, TEAM]),
        (drafting.put("teams", 1, TEAM | {"walled": True}), [other, TEAM | {"walled": True}]),
        (drafting.take_out("teams", 0), [TEAM | {"walled": True}]),
        (drafting.take_out("teams", 5), [TEAM | {"walled": True}]),
        (drafting.take_out("teams", 0), None),
    ]
    for edition, (what, teams) in enumerate(steps, 1):
        drafting.change(edition, what, **WHO)
        assert drafting.current().document.get("teams") == teams
        assert drafting.current().edition == edition + 1


def test_the_rest_is_changed_as_a_whole(draft):
    drafting.change(1, drafting.put_general({"triage": False}), **WHO)
    document = drafting.current().document
    assert document["triage"] is False
    assert "routes" not in document
    assert document["standards"] == draft.document["standards"]


def test_of_two_who_change_it_at_once_the_second_is_told(draft):
    drafting.change(1, drafting.put("teams", None, TEAM), **WHO)
    for late in (
        lambda: drafting.change(1, drafting.take_out("teams", 0), **WHO),
        lambda: drafting.discard(1),
        lambda: drafting.switch(1, why="Because.", **WHO),
        lambda: drafting.change(2, drafting.put("teams", 7, TEAM), **WHO),
    ):
        with pytest.raises(DraftChanged):
            late()
    assert drafting.current().document["teams"] == [TEAM]


def test_no_edition_of_a_draft_is_one_of_a_later_draft(draft):
    drafting.change(1, drafting.put("teams", None, TEAM), **WHO)
    drafting.discard(2)
    drafting.begin(**WHO)
    third = drafting.current().edition
    drafting.switch(third, why="As it was.", **WHO)
    drafting.begin(**WHO)
    assert drafting.current().edition > third > 2
    for seen in range(third + 1):
        with pytest.raises(DraftChanged):
            drafting.discard(seen)


def test_a_draft_that_ended_leaves_nothing_of_what_it_said(draft):
    drafting.discard(1)
    assert RulesDraft.objects.values_list("document", "by_name").get() == ({}, "")


@pytest.mark.django_db
def test_before_a_hub_is_loaded_no_draft_begins():
    drafting.begin(**WHO)
    Hub.load()
    drafting.begin(**WHO)
    assert drafting.current() is None


def test_the_migration_builds_the_walls_that_the_versions_say(hub):
    walled = {"key": "other", "name": "Other", "walled": True}
    for teams in ([TEAM | {"walled": True}, walled], [TEAM], [TEAM]):
        put_in_force(Hub.objects.get(), {"teams": teams}, at=AT)
    Hub.objects.update(walls=[])
    migration = import_module("hub.migrations.0006_walls")
    migration.remember_the_walls(apps, None)
    assert Hub.objects.get().walls == ["other"]


def test_without_a_draft_there_is_nothing_to_change(hub):
    for what in (
        lambda: drafting.change(1, drafting.take_out("teams", 0), **WHO),
        lambda: drafting.discard(1),
        lambda: drafting.switch(1, why="Because.", **WHO),
    ):
        with pytest.raises(DraftChanged):
            what()


def test_switching_keeps_the_old_version_and_every_process_hears_of_it(draft, hub):
    before = snapshot.current_hub()
    drafting.change(1, drafting.put("teams", None, TEAM), **WHO)
    assert drafting.switch(2, why="We have a team now.", **WHO) == before.rules_version + 1
    assert drafting.current() is None
    now = snapshot.current_hub()
    assert now.rules.team("").name == "First"
    assert now.rules_version == before.rules_version + 1
    newest, older = RulesVersion.objects.all()
    assert (newest.by_name, newest.why, newest.made_at) == ("manny", "We have a team now.", AT)
    assert older.document == hub.rules
    assert newest.document == Hub.objects.get().rules


def test_other_processes_read_the_hub_anew(draft):
    drafting.change(1, drafting.put("teams", None, TEAM), **WHO)
    number = generation.current()
    drafting.switch(2, why="A team.", **WHO)
    assert generation.current() > number


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (
            drafting.put("rules", None, {"when": {}, "then": {"team": "x"}, "reason": "A."}),
            "no team",
        ),
        (drafting.put("teams", None, {"key": "A Team"}), "teams, number 1"),
    ],
)
def test_what_makes_no_sense_is_not_put_in_force(draft, what, sentence):
    drafting.change(1, what, **WHO)
    with pytest.raises(DraftIsWrong, match=sentence) as refused:
        drafting.switch(2, why="Because.", **WHO)
    assert refused.value.problems == drafting.problems(drafting.current().document)
    assert RulesVersion.objects.count() == 1


def test_loading_a_profile_again_makes_a_version_only_if_something_is_other(hub):
    load("lincolnshire")
    assert RulesVersion.objects.count() == 1
    drafting.begin(**WHO)
    drafting.change(1, drafting.put("teams", None, TEAM), **WHO)
    drafting.switch(2, why="A team.", **WHO)
    load("lincolnshire")
    assert Hub.objects.get().rules_version == RulesVersion.objects.count() == 3
