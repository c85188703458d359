"""The person takes over what somebody else had asked for."""

import pytest

from referrals_portal import actions
from referrals_portal.models import Event, Referral
from tests.actions.later import FRIEND, ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def theirs(keys):
    return ask(**FRIEND)


def claim(row, by, at, stop=False, version=1):
    actions.claim(referral=row, stop=stop, by=by, at=at, expected_version=version)


def test_it_is_theirs_now(theirs, caseworker, now):
    claim(theirs, caseworker, now)
    row = Referral.objects.get()
    assert (row.status, row.version) == ("new", 2)
    assert Event.objects.get(kind="claimed").by == caseworker.pk


def test_they_stop_it(theirs, caseworker, now):
    claim(theirs, caseworker, now, stop=True)
    assert Referral.objects.get().status == "withdrawn"
    assert Event.objects.get(kind="withdrawn").detail == "new>withdrawn"
    assert Event.objects.filter(kind="claimed").count() == 1


@pytest.mark.parametrize("stop", [True, False])
def test_a_stale_page_changes_nothing(theirs, caseworker, now, stop):
    with pytest.raises(actions.ChangedMeanwhile):
        claim(theirs, caseworker, now, stop, version=7)
    assert not Event.objects.filter(kind="claimed").exists()
    assert Referral.objects.get().version == 1


def test_it_cannot_be_taken_over_twice_or_when_it_is_finished(theirs, caseworker, now):
    claim(theirs, caseworker, now)
    with pytest.raises(actions.NotAllowed):
        claim(theirs, caseworker, now, version=2)
    other = ask(**FRIEND)
    actions.withdraw(referral=other, by=caseworker, at=now)
    with pytest.raises(actions.NotAllowed):
        claim(other, caseworker, now, version=2)
