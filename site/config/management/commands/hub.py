"""``manage.py hub``: list, check and load the hub profiles."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub import loading, profile
from hub.models import Hub
from pages.editors import editors
from referrals_portal.models import Referral


class Command(BaseCommand):
    """One profile makes this installation a hub."""

    help = "List, check or load the hub profiles."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the subcommands."""
        parts = parser.add_subparsers(dest="what", required=True)
        parts.add_parser("list", help="list the profiles").add_argument(
            "--json", action="store_true", help="as JSON"
        )
        parts.add_parser("check", help="check one profile or all").add_argument("slug", nargs="?")
        load = parts.add_parser("load", help="make this installation that hub")
        load.add_argument("slug")
        load.add_argument("--if-none", action="store_true", help="only if it is no hub yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one of them."""
        getattr(self, f"{options['what']}_profiles")(options)

    def list_profiles(self, options: dict[str, Any]) -> None:
        """Print slug, name and area of each."""
        rows = [
            {"slug": p.slug, "name": p.name, "area": p.area, "as_of": p.as_of.isoformat()}
            for p in map(profile.load, profile.slugs())
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            self.stdout.write(f"{row['slug']}: {row['name']}, {row['area']} (as of {row['as_of']})")

    def check_profiles(self, options: dict[str, Any]) -> None:
        """Say what is wrong with one profile, or with any."""
        slugs = [options["slug"]] if options["slug"] else profile.slugs()
        wrong = []
        for slug in slugs:
            try:
                profile.load(slug)
            except profile.ProfileError as error:
                wrong.append(str(error))
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"{len(slugs)} checked, nothing wrong.")

    def load_profiles(self, options: dict[str, Any]) -> None:
        """Make this installation the hub."""
        slug, now = options["slug"], Hub.objects.first()
        if now and now.slug and options["if_none"]:
            return
        if now and now.slug not in ("", slug) and Referral.objects.exists():
            raise CommandError(
                f"This installation is {now.slug} and has referrals. Another hub needs an "
                "installation of its own."
            )
        try:
            row = loading.load(slug)
        except profile.ProfileError as error:
            raise CommandError(str(error)) from None
        editors()
        self.stdout.write(f"This installation is {row.name}, {row.area}.")
