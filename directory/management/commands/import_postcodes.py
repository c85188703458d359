"""``manage.py import_postcodes``: real postcodes, for distances that are more than about right."""

from argparse import ArgumentTypeError
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, OperationalError, ProgrammingError, connection

from directory.near.credits import credit_words
from directory.near.importing import storing
from directory.near.importing.files import WrongFile
from directory.near.importing.reading import Edition, recognised
from directory.near.importing.storing import Tally

EXAMPLE = "--as-of 2026-02-01"


class Command(BaseCommand):
    """Reads a file to its end, and only then puts it in the place of what was imported before."""

    help = "Import ONSPD or Code-Point Open: the archive, or the CSV file in it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file, and what to keep of it."""
        parser.add_argument("file", type=Path, help="the archive, or a CSV file out of it")
        parser.add_argument(
            "--units", action="store_true", help="keep whole postcodes too, not only the first part"
        )
        parser.add_argument("--dry-run", action="store_true", help="read only, and keep nothing")
        parser.add_argument(
            "--as-of",
            type=_day,
            metavar="DAY",
            help=(
                "the day that the data is from: its year stands under every list by distance. Only "
                "needed where neither the file's name nor the archive says it. For the edition of "
                f"February 2026: {EXAMPLE}"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import all of the file, or none of it; say in a sentence why not."""
        try:
            edition = recognised(options["file"])
            as_of = options["as_of"] or edition.as_of
            if as_of is None:
                raise CommandError(
                    "Nothing says when the data is from: add --as-of and the day. For the edition "
                    f"of February 2026: {EXAMPLE}"
                )
            tally = storing.tallied(edition)
            for sentence in (*_holds(edition, as_of, tally), *_before(options)):
                self.stdout.write(sentence)
            if not options["dry_run"]:
                storing.replace(edition, tally, as_of=as_of, units=options["units"])
        except WrongFile as error:
            raise CommandError(f"Nothing was changed: {error}") from None
        except IntegrityError:
            raise CommandError("Nothing was changed: the file has a postcode twice.") from None
        except (OperationalError, ProgrammingError):
            raise CommandError(
                "Nothing was changed: the database cannot be written to. Run `manage.py migrate` "
                "first, as the owner of the database, and try again."
            ) from None
        self.stdout.write("Nothing was kept." if options["dry_run"] else "Imported.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"write the year, the month and the day: {EXAMPLE}") from None


def _holds(edition: Edition, as_of: date, tally: Tally) -> Iterator[str]:
    """Say what a file holds; raises `WrongFile` if that is nothing."""
    if not tally.used:
        raise WrongFile(f"{edition.path.name} has no postcode that is in use.")
    yield (
        f"{edition.source} of {as_of:%B %Y}: {tally.used:,} postcodes in use, "
        f"{len(tally.sums):,} outward codes."
    )
    nowhere = f"{tally.nowhere:,} without a place or of an old form"
    yield f"Passed over: {tally.terminated:,} ended, {nowhere}."
    if tally.northern_ireland:
        yield (
            f"Left out: {tally.northern_ireland:,} of Northern Ireland, whose licence does not let "
            "us publish them."
        )
    yield "Lists by distance will say:"
    yield from (f"  {words}" for words in credit_words(edition.source, as_of))


def _before(options: dict[str, Any]) -> Iterator[str]:
    if options["units"] and not options["dry_run"] and connection.vendor == "sqlite":
        yield "On SQLite nobody can send anything while this writes: do it while the site is down."
