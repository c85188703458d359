"""Counting what people say of us: once for each code, by the month only, and leading to nobody."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from core.rounding import to_the_hour
from hub.opening import LONDON
from referrals_portal.feedback import ANSWERS, NOT_SAID, QUESTIONS
from referrals_portal.models import FeedbackCount, Invitation


@transaction.atomic
def count_answers(*, key: bytes, answers: Mapping[str, str], at: datetime, by: None = None) -> bool:
    """Count what somebody answered, and use their code up; False if it was used or is too old.

    answers: ``{question: answer}`` of ``referrals_portal.feedback``. What was not answered counts
    as not said, so that everybody adds one to each question.
    """
    survey = Invitation.objects.filter(
        pk=key, purpose=Invitation.Purpose.FEEDBACK, used_at__isnull=True, expires_at__gt=at
    )
    point = survey.values_list("point", flat=True).first()
    if point is None or not survey.update(used_at=to_the_hour(at)):
        return False
    month = at.astimezone(LONDON).date().replace(day=1)
    cells = FeedbackCount.objects.filter(month=month, point=point)
    if not cells.exists():
        # All at once, so that the order of the rows tells nobody which answers came together.
        every = [
            FeedbackCount(month=month, point=point, question=question, answer=answer)
            for question in QUESTIONS
            for answer in ANSWERS
        ]
        FeedbackCount.objects.bulk_create(every, ignore_conflicts=True)
    for question in QUESTIONS:
        one = cells.filter(question=question, answer=answers.get(question, NOT_SAID))
        one.update(count=F("count") + 1)
    return True


def forget_codes(at: datetime) -> int:
    """Delete codes that are too old, and surveys that were used before this hour; return how many.

    A used one stays until its hour is over, so that a form that is sent twice gets the same answer.
    """
    old = Invitation.objects.filter(expires_at__lte=at).delete()[0]
    used = Invitation.objects.filter(
        purpose=Invitation.Purpose.FEEDBACK, used_at__lt=to_the_hour(at)
    )
    return old + used.delete()[0]
