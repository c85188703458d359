"""``manage.py grants``: who may do what in the database, as SQL for PostgreSQL."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import grants


class Command(BaseCommand):
    """Prints SQL and changes nothing. What it prints is one transaction and may be run again."""

    help = (
        "Print the roles of the separated processes, and what each may do, as SQL for PostgreSQL."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer another prefix, for several hubs on one server."""
        parser.add_argument(
            "--prefix", default="front_door", help="what the roles' names begin with"
        )

    def handle(self, *args: Any, prefix: str, **options: Any) -> None:
        """Print it."""
        try:
            lines = grants.statements(prefix)
        except (ValueError, grants.Undecided) as error:
            raise CommandError(str(error)) from None
        self.stdout.write("\n".join(["BEGIN;", *lines, "COMMIT;"]))
