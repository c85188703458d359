"""What becomes of due times when the person changes what is safe."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from referrals_portal import actions
from referrals_portal.actions.clocks import came_at
from referrals_portal.actions.facts import facts_of
from referrals_portal.actions.following import carry_out_next
from referrals_portal.intake.since import since
from referrals_portal.models import Referral
from referrals_portal.safe_contact import SafeContact
from tests.actions.later import ANOTHER_NUMBER, NOTHING_IS_SAFE, later
from tests.actions.promising import AT, ENHANCED, FIRST, HOUR, URGENT, now, try_
from tests.intake.making import ANSWERS, SAFE, make_referral


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

    def test_opening_it_settles_it(self, force, at_work, time_machine):
        time_machine.move_to(AT)  # two days later it is Friday
        force(FIRST)
        asked = make_referral(1)
        row = self.change(asked, self.ON_TUESDAYS, asked.received_at)
        at_work.get(f"/intake/referral/{row.pk}/")
        due = timezone.localtime(now(row).due_at)
        assert (due.weekday(), due.hour, due.minute) == (1, 12, 0)
        assert now(row).version == row.version
