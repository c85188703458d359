"""``manage.py purge``: delete the referrals whose time is over, as the hub's retention says."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from referrals_portal.actions import purging


class Command(BaseCommand):
    """Counts first, always; deletes unless it is a dry run."""

    help = "Delete referrals that are kept no longer, with everything about them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to look before anything is gone."""
        parser.add_argument("--dry-run", action="store_true", help="only say how much there is")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how much there is of each kind, then delete it and say how much is gone."""
        at = timezone.now()
        counted = purging.count(at)
        gone = None if options["dry_run"] else purging.purge(at)
        if options["json"]:
            self.stdout.write(json.dumps({"counted": counted, "deleted": gone}, indent=1))
            return
        self._say("There is to delete", counted)
        if gone is not None:
            self._say("Deleted", gone)

    def _say(self, what: str, counts: dict[str, int]) -> None:
        rows = ", ".join(f"{number} {label}" for label, number in sorted(counts.items()) if number)
        self.stdout.write(f"{what}: {rows or 'nothing'}.")
