"""Counting what people say: once for each code, and so that nothing leads to anybody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Sum

from referrals_portal.actions.hearing import count_answers, forget_codes
from referrals_portal.feedback import ANSWERS, NOT_SAID, QUESTIONS
from referrals_portal.models import FeedbackCount, Invitation

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
HOUR = AT.replace(minute=0)
SAID = {"reached": "yes", "listened": "mostly", "clear": "no"}


def survey(key=b"k" * 16, **changes):
    usual = {"purpose": "feedback", "point": "closed", "expires_at": AT + timedelta(days=50)}
    return Invitation.objects.create(key=key, **usual | changes)


def counted():
    rows = FeedbackCount.objects.filter(count__gt=0)
    return {(row.question, row.answer): row.count for row in rows}


def test_each_answer_is_one_more_and_what_was_left_out_is_not_said():
    survey()
    assert count_answers(key=b"k" * 16, answers=SAID, at=AT)
    assert counted() == {
        ("reached", "yes"): 1,
        ("listened", "mostly"): 1,
        ("clear", "no"): 1,
        ("again", NOT_SAID): 1,
    }
    row = FeedbackCount.objects.first()
    assert (row.month, row.point) == (date(2026, 11, 1), "closed")
    assert Invitation.objects.get().used_at == HOUR


def test_every_cell_of_a_month_is_there_from_the_first_answer_on():
    survey()
    count_answers(key=b"k" * 16, answers={}, at=AT)
    assert FeedbackCount.objects.count() == len(QUESTIONS) * len(ANSWERS)
    survey(b"l" * 16)
    count_answers(key=b"l" * 16, answers=SAID, at=AT)
    assert FeedbackCount.objects.count() == len(QUESTIONS) * len(ANSWERS)
    survey(b"m" * 16, point="first_contact")
    count_answers(key=b"m" * 16, answers=SAID, at=AT)
    assert FeedbackCount.objects.count() == 2 * len(QUESTIONS) * len(ANSWERS)
    totals = FeedbackCount.objects.values_list("question").annotate(Sum("count"))
    assert dict(totals) == dict.fromkeys(QUESTIONS, 3), "everybody adds one to each question"


def test_a_code_counts_once():
    survey()
    assert count_answers(key=b"k" * 16, answers=SAID, at=AT)
    assert not count_answers(key=b"k" * 16, answers={"reached": "no"}, at=AT)
    assert counted()["reached", "yes"] == 1
    assert ("reached", "no") not in counted()


@pytest.mark.parametrize(
    "changes",
    [{"expires_at": AT}, {"expires_at": AT - timedelta(days=1)}, {"used_at": HOUR},
     {"purpose": "offer"}],
)  # fmt: skip
def test_what_is_not_open_counts_nothing(changes):
    survey(**changes)
    assert not count_answers(key=b"k" * 16, answers=SAID, at=AT)
    assert not FeedbackCount.objects.exists()


def test_a_code_that_nobody_has_counts_nothing():
    assert not count_answers(key=b"x" * 16, answers=SAID, at=AT)


def test_an_answer_that_there_is_not_changes_nothing():
    survey()
    count_answers(key=b"k" * 16, answers={"reached": "CANARY", "CANARY": "yes"}, at=AT)
    assert not FeedbackCount.objects.filter(answer="CANARY").exists()


def test_a_month_is_londons():
    survey()
    count_answers(key=b"k" * 16, answers={}, at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert FeedbackCount.objects.first().month == date(2026, 7, 1)


def test_of_two_presses_at_once_one_counts(at_once):
    survey()
    call = lambda: count_answers(key=b"k" * 16, answers=SAID, at=AT)  # noqa: E731
    given = at_once(call, call, call)
    assert sorted(map(str, given)) == ["False", "False", "True"]
    assert counted()["reached", "yes"] == 1


def test_codes_go_when_they_are_too_old_or_their_hour_is_over():
    survey(b"a" * 16)
    survey(b"b" * 16, expires_at=AT)
    survey(b"c" * 16, used_at=HOUR)
    survey(b"d" * 16, used_at=HOUR - timedelta(hours=1))
    survey(b"e" * 16, purpose="offer", used_at=HOUR - timedelta(days=9), expires_at=None)
    assert forget_codes(AT) == 2
    assert {bytes(row.key)[:1] for row in Invitation.objects.all()} == {b"a", b"c", b"e"}
    assert forget_codes(AT + timedelta(hours=1)) == 1
