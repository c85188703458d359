"""``manage.py receive_referrals``: referrals that the police or others send, one a line."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hub.snapshot import current_hub
from hub.vocabulary import HANDLINGS
from referrals_portal.actions.offering import AGAIN, receive_referred
from referrals_portal.actions.referred import Referred, read
from referrals_portal.sealing import KeysMissing, can_seal
from referrals_portal.triage import decide

BECAME = {
    "accept": "taken on",
    "divert": "for the specialists",
    "signpost": "not ours, and closed",
    "close": "closed",
    AGAIN: "here already",
}


class Command(BaseCommand):
    """Checks all lines before it keeps any, and prints how many, never who."""

    help = "Receive referrals that others send: JSON, one a line."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where they are, and how to print."""
        parser.add_argument("file", help="a file of JSON lines, or - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="check only, and keep nothing")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Receive all of them, or none where one has a fault."""
        at = timezone.now()
        people, faults = _people(options["file"], at)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"Nothing was kept: {len(faults)} faults.")
        if not can_seal():
            raise CommandError("Nothing was kept: this process lacks the keys of the form.")
        became = Counter(dict.fromkeys((*HANDLINGS, AGAIN), 0))
        try:
            for each in people:
                became[_decided(each, at) if options["dry_run"] else _received(each, at)] += 1
        except KeysMissing as error:
            raise CommandError(f"{sum(became.values())} were kept, then no more: {error}") from None
        self._print(became, kept=not options["dry_run"], as_json=options["json"])

    def _print(self, became: Counter[str], *, kept: bool, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"kept": kept} | became))
            return
        for name, count in became.items():
            self.stdout.write(f"{count} {BECAME[name]}")
        if not kept:
            self.stdout.write("Nothing was kept: this was a dry run.")


def _received(sent: Referred, at: datetime) -> str:
    return receive_referred(sent=sent, hub=current_hub(), at=at)


def _decided(sent: Referred, at: datetime) -> str:
    return decide(current_hub(), sent.facts).handling


def _people(where: str, at: datetime) -> tuple[list[Referred], list[str]]:
    people: dict[tuple[str, str], tuple[int, Referred]] = {}
    faults = []
    for number, line in _lines(where):
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            faults.append(f"line {number}: is not JSON.")
            continue
        found, wrong = read(data, at)
        faults += [f"line {number}: {each}" for each in wrong]
        if found is None:
            continue
        first, same = people.setdefault((found.facts.source, found.reference), (number, found))
        if same != found:
            faults.append(
                f"line {number}: reference: is that of line {first}, which says otherwise."
            )
    return [each for _, each in people.values()], faults


def _lines(where: str) -> Iterator[tuple[int, str]]:
    """Yield every line that says something, with its number."""
    try:
        text = sys.stdin.read() if where == "-" else Path(where).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{where} cannot be read: {type(error).__name__}.") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line
