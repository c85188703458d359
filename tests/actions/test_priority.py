"""The rules suggest a priority; a member of staff decides."""

import pytest

from referrals_portal import actions
from referrals_portal.actions.priority import is_decided
from referrals_portal.models import Event, Referral


def decide(referral, by, at, to="enhanced", version=1):
    actions.set_priority(referral=referral, to=to, by=by, at=at, expected_version=version)


def test_deciding_is_written_down(referral, caseworker, now):
    decide(referral, caseworker, now)
    row = Referral.objects.get()
    assert (row.priority, row.version) == ("enhanced", 2)
    assert (referral.priority, referral.version) == ("enhanced", 2)
    event = Event.objects.get(kind="priority_changed")
    assert (event.detail, event.by) == ("standard>enhanced", caseworker.pk)


def test_there_is_a_way_back(referral, caseworker, now):
    decide(referral, caseworker, now)
    decide(referral, caseworker, now, to="standard", version=2)
    assert Referral.objects.get().priority == "standard"


def test_of_two_who_decide_at_once_one_is_told(referral, caseworker, colleague, now):
    stale = Referral.objects.get()
    decide(referral, colleague, now)
    with pytest.raises(actions.ChangedMeanwhile) as changed:
        decide(stale, caseworker, now)
    assert changed.value.referral.priority == "enhanced"
    assert Event.objects.filter(kind="priority_changed").count() == 1


@pytest.mark.parametrize("to", ["standard", "urgent", ""])
def test_what_is_no_decision_is_refused(referral, caseworker, now, to):
    with pytest.raises(actions.NotAllowed):
        decide(referral, caseworker, now, to=to)
    assert Referral.objects.get().version == 1


def test_what_is_finished_has_nothing_to_decide(referral, caseworker, now):
    actions.withdraw(referral=referral, by=caseworker, at=now)
    with pytest.raises(actions.NotAllowed):
        decide(referral, caseworker, now, version=2)


def confirm(referral, by, at, version=1):
    actions.confirm_priority(referral=referral, by=by, at=at, expected_version=version)


class TestConfirming:
    def test_it_is_written_down_with_what_was_confirmed(self, referral, caseworker, now):
        assert not is_decided(referral)
        confirm(referral, caseworker, now)
        event = Event.objects.get(kind="priority_confirmed")
        assert (event.detail, event.by) == ("standard", caseworker.pk)
        assert is_decided(referral)
        assert Referral.objects.get().priority == "standard"

    def test_what_somebody_decided_needs_no_confirming(self, referral, caseworker, colleague, now):
        decide(referral, caseworker, now)
        assert is_decided(referral)
        with pytest.raises(actions.NotAllowed):
            confirm(referral, colleague, now, version=2)

    def test_not_over_what_a_colleague_changed_meanwhile(self, referral, caseworker, now):
        with pytest.raises(actions.ChangedMeanwhile):
            confirm(referral, caseworker, now, version=7)

    def test_what_is_finished_has_nothing_to_confirm(self, referral, caseworker, now):
        actions.withdraw(referral=referral, by=caseworker, at=now)
        with pytest.raises(actions.NotAllowed):
            confirm(referral, caseworker, now, version=2)
