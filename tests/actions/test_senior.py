"""The mark that a senior member of staff must look soon."""

import pytest
from django.utils import timezone

from referrals_portal import actions
from referrals_portal.models import Event, Referral
from tests.intake.making import make_referral, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def marked(keys) -> Referral:
    return make_referral(hours_ago=1)


def seen(referral: Referral, role: str) -> None:
    actions.senior_has_seen(
        referral=referral,
        by=make_user(role, role),
        at=timezone.now(),
        expected_version=referral.version,
    )


def test_only_a_manager_takes_it_away(marked):
    Referral.objects.update(senior_by=timezone.now())
    marked.refresh_from_db()
    with pytest.raises(actions.NotAllowed):
        seen(marked, "caseworker")
    seen(marked, "manager")
    assert Referral.objects.get().senior_by is None
    assert Event.objects.filter(kind="senior_seen").count() == 1


def test_where_there_is_no_mark_there_is_nothing_to_do(marked):
    with pytest.raises(actions.NotAllowed):
        seen(marked, "manager")


def test_the_queue_shows_it_first(keys):
    old, urgent = make_referral(hours_ago=40), make_referral(hours_ago=1)
    Referral.objects.filter(pk=urgent.pk).update(senior_by=timezone.now())
    assert list(Referral.objects.open().by_due_time()) == [urgent, old]
