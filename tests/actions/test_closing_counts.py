"""Equality answers: counted when a referral closes, once, and never shown."""

import pytest
from django.utils import timezone

from referrals_portal import actions
from referrals_portal.models import EqualityCount, Referral
from tests.intake.making import make_referral, make_user

pytestmark = pytest.mark.django_db

EQUALITY = {
    "equal": {"ask": "yes"},
    "equal-sex": {"answer": "female"},
    "equal-love": {"answer": ""},
    "equal-background": {"answer": "roma"},
}


def close(referral: Referral, equality=EQUALITY) -> None:
    actions.close(
        referral=Referral.objects.get(pk=referral.pk),
        outcome="needs_met",
        text="",
        equality=equality,
        by=make_user(f"casey{EqualityCount.objects.count()}{timezone.now().timestamp()}"),
        at=timezone.now(),
    )


def counts() -> dict[str, int]:
    given = EqualityCount.objects.exclude(count=0)
    return {f"{cell.question} {cell.answer}": cell.count for cell in given}


def test_the_order_of_the_rows_does_not_tell_which_answers_came_together(keys):
    close(make_referral(), {})
    rows = list(EqualityCount.objects.order_by("pk").values_list("question", "answer", "count"))
    close(make_referral())
    again = list(EqualityCount.objects.order_by("pk").values_list("question", "answer", "count"))
    assert [row[:2] for row in again] == [row[:2] for row in rows]
    assert len(rows) > 45
    assert {("sex", "female"), ("background", "roma"), ("love", "rather_not")} <= {
        r[:2] for r in rows
    }


def test_each_answer_is_counted_once_however_often_it_closes(keys):
    first, second = make_referral(), make_referral()
    close(first)
    actions.reopen(referral=Referral.objects.get(pk=first.pk), by=make_user("r"), at=timezone.now())
    close(first)
    assert counts() == {"sex female": 1, "background roma": 1}
    close(second)
    assert counts() == {"sex female": 2, "background roma": 2}


def test_whoever_answered_nothing_is_marked_all_the_same(keys):
    referral = make_referral()
    close(referral, {})
    assert counts() == {}
    assert Referral.objects.get(pk=referral.pk).equality_counted


def test_what_does_not_open_is_not_counted_and_may_be_later(keys):
    referral = make_referral()
    close(referral, None)
    assert not Referral.objects.get(pk=referral.pk).equality_counted
