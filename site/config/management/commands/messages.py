"""``manage.py messages``: keeps the Welsh catalogue in step with the English of the code."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.translating import checking, written
from config.translating.extracting import english


class Command(BaseCommand):
    """Writes new strings into the catalogue and takes old ones out, or only says what is wrong."""

    help = "Bring the Welsh catalogue up to date with the code; with --check, change nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to look only."""
        parser.add_argument("--check", action="store_true", help="change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a sentence for each fault that is left; exit 1 if there is any."""
        path, strings = written.path(), english()
        text = path.read_text(encoding="utf-8")
        if not options["check"]:
            text = written.renewed(text, strings)
            path.write_text(text, encoding="utf-8")
        faults = checking.faults(text, strings)
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(
                f"{len(faults)} faults in {path.name}. docs/how-to/review-the-welsh.md says more."
            )
        said = f"{len(strings)} strings, all of them in Welsh; review: {written.review(text)}."
        self.stdout.write(said)
