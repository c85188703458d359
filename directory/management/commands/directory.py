"""``manage.py directory``: look at somebody's directory, copy it, and the template for your own."""

import json
import resource
import sys
import time
from argparse import ArgumentTypeError
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import slug_re

from directory.arriving import importing
from directory.arriving.fetching import fetcher
from directory.arriving.reading import spreadsheet
from directory.arriving.reading.api import Feed as Api
from directory.arriving.saying import said_of
from directory.arriving.stops import Stopped

MIB = 1024


class Command(BaseCommand):
    """Carries only: what is decided, ``directory.arriving`` decides."""

    help = "Look at an Open Referral UK feed, import one or a file, or write the template."
    fetcher = staticmethod(fetcher)

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the three things to do."""
        doing = parser.add_subparsers(dest="doing", required=True)
        probe = doing.add_parser("probe", help="say what a feed is, and change nothing")
        probe.add_argument("url", help="its base address, https, at a host that FEED_HOSTS names")
        imported = doing.add_parser("import", help="copy a feed or a file into the directory")
        imported.add_argument("feed", type=_name, help="our name for it, such as hampshire")
        imported.add_argument("--address", default="", help="its base address, or its file")
        imported.add_argument(
            "--file", type=Path, help="read this instead of what is at its address"
        )
        imported.add_argument("--dry-run", action="store_true", help="only say what would change")
        imported.add_argument(
            "--allow-deletions", action="store_true", help="also where more than a fifth is gone"
        )
        trust = imported.add_mutually_exclusive_group()
        trust.add_argument(
            "--trusted",
            dest="trusted",
            action="store_true",
            default=None,
            help="from now on, publish what comes from it without an editor",
        )
        trust.add_argument(
            "--not-trusted",
            dest="trusted",
            action="store_false",
            help="from now on, let an editor publish what comes from it",
        )
        template = doing.add_parser("template", help="write an empty spreadsheet of services")
        template.add_argument("path", type=Path, help="a file that does not exist yet, .xlsx")
        for each in (probe, imported, template):
            each.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; whatever goes wrong is one sentence and exit status 1."""
        try:
            {"probe": self._probe, "import": self._import, "template": self._template}[
                options["doing"]
            ](options)
        except Stopped as stop:
            raise CommandError(str(stop)) from None
        except OSError as error:
            what = error.strerror or "the system refuses"
            raise CommandError(f"A file could not be read or written: {what}.") from None

    def _probe(self, options: dict[str, Any]) -> None:
        started = time.monotonic()
        with self.fetcher() as fetching:
            found = Api(fetching, options["url"]).probe()
        found_in = {"seconds": round(time.monotonic() - started, 2)}
        if options["json"]:
            self.stdout.write(json.dumps(asdict(found) | found_in))
            return
        for name, value in (asdict(found) | found_in).items():
            self.stdout.write(f"{name.replace('_', ' ')}: {value}")

    def _import(self, options: dict[str, Any]) -> None:
        given = str(options["file"].resolve()) if options["file"] else ""
        address = options["address"]
        feed = importing.feed_named(options["feed"], address or given, options["trusted"])
        if feed.pk and not address:
            feed.address = type(feed).objects.get(pk=feed.pk).address
        tell = (lambda said: None) if options["json"] else self.stderr.write
        remarks: list[str] = []
        with self.fetcher() as fetching:
            report = importing.run(
                feed,
                importing.records_of(feed, fetching, options["file"], remarks.append),
                apply=not options["dry_run"],
                allow_deletions=options["allow_deletions"],
                told=tell,
            )
        report.remarks = remarks
        peak = _peak()
        if options["json"]:
            said = asdict(report) | {"counts": report.found.counts, "peak_mib": peak}
            self.stdout.write(json.dumps(said, ensure_ascii=False, default=str))
            return
        for line in said_of(report):
            self.stdout.write(line)
        self.stdout.write(f"Most memory: {peak} MiB.")

    def _template(self, options: dict[str, Any]) -> None:
        path = options["path"]
        if path.suffix.lower() != ".xlsx":
            raise Stopped("The template is a spreadsheet: give it a name that ends in .xlsx.")
        try:
            with path.open("xb") as file:
                spreadsheet.write(file, [])
        except FileExistsError:
            raise Stopped(f"{path.name} is there already; it was left as it is.") from None
        except OSError:
            raise Stopped(f"{path.name} cannot be written there.") from None
        self.stdout.write(json.dumps({"path": str(path)}) if options["json"] else f"Wrote {path}.")


def _name(text: str) -> str:
    if not slug_re.match(text) or len(text) > 40:
        raise ArgumentTypeError("a name is letters, digits, - and _, at most 40")
    return text


def _peak() -> int:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (MIB * MIB if sys.platform == "darwin" else MIB)
