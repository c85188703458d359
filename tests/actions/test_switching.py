"""New rules against what teams hold, whose walls they are, and who works behind them."""

from datetime import UTC, datetime

import pytest

from hub import drafting
from hub.drafting import DraftChanged, DraftIsWrong
from hub.loading import load
from hub.models import Hub, RulesVersion
from hub.versions import put_in_force
from referrals_portal.actions.switching import Standing, against, objections, switch_rules
from referrals_portal.models import Referral
from tests.intake.making import make_referral, make_user, works_in

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
WALLED = {"key": "walled", "name": "Walled team", "walled": True}
OPEN = {"key": "open", "name": "Open team"}
NEW = {"key": "new", "name": "New team", "walled": True}
ONLY = "Only somebody who works in Walled team may open or remove its wall."
HOLDS = "has"
NOBODY = "manage.py staff add NAME --role caseworker --team new"


def standing(**other):
    common = {
        "rules": {"teams": [WALLED, OPEN]}, "walls": {"walled"}, "theirs": set(),
        "staffed": {"walled"}, "held": {},
    }  # fmt: skip
    return Standing(**{name: frozenset(value) if isinstance(value, set) else value
                       for name, value in (common | other).items()})  # fmt: skip


def teams(*rows):
    return {"teams": list(rows)}


class TestWhatATeamHolds:
    def test_a_team_that_holds_nothing_may_go(self):
        assert against(teams(WALLED), standing()) == []

    @pytest.mark.parametrize(
        ("count", "sentence"),
        [
            (
                1,
                "Open team has 1 open request. Close it or give it to another team.",
            ),
            (
                3,
                "Open team has 3 open requests. Close them or give them to another team.",
            ),
        ],
    )
    def test_a_team_that_holds_something_may_not(self, count, sentence):
        now = standing(held={"open": count, "walled": 5})
        assert against(teams(WALLED), now) == [sentence]

    def test_what_a_walled_team_holds_is_counted_for_its_own_only(self):
        own = standing(held={"walled": 3}, theirs={"walled"})
        assert "Walled team has 3 open requests." in against(teams(OPEN), own)[0]
        gone = standing(rules=teams(OPEN), held={"walled": 3})
        assert against(teams(OPEN), gone) == [
            "walled has open requests. Close them or give them to another team."
        ]

    def test_nothing_of_it_is_said_to_others_who_may_not_remove_it_anyway(self):
        assert against(teams(OPEN), standing(held={"walled": 3})) == [ONLY]


class TestWhoseWallItIs:
    @pytest.mark.parametrize(
        "document",
        [
            {},
            teams(OPEN),
            teams(WALLED | {"walled": False}, OPEN),
            teams({"key": "walled", "name": "Renamed"}, OPEN),
            teams(WALLED | {"key": "another"}, OPEN),
        ],
    )
    def test_others_may_neither_open_nor_remove_nor_rename_it(self, document):
        now = standing(staffed={"walled", "another"})
        assert len(against(document, now)) == 1
        assert "may open or remove its wall" in against(document, now)[0]
        own = standing(staffed={"walled", "another"}, theirs={"walled"})
        assert against(document, own) == []

    def test_they_may_change_everything_else(self):
        other = teams(WALLED | {"name": "The name for people", "staffed_by": "Somebody"}, OPEN)
        assert against(other, standing()) == []

    @pytest.mark.parametrize(
        "document",
        [
            teams(OPEN, WALLED),  # the first takes what no rule gives to another
            teams(WALLED, OPEN) | {"rules": [{"when": {}, "then": {"team": "open"}}]},
            teams(WALLED, OPEN) | {"triage": False},
        ],
    )
    def test_nobody_outside_sends_elsewhere_what_would_come_to_it(self, document):
        (sentence,) = against(document, standing())
        assert sentence == ("Only somebody who works in Walled team may change which team takes "
                            "what.")  # fmt: skip
        assert against(document, standing(theirs={"walled"})) == []

    def test_nor_open_it_by_the_key_of_one_that_is_gone(self):
        gone = standing(rules=teams(OPEN))
        assert against(teams(OPEN), gone) == []
        assert against(teams(WALLED, OPEN), gone) == []
        assert against(teams(WALLED | {"walled": False}), gone) == [ONLY]


def test_behind_a_new_wall_somebody_must_work():
    (sentence,) = against(teams(WALLED, OPEN, NEW), standing())
    assert sentence.startswith("Nobody works in New team, so nobody would see what it gets.")
    assert NOBODY in sentence
    assert against(teams(WALLED, OPEN, NEW), standing(staffed={"walled", "new"})) == []


@pytest.fixture
def dorset(db, keys):
    return load("dorset")


@pytest.fixture
def boss(db):
    return make_user("manny", "manager")


@pytest.fixture
def inside(dorset):
    """Somebody works behind the wall."""
    return works_in(make_user("vic", "manager"), "victim_support")


def drafted(hub, *gone):
    """Begin a draft without these teams, and without what names them; return its edition."""
    drafting.begin(by_name="manny", at=AT)
    document = {"teams": [team for team in hub.rules["teams"] if team["key"] not in gone]}
    drafting.change(drafting.current().edition, lambda now: document, by_name="manny", at=AT)
    return drafting.current().edition


def held_by(team, **columns):
    row = make_referral()
    Referral.objects.filter(pk=row.pk).update(team=team, **columns)


class TestSwitching:
    def switch(self, edition, by):
        return switch_rules(edition=edition, by=by, why="Because.", at=AT)

    def test_a_draft_that_nothing_stands_against_is_put_in_force(self, dorset, boss, inside):
        held_by("bureau", status="closed")
        held_by("bureau", status="withdrawn")
        held_by("victim_support")
        number = self.switch(drafted(dorset, "bureau"), works_in(boss, "victim_support"))
        newest = RulesVersion.objects.first()
        assert (newest.number, newest.by_name, newest.why) == (number, "manny", "Because.")
        assert drafting.current() is None

    @pytest.mark.parametrize(
        ("gone", "sentence"),
        [("bureau", "Victim Bureau has 1 open request."), ("victim_support", "Only some")],
    )
    def test_a_draft_that_something_stands_against_is_not(
        self, gone, sentence, dorset, boss, inside
    ):
        held_by(gone)
        edition = drafted(dorset, gone)
        with pytest.raises(DraftIsWrong, match=sentence):
            self.switch(edition, boss)
        assert drafting.current().edition == edition
        assert Hub.objects.get().rules == dorset.rules

    def test_where_nobody_with_an_active_account_works_it_is_not(self, dorset, boss, inside):
        edition = drafted(dorset)
        inside.is_active = False
        inside.save()
        with pytest.raises(DraftIsWrong, match="Nobody works in Victim Support"):
            self.switch(edition, boss)

    def test_their_own_wall_they_may_remove(self, dorset, inside):
        self.switch(drafted(dorset, "victim_support"), inside)
        assert Hub.objects.get().walls == ["victim_support"]

    def test_another_edition_is_not_looked_at(self, dorset, boss):
        with pytest.raises(DraftChanged):
            self.switch(drafted(dorset) - 1, boss)

    def test_what_was_left_behind_earlier_is_asked_for(self, dorset, boss):
        held_by("victim_support")
        put_in_force(dorset, {"teams": [OPEN]}, at=AT)
        assert objections({"teams": [OPEN]}, boss) == [
            "victim_support has open requests. Close them or give them to another team."
        ]
