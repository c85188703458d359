"""What people said, in numbers too coarse to lead to anybody."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals_portal.feedback import ANSWERS, QUESTIONS
from referrals_portal.intake.said import at_least, months_before, said, shown
from referrals_portal.models import FeedbackCount
from tests.intake.making import sign_in
from tests.intake.test_queue import text


@pytest.mark.parametrize(
    ("number", "seen"),
    [(0, None), (1, None), (4, None), (5, 5), (9, 5), (10, 10), (1234, 1230)],
)
def test_a_number_is_hidden_below_five_and_rounded_down_above(number, seen):
    assert at_least(number) == seen


@given(st.dictionaries(st.tuples(st.sampled_from(list(QUESTIONS)), st.sampled_from(list(ANSWERS))),
                       st.integers(0, 10_000)))  # fmt: skip
def test_no_small_number_is_ever_shown(counts):
    for question in shown(counts):
        for _, number in question.answers:
            assert number is None or (number >= 5 and number % 5 == 0)


def test_months():
    assert months_before(date(2026, 11, 1), 12) == date(2025, 11, 1)
    assert months_before(date(2026, 1, 1), 1) == date(2025, 12, 1)
    assert months_before(date(2026, 12, 1), 11) == date(2026, 1, 1)


@pytest.mark.django_db
def test_only_whole_months_of_the_last_year_count_at_all_points_together():
    for month, count, point in (
        (date(2026, 11, 1), 100, "closed"),  # this month is not over
        (date(2026, 10, 1), 6, "closed"),
        (date(2026, 10, 1), 2, "first_contact"),
        (date(2025, 11, 1), 3, "closed"),
        (date(2025, 10, 1), 100, "closed"),  # too long ago
    ):
        FeedbackCount.objects.create(
            month=month, point=point, question="reached", answer="yes", count=count
        )
    answers = dict(said(date(2026, 11, 29))[0].answers)
    assert answers[ANSWERS["yes"]] == 10


@pytest.mark.django_db
def test_the_page_says_so_while_there_is_nothing_to_show(manager, keys):
    page = text(sign_in(manager).get("/intake/feedback/"))
    assert "There is nothing to show yet." in page
    assert "How many" not in page


def test_the_page_shows_numbers_to_managers_and_when_people_are_asked(manager, keys):
    FeedbackCount.objects.create(
        month=months_before(date.today().replace(day=1), 1), point="closed", question="listened",
        answer="mostly", count=23,
    )  # fmt: skip
    page = text(sign_in(manager).get("/intake/feedback/"))
    assert "Nobody is asked." in page
    assert "Mostly 20 or more" in page
    assert "fewer than 5" in page
    assert "23" not in page
