"""Answers to the equality questions, as counts only."""

from django.db import models

from referrals_portal.models.classes import COUNTED


class EqualityCount(models.Model):
    """How many people gave one answer, of the referrals closed in one month (Europe/London).

    ``month`` is its first day; ``question`` and ``answer`` are the journey's own codes.
    """

    month = models.DateField()
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=60)
    count = models.PositiveIntegerField(default=0)

    classified = {"month": COUNTED, "question": COUNTED, "answer": COUNTED, "count": COUNTED}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "question", "answer"], name="one_count_for_each_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.question} {self.answer}: {self.count}"
