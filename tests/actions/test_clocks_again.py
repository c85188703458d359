"""What becomes of clocks when something else changes: an answer, the rules, the priority."""

from datetime import timedelta

import pytest

from referrals_portal import actions
from referrals_portal.actions.clocks import came_at
from referrals_portal.actions.facts import facts_of
from referrals_portal.models import Clock, Event, Referral
from referrals_portal.safe_contact import SafeContact
from tests.actions.later import NOTHING_IS_SAFE
from tests.actions.promising import (
    AT,
    ENHANCED,
    FIRST,
    HOUR,
    OFFER,
    URGENT,
    again,
    now,
    record,
    reopen,
    shown,
    try_,
)  # fmt: skip
from tests.intake.making import ANSWERS, SAFE, make_referral


class TestWhatIsSentOrSaid:
    def test_an_offer_that_left_is_made_and_the_next_promise_stands_in_the_queue(
        self, force, caseworker
    ):
        force(OFFER, FIRST)
        row = make_referral(0, AT)
        assert row.due_at == AT + 12 * HOUR
        try_(row, caseworker, "email", "sent")
        assert now(row).due_at == AT + 48 * HOUR

    def test_whoever_changes_it_at_that_moment_is_told(self, force, caseworker):
        """Also where neither the status nor the due time is another."""
        force(OFFER | {"number": 96}, FIRST)
        row = make_referral(0, AT)
        try_(row, caseworker, "call", "no_answer")
        version = now(row).version
        try_(row, caseworker, "email", "sent")
        assert now(row).version == version + 1

    def test_what_went_to_a_wrong_address_was_offered_to_nobody(self, force, caseworker):
        force(OFFER, FIRST)
        row = make_referral(0, AT)
        try_(row, caseworker, "email", "wrong_details")
        assert not Clock.objects.filter(met_at__isnull=False).exists()
        assert now(row).due_at == AT + 12 * HOUR


class TestWhatTheQueueSays:
    """`They will call us` is said of those alone with whom nothing is safe."""

    def test_who_is_promised_nothing_is_not_said_to_call(self, force):
        force(**ENHANCED)
        assert shown(make_referral(0, AT), AT) == "No time is promised"

    def test_with_whom_nothing_is_safe_is_said_to_call(self, force):
        force(FIRST)
        assert shown(make_referral(0, AT, **NOTHING_IS_SAFE), AT) == "They will call us"

    def test_nor_is_all_done_while_something_waits(self, force, caseworker):
        force(FIRST, FIRST | {"what": "support", "starts": "crime_recorded"})
        row = make_referral(0, AT)
        try_(row, caseworker)
        assert shown(row, AT) == "Nothing is due yet"

    def test_what_waits_for_something_is_not_due_yet(self, force):
        force(FIRST | {"starts": "crime_recorded"})
        assert shown(make_referral(0, AT), AT) == "Nothing is due yet"


class TestComingBack:
    LATER = AT + timedelta(days=28)

    def test_it_is_due_when_its_own_clocks_say_and_not_when_everybodys_do(self, force, manager):
        force(FIRST, FIRST | {"number": 24, "priority": "enhanced"}, rules=ENHANCED["rules"])
        row = make_referral(0, AT, **URGENT)
        reopen(row, manager, self.LATER, ANSWERS | URGENT)
        assert now(row).due_at == self.LATER + 24 * HOUR

    def test_also_where_nothing_is_promised_to_everybody(self, force, manager):
        force(**ENHANCED)
        row = make_referral(0, AT, **URGENT)
        reopen(row, manager, self.LATER, ANSWERS | URGENT)
        assert now(row).due_at == self.LATER + 24 * HOUR

    def test_where_nothing_is_safe_they_call(self, force, manager):
        force(FIRST)
        row = make_referral(0, AT, **NOTHING_IS_SAFE)
        reopen(row, manager, self.LATER, safe=SafeContact())
        assert now(row).due_at is None
        assert shown(row, self.LATER) == "They will call us"

    def test_what_does_not_open_is_promised_what_everybody_is(self, force, manager):
        force(FIRST)
        row = make_referral(0, AT)
        actions.close(referral=row, outcome="declined", text="", by=manager, at=AT)
        actions.reopen(referral=now(row), by=manager, at=self.LATER)
        assert now(row).due_at == self.LATER + 48 * HOUR
        assert not Clock.objects.not_met().exists()

    def test_what_was_kept_before_counts_no_more_and_stays_on_record(self, force, manager):
        force(FIRST)
        row = make_referral(0, AT)
        try_(row, manager)
        reopen(row, manager, self.LATER)
        assert now(row).due_at == self.LATER + 48 * HOUR
        again(row, manager, self.LATER + HOUR)
        assert now(row).due_at == self.LATER + 48 * HOUR
        assert Clock.objects.filter(met_at=AT + HOUR).count() == 1
        assert Clock.objects.not_met().get().started_at == self.LATER


