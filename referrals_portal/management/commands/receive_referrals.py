"""``manage.py receive_referrals``: referrals that the police or others send, one a line."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hub.snapshot import current_hub
from hub.vocabulary import HANDLINGS
from referrals_portal.actions.offering import AGAIN, receive_referred
from referrals_portal.actions.referred import Referred, read
from referrals_portal.actions.ways import CALLED
from referrals_portal.messages import outbox
from referrals_portal.messages.catalogue import LETTER
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
    """Checks all lines before it keeps any, and prints how many, never who.

    Lines that were received before are named by their numbers: a reference that somebody else had
    already would hide a person.
    """

    help = "Receive referrals that others send: JSON, one a line."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where they are, and how to print."""
        parser.add_argument("file", help="a file of JSON lines, or - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="check only, and keep nothing")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Receive all of them, or none where one has a fault."""
        if why := _cannot_offer():
            raise CommandError(f"Nothing was read or kept: {why}")
        if lacking := sorted(_promised() - _carried()):
            self.stderr.write(
                f"No offer goes by {' or '.join(lacking)}, because MESSAGES is "
                f"{settings.MESSAGES}: whoever gave nothing else is left to staff."
            )
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
            for number, each in people:
                how = _decided(each, at) if options["dry_run"] else _received(each, at)
                became[how] += 1
                if how == AGAIN:
                    self.stderr.write(f"line {number}: received before, so nothing was changed.")
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


def _cannot_offer() -> str:
    """Return why the offers that the hub's rules promise could not be made from here; or nothing.

    A referral that is received once is never received again. So it is better that it waits where
    it is than that somebody is sent nothing, or an address at which nobody answers.
    """
    promised, form = _promised(), urlsplit(settings.FORM_URL)
    if promised and promised.isdisjoint(_carried()):
        return (
            f"the hub's rules offer support by {' or '.join(sorted(promised))}, and MESSAGES is "
            f"{settings.MESSAGES}, so nobody would be sent anything. Give this command the "
            "MESSAGES of the form and the worker, or take those offers out of the rules."
        )
    # Without https nobody but this machine can reach it.
    website = form.scheme == "https" and form.geturl() == settings.SITE_URL
    if website and current_hub().rules.offers_by:
        return (
            f"offers would send people to {form.netloc}, which is the website's. Give this command "
            "FORM_URL, the address of the form, on a host whose name says nothing."
        )
    return ""


def _promised() -> frozenset[str]:
    """Return by what the hub's rules let an offer go by itself."""
    return current_hub().rules.offers_by - {LETTER}


def _carried() -> frozenset[str]:
    """Return by what this installation can write."""
    return frozenset(CALLED[each] for each in outbox.channels())


def _received(sent: Referred, at: datetime) -> str:
    return receive_referred(sent=sent, hub=current_hub(), at=at)


def _decided(sent: Referred, at: datetime) -> str:
    return decide(current_hub(), sent.facts).handling


def _people(where: str, at: datetime) -> tuple[list[tuple[int, Referred]], list[str]]:
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
    return list(people.values()), faults


def _lines(where: str) -> Iterator[tuple[int, str]]:
    """Yield every line that says something, with its number."""
    try:
        text = sys.stdin.read() if where == "-" else Path(where).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{where} cannot be read: {type(error).__name__}.") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line
