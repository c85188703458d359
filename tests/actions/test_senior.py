"""The mark that a senior member of staff must look soon."""

from functools import partial

import pytest
from django.utils import timezone

from referrals_portal import actions
from referrals_portal.intake.since import since
from referrals_portal.models import Event, Referral
from tests.intake.making import ANSWERS, make_referral, make_user

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


def end(how: str, marked: Referral, by: str) -> None:
    marked.refresh_from_db()
    deed = {
        "close": partial(actions.close, outcome="needs_met", text=""),
        "withdraw": actions.withdraw,
        "stop by their word": partial(actions.claim, stop=True, expected_version=marked.version),
    }[how]
    deed(referral=marked, by=make_user(by, by), at=timezone.now())


ENDS = ["close", "withdraw", "stop by their word"]


def test_it_is_not_closed_before_a_senior_has_looked(marked):
    """The person was told that one would."""
    Referral.objects.update(senior_by=timezone.now())
    with pytest.raises(actions.NotAllowed):
        end("close", marked, "caseworker")
    assert Referral.objects.get().status == "new"


@pytest.mark.parametrize("how", ENDS[1:])
def test_taken_back_by_telephone_it_stays_open_until_a_senior_has_looked(marked, how):
    """They may have been made to say so. Nobody contacts them any more."""
    Referral.objects.update(senior_by=timezone.now())
    end(how, marked, "caseworker")
    now = Referral.objects.get()
    assert (now.status, now.senior_by is not None) == ("new", True)
    assert actions.telling.asked_back(now.pk)
    assert since(now, ANSWERS).taken_back
    assert since(now, ANSWERS).safe.nothing_is_safe
    Referral.objects.update(suspected=True)
    with pytest.raises(actions.NotAllowed):
        actions.vouch(
            referral=now, by=make_user("v", "caseworker"), at=timezone.now(),
            expected_version=now.version,
        )  # fmt: skip
    with pytest.raises(actions.NotAllowed):
        actions.withdraw(referral=now, by=make_user("again", "caseworker"), at=timezone.now())
    assert now.version == Referral.objects.get().version, "what was refused changed nothing"
    end("withdraw", marked, "manager")
    assert Referral.objects.get().status == "withdrawn"


@pytest.mark.parametrize("how", ENDS)
def test_a_manager_who_finishes_it_has_looked(marked, how):
    Referral.objects.update(senior_by=timezone.now())
    end(how, marked, "manager")
    now = Referral.objects.get()
    assert (now.is_open, now.senior_by) == (False, None)
    assert Event.objects.filter(kind="senior_seen").count() == 1
    assert not Event.objects.filter(kind="asked_back").exists()


@pytest.mark.parametrize("how", ENDS)
def test_once_a_senior_has_looked_anyone_may_finish_it(marked, how):
    Referral.objects.update(senior_by=timezone.now())
    marked.refresh_from_db()
    seen(marked, "manager")
    end(how, marked, "caseworker")
    assert not Referral.objects.get().is_open


def test_opened_again_it_can_be_reached_again(marked):
    Referral.objects.update(senior_by=timezone.now())
    end("withdraw", marked, "caseworker")
    end("close", marked, "manager")
    marked.refresh_from_db()
    actions.reopen(referral=marked, by=make_user("c", "caseworker"), at=timezone.now())
    assert not since(marked, ANSWERS).taken_back
    assert not since(marked, ANSWERS).safe.nothing_is_safe
