"""Several promises to one person at once: each begins, starts, is kept or missed by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub import rules, snapshot
from referrals_portal import actions
from referrals_portal.actions import clocks
from referrals_portal.actions.facts import facts_of
from referrals_portal.models import Clock, Event, Referral
from referrals_portal.safe_contact import SafeContact, weekly
from referrals_portal.sealing import Place, opening
from referrals_portal.triage import decide
from tests.machinery.hubs import a_hub

CALL = SafeContact(
    phone="07700 900321", email="a@example.org", address="1 Example Street",
    safety=dict.fromkeys(("call", "text", "email", "letter"), "yes"),
)  # fmt: skip
DOCUMENT = {
    "standards": [
        {"what": "offer", "unit": "hours", "number": 24, "channels": ["text", "email"]},
        {"what": "offer", "unit": "hours", "number": 12, "channels": ["letter", "text"],
         "either": True},
        {"what": "first_contact", "unit": "hours", "number": 24, "channels": ["telephone"]},
        {"what": "support", "unit": "working_days", "number": 2, "starts": "offer_accepted"},
    ],
}  # fmt: skip
HUB = a_hub(**DOCUMENT)


@pytest.fixture
def hub(monkeypatch):
    """The hub of these tests is the installation's."""
    for module in (clocks, actions.contact, actions.status, actions.closing):
        monkeypatch.setattr(module, "current_hub", lambda: HUB)
    return HUB


@pytest.fixture
def promised(hub, referral, now):
    """A referral to whom all of it is promised, but who has not accepted anything yet."""
    facts = replace(facts_of({}, now), offer_accepted_at=None)
    Clock.objects.filter(referral=referral).delete()
    clocks.begin(referral.pk, decide(hub, facts).standards, 7)
    return Referral.objects.get(pk=referral.pk)


def kept(referral):
    """Return (what, channel) of what was kept, and why by another channel."""
    rows = Clock.objects.filter(referral=referral, met_at__isnull=False)
    why = {}
    for attempt in referral.contactattempts.all():
        content = opening.open_row(attempt, Place("attempt", attempt.pk, attempt.compartment))
        why |= {(each["what"], each["channel"]): each["why"] for each in content.get("instead", ())}
    return {key: why.get(key, "") for key in ((row.what, row.channel) for row in rows)}


@pytest.fixture
def attempt(promised, caseworker, now):
    def record(channel, result="spoke", safe=CALL, hours=1, **more):
        actions.record_attempt(
            referral=promised, safe=safe, channel=channel, result=result, text="", by=caseworker,
            why_safe="They asked for it.", at=now + timedelta(hours=hours), **more,
        )  # fmt: skip
        return kept(promised)

    return record


def test_a_clock_for_each_channel_with_the_version_of_the_rules(promised, now):
    rows = Clock.objects.filter(referral=promised)
    assert {(row.what, row.channel) for row in rows} == {
        ("offer", "text"), ("offer", "email"), ("offer", "letter"), ("first_contact", "telephone"),
        ("support", ""),
    }  # fmt: skip
    assert {row.rules_version for row in rows} == {7}
    support = rows.get(what="support")
    assert support.started_at is support.due_at is None


def test_an_attempt_keeps_nothing(attempt, promised):
    assert attempt("call", "no_answer") == {}
    assert attempt("call", "left_voicemail") == {}
    assert Referral.objects.get(pk=promised.pk).first_contact_at is None


def test_a_call_keeps_what_names_the_telephone(attempt):
    assert attempt("call") == {("first_contact", "telephone"): ""}


def test_an_offer_is_made_by_sending_it_and_either_is_enough(attempt):
    assert attempt("text", "sent") == {("offer", "text"): "", ("offer", "letter"): ""}
    assert ("offer", "email") in attempt("email", "sent")


def test_another_channel_does_not_keep_it_unless_there_is_a_reason(attempt):
    assert ("first_contact", "telephone") not in attempt("email")


def test_for_somebody_who_signs_a_call_is_no_way_to_reach_them(attempt):
    found = attempt("email", safe=replace(CALL, signs=True))
    assert found["first_contact", "telephone"] == "needs"


def test_what_is_not_safe_need_not_be_used(attempt):
    safe = replace(CALL, safety={"call": "no", "email": "yes"})
    assert attempt("email", safe=safe)["first_contact", "telephone"] == "safety"


def test_staff_may_say_that_it_counts_and_why(attempt, promised):
    assert attempt("video", instead="needs")["first_contact", "telephone"] == "needs"


