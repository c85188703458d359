"""``manage.py demo``: demonstration content, from clearly invented people."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from config.demo import directory, pages, people, referrals, welsh
from core import generation


class Command(BaseCommand):
    """Fills an empty installation; running it again changes nothing."""

    help = "Make the demonstration content: website, directory, sign-ins and a few referrals."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make all of it, or none."""
        people.make()
        directory.make()
        welsh.make()
        pages.make()
        made = referrals.make(timezone.now())
        generation.bump()
        self.stdout.write(f"Demonstration content is in place; {made} referrals were added.")
