"""The one number that says whether a cached page is still what the editors published."""

from django.db import models

from core.classification import SETTING


class ContentGeneration(models.Model):
    """A single row: raised in the same transaction as every change to public content."""

    number = models.PositiveBigIntegerField(default=1)

    classified = {"number": SETTING}

    def __str__(self) -> str:
        return str(self.number)