def test_what_they_told_us_goes_before_what_staff_say(attempt):
    safe = replace(CALL, safety={"call": "no", "email": "yes"})
    assert attempt("email", safe=safe, instead="needs")["first_contact", "telephone"] == "safety"


def test_accepting_starts_the_clock_that_waits_for_it(attempt, promised, caseworker, now):
    attempt("call")
    row = Referral.objects.get(pk=promised.pk)
    later = now + timedelta(hours=2)
    actions.change_status(
        referral=row, to="accepted", safe=CALL, by=caseworker, at=later,
        expected_version=row.version,
    )  # fmt: skip
    support = Clock.objects.get(referral=promised, what="support")
    assert support.started_at == later
    # Friday evening, after closing time: Monday is the day of receipt.
    assert support.due_at == now.replace(day=25, hour=17, minute=0)
    assert attempt("call", hours=70)["support", ""] == ""


def test_the_queue_goes_by_what_falls_due_next(attempt, promised, now):
    attempt("text", "sent")
    attempt("call")
    row = Referral.objects.get(pk=promised.pk)
    assert row.first_contact_at == now + timedelta(hours=1)
    assert row.due_at == now + timedelta(hours=24)  # the offer by email
    attempt("email", hours=3)
    assert Referral.objects.get(pk=promised.pk).due_at is None


def test_what_is_next_is_due_at_a_time_that_is_safe(promised, now):
    tuesday = SafeContact(phone="07700 900321", safety={"call": "at_times"},
                          times=weekly(["1"], "10:00", "12:00"))  # fmt: skip
    assert clocks.next_due(promised, tuesday, HUB) == now.replace(day=24, hour=12, minute=0)
    assert clocks.next_due(promised, SafeContact(), HUB) is None
    assert clocks.next_due(promised, None, HUB) == now + timedelta(hours=12)


class TestWorkingThemOutAgain:
    def again(self, referral, by, now, hub):
        facts = facts_of({}, now)
        actions.work_out_again(
            referral=referral, facts=facts, safe=CALL, by=by, at=now + timedelta(hours=5),
            expected_version=referral.version,
        )  # fmt: skip

    def test_new_rules_count_for_what_is_not_kept_and_the_old_stays_on_record(
        self, attempt, promised, manager, now, monkeypatch
    ):
        attempt("call")
        offer = {"what": "offer", "unit": "hours", "number": 96, "channels": ["letter"]}
        new = a_hub(standards=[offer, *DOCUMENT["standards"][2:]])
        monkeypatch.setattr(clocks, "current_hub", lambda: replace(new, rules_version=8))
        row = Referral.objects.get(pk=promised.pk)
        self.again(row, manager, now, new)
        running = Clock.objects.filter(referral=row, superseded_at__isnull=True)
        assert {(c.what, c.rules_version) for c in running} == {
            ("first_contact", 7), ("offer", 8), ("support", 8),
        }  # fmt: skip
        assert Clock.objects.filter(superseded_at=now + timedelta(hours=5)).count() == 5
        assert Referral.objects.get(pk=row.pk).due_at == now + timedelta(hours=96)
        event = Event.objects.get(referral=row.pk, kind="worked_out_again")
        assert event.by_name == manager.username
        assert event.detail == f"{promised.rules_version}>8"

    def test_only_a_manager_may_and_only_while_it_is_open(self, promised, caseworker, manager, now):
        with pytest.raises(actions.NotAllowed):
            self.again(promised, caseworker, now, HUB)
        Referral.objects.filter(pk=promised.pk).update(status="closed")
        with pytest.raises(actions.NotAllowed):
            self.again(promised, manager, now, HUB)
        assert not Clock.objects.filter(superseded_at__isnull=False).exists()

    def test_not_over_what_a_colleague_changed_meanwhile(self, promised, manager, now):
        Referral.objects.filter(pk=promised.pk).update(version=promised.version + 1)
        with pytest.raises(actions.ChangedMeanwhile):
            self.again(promised, manager, now, HUB)
        assert not Clock.objects.filter(superseded_at__isnull=False).exists()


def test_a_changed_rule_changes_no_due_time_by_itself(promised):
    before = list(Clock.objects.values_list("pk", "due_at"))
    assert rules.read(DOCUMENT) == HUB.rules
    snapshot.forget()
    assert list(Clock.objects.values_list("pk", "due_at")) == before
