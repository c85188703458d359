"""A member of staff finds that it is from a person."""

import pytest

from referrals_portal import actions
from referrals_portal.models import Event, Referral


@pytest.fixture
def suspected(referral):
    Referral.objects.update(suspected=True)
    return Referral.objects.get()


def vouch(referral, by, at, version=1):
    actions.vouch(referral=referral, by=by, at=at, expected_version=version)


def test_the_suspicion_goes_and_it_is_written_down(suspected, caseworker, now):
    vouch(suspected, caseworker, now)
    row = Referral.objects.get()
    assert (row.suspected, row.version, row.status) == (False, 2, "new")
    event = Event.objects.get(kind="vouched")
    assert (event.by, event.by_name, event.detail) == (caseworker.pk, "casey", "")


def test_of_two_who_do_it_at_once_one_is_told(suspected, caseworker, colleague, now):
    stale = Referral.objects.get()
    vouch(suspected, colleague, now)
    with pytest.raises(actions.ChangedMeanwhile):
        vouch(stale, caseworker, now)
    assert Event.objects.filter(kind="vouched").count() == 1


def test_nobody_vouches_for_what_is_not_suspected_or_over(referral, caseworker, now):
    with pytest.raises(actions.NotAllowed):
        vouch(referral, caseworker, now)
    Referral.objects.update(suspected=True, status="closed")
    with pytest.raises(actions.NotAllowed):
        vouch(referral, caseworker, now)
    assert not Event.objects.filter(kind="vouched").exists()
    assert Referral.objects.get().version == 1
