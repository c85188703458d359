"""What people said of us when we asked: counts that lead to nobody."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from referrals_portal.feedback import ANSWERS, QUESTIONS
from referrals_portal.models import FeedbackCount

FEWEST = 5
"""Numbers below it are hidden, and all others rounded down to a multiple of it.

Everybody answers every question, so with exact numbers one that is hidden could be worked out.
"""
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Said:
    """One question, and for each answer at least how many gave it; None where too few did."""

    question: Any
    answers: tuple[tuple[Any, int | None], ...]


def said(today: date) -> list[Said]:
    """Return what was said in the last twelve whole months before a day.

    This month is not over: whoever looks before and after one answer would know it.
    """
    until = today.replace(day=1)
    rows = FeedbackCount.objects.filter(month__gte=months_before(until, MONTHS), month__lt=until)
    totals = rows.order_by().values_list("question", "answer").annotate(Sum("count"))
    return shown(Counter({(question, answer): n for question, answer, n in totals}))


def shown(counts: Mapping[tuple[str, str], int]) -> list[Said]:
    """Return counts as they may be seen. Pure."""
    return [
        Said(
            words,
            tuple((name, at_least(counts.get((key, code), 0))) for code, name in ANSWERS.items()),
        )
        for key, words in QUESTIONS.items()
    ]


def at_least(number: int) -> int | None:
    """Return a number rounded down to a multiple of five; None below five."""
    return number // FEWEST * FEWEST or None


def months_before(month: date, number: int) -> date:
    """Return the first day of the month that is so many months earlier."""
    months = month.year * 12 + month.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)
