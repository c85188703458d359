"""Taking a referral and giving it back."""

import pytest

from referrals_portal import actions
from referrals_portal.models import Event, Referral
from tests.intake.making import kinds


def test_taking_makes_it_yours(referral, caseworker, now):
    actions.take(referral=referral, by=caseworker, at=now)
    assert Referral.objects.get().assignee == caseworker
    assert referral.assignee == caseworker
    assert referral.version == 2
    event = Event.objects.get(kind="taken")
    assert (event.by, event.by_name, event.at, event.detail) == (caseworker.pk, "casey", now, "")


def test_the_second_is_told_who_was_first(referral, caseworker, colleague, now):
    stale = Referral.objects.get()
    actions.take(referral=referral, by=caseworker, at=now)
    with pytest.raises(actions.AlreadyTaken) as told:
        actions.take(referral=stale, by=colleague, at=now)
    assert told.value.by_whom == caseworker
    assert kinds(referral) == ["received", "taken"] or kinds(referral) == ["taken", "received"]
    assert Referral.objects.get().assignee == caseworker


def test_taking_twice_is_taking_once(referral, caseworker, now):
    actions.take(referral=referral, by=caseworker, at=now)
    actions.take(referral=referral, by=caseworker, at=now)
    assert Event.objects.filter(kind="taken").count() == 1


def test_nobody_takes_what_is_finished(referral, caseworker, now):
    actions.withdraw(referral=Referral.objects.get(), by=caseworker, at=now)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.take(referral=referral, by=caseworker, at=now)
    assert Referral.objects.get().assignee is None


def test_giving_it_back(referral, caseworker, colleague, now):
    actions.take(referral=referral, by=caseworker, at=now)
    actions.release(referral=referral, by=caseworker, at=now)
    assert Referral.objects.get().assignee is None
    assert Event.objects.filter(kind="released").count() == 1
    actions.take(referral=referral, by=colleague, at=now)


def test_only_yours_unless_you_manage(referral, caseworker, colleague, manager, now):
    actions.take(referral=referral, by=caseworker, at=now)
    with pytest.raises(actions.NotTheirs):
        actions.release(referral=referral, by=colleague, at=now)
    assert Referral.objects.get().assignee == caseworker
    actions.release(referral=referral, by=manager, at=now)
    assert Referral.objects.get().assignee is None


def test_giving_back_what_nobody_has_does_nothing(referral, caseworker, now):
    actions.release(referral=referral, by=caseworker, at=now)
    assert not Event.objects.filter(kind="taken").exists()
    assert Referral.objects.get().version == 1
