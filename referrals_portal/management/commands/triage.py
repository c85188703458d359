"""``manage.py triage``: what a hub's rules would make of a referral, without making one."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub import profile
from hub.facts import HubFacts
from hub.opening import LONDON
from referrals_portal.triage import Decision, FactsError, decide
from referrals_portal.triage.facts import read


class Command(BaseCommand):
    """Facts in, a decision out. Nothing is stored, and no database is asked."""

    help = "Say what a hub's profile would make of a referral."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare which hub, and where the facts are."""
        parser.add_argument("--hub", required=True, help="the slug of its profile")
        parser.add_argument("--facts", required=True, help="a JSON file, or - for standard input")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the decision."""
        try:
            hub = HubFacts.from_profile(profile.load(options["hub"]))
            decision = decide(hub, read(_facts(options["facts"])))
        except (profile.ProfileError, FactsError) as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            self.stdout.write(json.dumps(decision.to_json(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(decision)))


def _facts(where: str) -> Any:
    try:
        text = sys.stdin.read() if where == "-" else Path(where).read_text(encoding="utf-8")
        return json.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{where} cannot be read: {error}.") from None
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{where} is not JSON: {error}.") from None


def _lines(decision: Decision) -> list[str]:
    team = decision.team.name if decision.team else "no team is named"
    return [
        f"Handling: {decision.handling}. {decision.handling_reason}",
        f"Priority: {decision.priority}.",
        *(f"  {reason}" for reason in decision.reasons),
        f"Team: {team}.",
        *(f"Specialist: {each.name}." for each in decision.specialists),
        *(
            f"{due.what} by {due.channel or 'any channel'}: "
            + (f"{due.due_at.astimezone(LONDON):%A %d %B %Y %H:%M}" if due.due_at
               else f"not started (from {due.starts})")
            for due in decision.standards
        ),
        *(f"Message: {name}." for name in decision.messages),
        f"Messages: {decision.messages_reason}",
        *(f"A senior must look: {reason}" for reason in decision.senior_reasons),
    ]  # fmt: skip
