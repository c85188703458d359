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


ENDS = {
    "closed": lambda **kw: actions.close(outcome="needs_met", text="", **kw),
    "withdrawn": actions.withdraw,
    "stopped by their word": lambda **kw: actions.claim(
        stop=True, expected_version=kw["referral"].version, **kw
    ),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_it_is_not_finished_before_a_senior_has_looked(marked, end):
    """The person was told that one would."""
    Referral.objects.update(senior_by=timezone.now())
    marked.refresh_from_db()
    at = timezone.now()
    with pytest.raises(actions.NotAllowed):
        end(referral=marked, by=make_user("casey", "caseworker"), at=at)
    marked.refresh_from_db()
    assert (marked.status, Event.objects.filter(kind="claimed").count()) == ("new", 0)
    end(referral=marked, by=make_user("manny", "manager"), at=at)
    assert not Referral.objects.get().is_open


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_once_a_senior_has_looked_anyone_may_finish_it(marked, end):
    Referral.objects.update(senior_by=timezone.now())
    marked.refresh_from_db()
    seen(marked, "manager")
    end(referral=marked, by=make_user("casey", "caseworker"), at=timezone.now())
    assert not Referral.objects.get().is_open
