"""``manage.py drill``: attacks, faults and deaths, and what became of every message."""

import os
import random
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from psycopg import Error as DatabaseAway

from config.drill import apart, table
from config.drill.exercise import Exercise
from config.running.children import Children, Died
from config.running.signals import Interruption

MINUTES, MOST = 8.0, 9.0
"""The rest of ten minutes is for what takes longer than it should, and for stopping everything."""


class Command(BaseCommand):
    """Exits with 1 if anything was lost, doubled, leaked or let in, or could not be tried."""

    help = "Attack the product and let everything fail that can; say what happened."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a shorter drill, and one that was had before."""
        parser.add_argument("--minutes", type=float, default=MINUTES, help=f"at most {MOST:.0f}")
        parser.add_argument("--seed", type=int, help="begin with the voyage of this seed")

    def handle(self, *args: Any, minutes: float, seed: int | None, **options: Any) -> None:
        """Drill in a process of its own; in that process, drill."""
        if not 0 < minutes <= MOST:
            raise CommandError(f"--minutes is more than 0 and at most {MOST:.0f}.")
        if seed is None:
            # No secret: it is told, so that the same can be had again.
            seed = random.randrange(1, 1_000_000)  # noqa: S311
        if apart.is_here():
            self._drill(minutes * 60, seed)
            return
        arguments = ("--minutes", str(minutes), "--seed", str(seed))
        try:
            status = apart.run(*arguments, seconds=minutes * 60)
        except (OSError, DatabaseAway) as error:
            raise CommandError(f"The drill could not be had: {type(error).__name__}.") from None
        if status:
            raise CommandError("Something was not as it should be." if status == 1 else "Stopped.")

    def _drill(self, seconds: float, seed: int) -> None:
        told, children, rows = Interruption(), Children(), []
        self.stdout.write(f"The drill begins with seed {seed}.")
        try:
            for row in Exercise(seconds, seed, int(os.environ["PORT"])).run(children):
                rows.append(row)
                self.stdout.write(table.text([row]), ending="")
                self.stdout.flush()
        except KeyboardInterrupt:
            raise CommandError("Stopped before everything was tried.", returncode=2) from None
        except Died as sentence:
            raise CommandError(str(sentence), returncode=2) from None
        finally:
            told.note_only()
            children.stop()
        if not table.all_right(rows):
            raise CommandError("Not everything is OK.", returncode=1)
        self.stdout.write("Nothing was lost, doubled, leaked or let in.")
