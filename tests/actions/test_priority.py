"""The rules suggest a priority; a member of staff decides."""

import pytest

from referrals_portal import actions
from referrals_portal.models import Event, Referral


def decide(referral, by, at, to="enhanced", version=1):
    actions.set_priority(referral=referral, to=to, by=by, at=at, expected_version=version)


def test_deciding_is_written_down_and_the_promise_stays(referral, caseworker, now):
    due = referral.due_at
    decide(referral, caseworker, now)
    row = Referral.objects.get()
    assert (row.priority, row.version, row.due_at) == ("enhanced", 2, due)
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