class TestNewRulesForWhatRuns:
    def test_a_contact_that_was_made_counts_under_rules_that_name_its_channel(self, force, manager):
        force(FIRST)
        row = make_referral(0, AT)
        try_(row, manager)
        force(FIRST | {"channels": ["telephone"]})
        again(row, manager, AT + 5 * HOUR)
        assert not Clock.objects.not_met().exists()
        assert now(row).due_at is None

    def test_a_contact_from_before_there_were_clocks_counts(self, force, manager):
        force(FIRST)
        row = make_referral(0, AT)
        Clock.objects.all().delete()
        Referral.objects.update(first_contact_at=AT, due_at=None, status="contacted")
        again(row, manager, AT + 5 * HOUR)
        assert not Clock.objects.exists()

    def test_what_was_not_kept_because_it_took_another_channel_runs_on(self, force, manager):
        by_telephone = FIRST | {"channels": ["telephone"]}
        force(by_telephone)
        row = make_referral(0, AT)
        try_(row, manager, "email")
        force(by_telephone | {"number": 72})
        again(row, manager, AT + 5 * HOUR)
        assert Clock.objects.not_met().get().due_at == AT + 72 * HOUR

    def test_an_offer_by_one_channel_is_none_by_another(self, force, manager):
        force(OFFER, FIRST)
        row = make_referral(0, AT)
        try_(row, manager, "email", "sent")
        force(OFFER | {"channels": ["letter"]}, OFFER | {"number": 24}, FIRST)
        again(row, manager, AT + 5 * HOUR)
        offers = Clock.objects.not_met().filter(what="offer")
        assert [each.channel for each in offers] == ["letter"]

    def test_what_was_started_by_something_else_stays_started(self, force, manager):
        force(FIRST | {"starts": "crime_recorded"})
        row = make_referral(0, AT)
        record(row, manager, AT - 3 * HOUR, AT + HOUR)
        force(FIRST | {"starts": "crime_recorded", "number": 24})
        again(row, manager, AT + 5 * HOUR)
        assert now(row).due_at == AT + 21 * HOUR


class TestWhichRulesItGoesBy:
    def test_by_those_that_worked_it_out_last_also_where_they_promise_nothing(self, force, manager):
        force(FIRST)
        row = make_referral(0, AT)
        force()
        again(row, manager, AT + HOUR)
        assert now(row).due_at is None
        row = now(row)
        actions.set_priority(
            referral=row, to="enhanced", facts=facts_of(ANSWERS, AT), safe=SAFE, by=manager,
            at=AT + HOUR, expected_version=row.version,
        )  # fmt: skip
        assert now(row).due_at is None
        assert not Clock.objects.not_met().exists()

    def test_who_comes_back_goes_by_those_in_force(self, force, manager):
        force(FIRST)
        row = make_referral(0, AT)
        force()
        reopen(row, manager, AT + timedelta(days=28))
        assert now(row).due_at is None


