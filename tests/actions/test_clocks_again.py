"""What becomes of clocks when something else changes: an answer, the rules, the priority."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from hub import loading, snapshot
from hub.models import Hub
from hub.versions import put_in_force
from referrals_portal import actions
from referrals_portal.actions.clocks import came_at
from referrals_portal.actions.facts import facts_of
from referrals_portal.actions.following import carry_out_next
from referrals_portal.intake.queue import shown_due
from referrals_portal.intake.since import since
from referrals_portal.models import Clock, Event, Referral
from referrals_portal.safe_contact import SafeContact
from tests.actions.later import ANOTHER_NUMBER, NOTHING_IS_SAFE, later
from tests.intake.making import ANSWERS, SAFE, make_referral

HOUR = timedelta(hours=1)
AT = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday
URGENT = {"more": {"markers": ["repeat"]}}
FIRST = {"what": "first_contact", "unit": "hours", "number": 48}
OFFER = {"what": "offer", "unit": "hours", "number": 12, "channels": ["email"]}
ENHANCED = {
    "rules": [{"when": {"markers": ["repeat"]}, "then": {"priority": "enhanced"}, "reason": "R"}],
    "standards": [FIRST | {"number": 24, "priority": "enhanced"}],
}


@pytest.fixture
def force(db, keys):
    """A function that puts a rules document in force."""
    loading.load("example")

    def put(*standards, **document):
        document = {"standards": list(standards)} | document
        put_in_force(Hub.objects.get(), document, at=AT)
        snapshot.forget()

    return put


def now(referral):
    return Referral.objects.get(pk=referral.pk)


def shown(referral, at):
    """Return what the queue says in the place of the due time."""
    clocks = Clock.objects.not_met().filter(referral=referral)
    started = [clock.started_at is not None for clock in clocks]
    return shown_due(now(referral), at, runs=any(started), waits=not all(started)).words


def try_(referral, by, channel="call", result="spoke", after=HOUR, safe=SAFE):
    actions.record_attempt(
        referral=referral, safe=safe, channel=channel, result=result, text="",
        why_safe="They asked for it.", by=by, at=AT + after,
    )  # fmt: skip


def again(referral, by, at, safe=SAFE):
    row = now(referral)
    actions.work_out_again(
        referral=row, facts=facts_of(ANSWERS, came_at(row)), safe=safe, by=by, at=at,
        expected_version=row.version,
    )  # fmt: skip


def reopen(referral, by, at, answers=ANSWERS, safe=SAFE):
    actions.close(referral=now(referral), outcome="declined", text="", by=by, at=at - HOUR)
    actions.reopen(referral=now(referral), facts=facts_of(answers, at), safe=safe, by=by, at=at)


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


def record(referral, by, recorded_at, at):
    row = now(referral)
    actions.crime_recorded(
        referral=row, recorded_at=recorded_at, safe=SAFE, by=by, at=at,
        expected_version=row.version,
    )  # fmt: skip


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


class TestWhatIsSafeIsChanged:
    """Whoever opens it next finds a due time that is safe, and never one that is too late."""

    ON_TUESDAYS = {
        "contact": ANSWERS["contact"] | {"email": ""},
        "safe": {"whose_phone": "mine", "call": "at_times", "text": "no"},
        "times": {"days": ["1"], "start": "10:00", "end": "12:00", "note": ""},
    }

    def change(self, referral, answers, at):
        later(referral, "safe_changed", answers, at)
        assert carry_out_next(at) == 1
        return now(referral)

    def settle(self, referral, by, at):
        found = since(referral, ANSWERS)
        actions.settle(referral=referral, safe=found.safe, by=by, at=at)
        return now(referral)

    def test_it_moves_to_a_time_that_is_safe_now(self, force, caseworker):
        force(FIRST)
        row = self.change(make_referral(0, AT), self.ON_TUESDAYS, AT + 10 * HOUR)
        assert row.due_at == AT + 48 * HOUR  # so that somebody looks in time
        assert self.settle(row, caseworker, AT + 12 * HOUR).due_at == datetime(
            2026, 12, 1, 12, tzinfo=UTC
        )

    def test_what_is_due_sooner_stays_due_sooner(self, force, caseworker):
        force(FIRST, FIRST | {"number": 24, "priority": "enhanced"}, rules=ENHANCED["rules"])
        row = self.change(make_referral(0, AT, **URGENT), ANOTHER_NUMBER, AT + 20 * HOUR)
        assert row.due_at == AT + 24 * HOUR
        assert self.settle(row, caseworker, AT + 21 * HOUR).due_at == AT + 24 * HOUR

    def test_what_could_not_be_done_is_not_late(self, force, caseworker):
        force(FIRST)
        asked = make_referral(0, AT, **NOTHING_IS_SAFE)
        after = AT + timedelta(days=5)
        row = self.change(asked, ANOTHER_NUMBER, after)
        found = since(row, ANSWERS | NOTHING_IS_SAFE)
        actions.settle(referral=row, safe=found.safe, by=caseworker, at=after)
        assert now(row).due_at == after + 48 * HOUR

    def test_also_where_nothing_is_promised_to_everybody(self, force, caseworker):
        force(**ENHANCED)
        asked = make_referral(0, AT, **(URGENT | NOTHING_IS_SAFE))
        after = AT + timedelta(days=5)
        row = self.change(asked, ANOTHER_NUMBER, after)
        assert row.due_at == after + 24 * HOUR
        found = since(row, ANSWERS | URGENT | NOTHING_IS_SAFE)
        actions.settle(referral=row, safe=found.safe, by=caseworker, at=after)
        assert now(row).due_at == after + 24 * HOUR

    def test_nobody_waits_longer_because_the_rules_are_others_now(self, force):
        force(FIRST | {"number": 24})
        asked = make_referral(0, AT, **NOTHING_IS_SAFE)
        after = AT + timedelta(days=5)
        for standards in ([], [FIRST | {"number": 240}]):
            force(*standards)
            Referral.objects.update(due_at=None)
            assert self.change(asked, ANOTHER_NUMBER, after).due_at == after + 24 * HOUR

    def test_where_nothing_is_safe_any_more_nothing_is_due(self, force, caseworker):
        """Also after somebody has spoken with them, and whatever the rules promise by now."""
        force(FIRST, FIRST | {"what": "support", "number": 96, "channels": ["in_person"]})
        row = make_referral(0, AT)
        try_(row, caseworker)
        assert now(row).due_at == AT + 96 * HOUR
        force()
        row = self.change(row, NOTHING_IS_SAFE, AT + 5 * HOUR)
        assert row.due_at is None

    def test_after_a_contact_the_rest_moves_to_a_safe_time(self, force, caseworker):
        force(FIRST, FIRST | {"what": "support", "number": 96, "channels": ["in_person"]})
        row = make_referral(0, AT)
        try_(row, caseworker)
        row = self.change(row, self.ON_TUESDAYS, AT + 5 * HOUR)
        assert self.settle(row, caseworker, AT + 6 * HOUR).due_at == datetime(
            2026, 12, 1, 12, tzinfo=UTC
        )

    def test_what_could_not_be_done_is_not_late_after_another_change_or_act(
        self, force, caseworker
    ):
        force(FIRST)
        asked = make_referral(0, AT, **NOTHING_IS_SAFE)
        after = AT + timedelta(days=5)
        self.change(asked, ANOTHER_NUMBER, after)
        row = self.change(asked, ANOTHER_NUMBER, after + 2 * HOUR)
        safe = since(row, ANSWERS | NOTHING_IS_SAFE).safe
        actions.settle(referral=row, safe=safe, by=caseworker, at=after)
        assert now(row).due_at == after + 48 * HOUR
        row = now(row)
        actions.set_priority(
            referral=row, to="enhanced", facts=facts_of(ANSWERS, came_at(row)), safe=safe,
            by=caseworker, at=after, expected_version=row.version,
        )  # fmt: skip
        assert now(row).due_at == after + 48 * HOUR

    def test_what_was_late_before_nothing_was_safe_stays_late(self, force, caseworker):
        force(FIRST)
        row = make_referral(0, AT)
        after = AT + timedelta(days=5)
        self.change(row, NOTHING_IS_SAFE, after)
        row = self.change(row, ANOTHER_NUMBER, after + HOUR)
        assert self.settle(row, caseworker, after + HOUR).due_at == AT + 48 * HOUR

    def test_what_nobody_is_known_to_have_asked_for_moves_nothing(self, force, caseworker):
        force(FIRST)
        row = make_referral(0, AT)
        late = later(row, "safe_changed", ANOTHER_NUMBER, AT + timedelta(days=5))
        type(late).objects.update(applied_at=AT, refused=True)
        actions.settle(referral=row, safe=SAFE, by=caseworker, at=AT)
        assert now(row).due_at == AT + 48 * HOUR
        type(late).objects.update(applied_at=None, refused=False)
        again_ = now(row)
        actions.settle(referral=again_, safe=SafeContact(), by=caseworker, at=AT)
        assert now(row).due_at is None

    def test_whoever_saw_another_version_settles_nothing(self, force, caseworker):
        force(FIRST)
        stale = make_referral(0, AT)
        Referral.objects.update(version=stale.version + 1)
        actions.settle(referral=stale, safe=SafeContact(), by=caseworker, at=AT)
        assert now(stale).due_at == AT + 48 * HOUR

    def test_opening_it_settles_it(self, force, at_work):
        force(FIRST)
        asked = make_referral(1)
        row = self.change(asked, self.ON_TUESDAYS, asked.received_at)
        at_work.get(f"/intake/referral/{row.pk}/")
        due = timezone.localtime(now(row).due_at)
        assert (due.weekday(), due.hour, due.minute) == (1, 12, 0)
        assert now(row).version == row.version