class TestAnotherPriority:
    def decide(self, referral, to, by, answers=ANSWERS):
        row = now(referral)
        actions.set_priority(
            referral=row, to=to, facts=facts_of(answers, came_at(row)), safe=SAFE, by=by,
            at=AT + HOUR, expected_version=row.version,
        )  # fmt: skip
        return now(row)

    def test_what_is_promised_to_it_runs_from_when_they_came(self, force, caseworker):
        force(FIRST | {"priority": "standard"}, FIRST | {"number": 24, "priority": "enhanced"})
        row = make_referral(0, AT)
        assert row.due_at == AT + 48 * HOUR
        assert self.decide(row, "enhanced", caseworker).due_at == AT + 24 * HOUR
        assert self.decide(row, "standard", caseworker).due_at == AT + 48 * HOUR

    def test_by_the_rules_that_decided_about_them(self, force, caseworker):
        force(FIRST | {"priority": "standard"}, FIRST | {"number": 24, "priority": "enhanced"})
        row = make_referral(0, AT)
        force(FIRST | {"number": 2})
        version = row.rules_version
        assert self.decide(row, "enhanced", caseworker).due_at == AT + 24 * HOUR
        assert Clock.objects.not_met().get().rules_version == version

    def test_speaking_counts_for_what_only_then_is_promised(self, force, caseworker):
        force(FIRST, {"what": "support", "unit": "hours", "number": 24, "priority": "enhanced"})
        row = make_referral(0, AT)
        try_(row, caseworker)
        assert self.decide(row, "enhanced", caseworker).due_at is None

    def test_what_was_kept_is_kept(self, force, caseworker):
        force(FIRST | {"priority": "standard"}, FIRST | {"number": 24, "priority": "enhanced"})
        row = make_referral(0, AT)
        try_(row, caseworker)
        assert self.decide(row, "enhanced", caseworker).due_at is None


class TestWhenTheCrimeWasRecorded:
    @pytest.fixture
    def row(self, force):
        force(FIRST | {"starts": "crime_recorded"})
        return make_referral(0, AT)

    def test_its_clock_runs_from_that_hour(self, row, caseworker):
        record(row, caseworker, AT - 3 * HOUR + timedelta(minutes=20), AT + HOUR)
        assert now(row).due_at == AT + 45 * HOUR
        event = Event.objects.get(kind="crime_recorded")
        assert (event.by, event.at) == (caseworker.pk, AT + HOUR)

    def test_said_again_it_corrects_what_is_not_kept(self, row, caseworker):
        record(row, caseworker, AT, AT)
        record(row, caseworker, AT - HOUR, AT)
        assert now(row).due_at == AT + 47 * HOUR
        try_(row, caseworker)
        with pytest.raises(actions.NotAllowed):
            record(row, caseworker, AT, AT + 2 * HOUR)

    def test_it_is_not_forgotten_by_a_team_that_does_not_promise_by_it(self, force, caseworker):
        force(
            FIRST | {"starts": "crime_recorded", "team": "one"},
            teams=[{"key": "one", "name": "One"}, {"key": "two", "name": "Two"}],
        )
        row = make_referral(0, AT)
        record(row, caseworker, AT - 3 * HOUR, AT)
        for to in ("two", "one"):
            row = now(row)
            actions.give_to_team(
                referral=row, to=to, facts=facts_of(ANSWERS, AT), safe=SAFE, by=caseworker,
                at=AT + HOUR, expected_version=row.version,
            )  # fmt: skip
        assert now(row).due_at == AT + 45 * HOUR

    def test_who_comes_back_is_not_late_by_it(self, row, manager):
        record(row, manager, AT - 3 * HOUR, AT)
        back = AT + timedelta(days=28)
        reopen(row, manager, back)
        assert now(row).due_at == back + 48 * HOUR

    def test_not_before_it_happened(self, row, caseworker):
        with pytest.raises(ValueError, match="future"):
            record(row, caseworker, AT + 2 * HOUR, AT)

    def test_not_over_what_a_colleague_changed_meanwhile(self, row, caseworker):
        stale = now(row)
        Referral.objects.update(version=9)
        with pytest.raises(actions.ChangedMeanwhile):
            actions.crime_recorded(
                referral=stale, recorded_at=AT, safe=SAFE, by=caseworker, at=AT, expected_version=1
            )
        assert now(row).due_at is None
