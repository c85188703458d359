"""``manage.py hub``: list, check and load the hub profiles, and draw what the docs say of them."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError
from django.utils import timezone

from accounts.permissions import staffed_teams
from hub import describing, loading, profile
from hub.models import Hub
from hub.opening import bank_holidays
from hub.walls import teams_in
from pages.editors import editors
from referrals_portal.actions.switching import held
from referrals_portal.models import Referral

HORIZON = timedelta(days=365)


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
        parts.add_parser("schema", help="print docs/hub-profile.md")
        parts.add_parser("table", help="print docs/hubs.md")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one of them."""
        getattr(self, f"{options['what']}_profiles")(options)

    def list_profiles(self, options: dict[str, Any]) -> None:
        """Print slug, name and area of each, and whether its facts have grown old."""
        today = timezone.localdate()
        rows = [
            {
                "slug": p.slug,
                "name": p.name,
                "area": p.area,
                "as_of": p.as_of.isoformat(),
                "check_before_use": p.is_old(today),
            }
            for p in map(profile.load, profile.slugs())
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            old = ", check before use" if row["check_before_use"] else ""
            self.stdout.write(
                f"{row['slug']}: {row['name']}, {row['area']} (as of {row['as_of']}{old})"
            )

    def check_profiles(self, options: dict[str, Any]) -> None:
        """Say what is wrong with one profile, or with any, or with the clocks of all."""
        slugs = [options["slug"]] if options["slug"] else profile.slugs()
        wrong = []
        for slug in slugs:
            try:
                profile.load(slug)
            except profile.ProfileError as error:
                wrong.append(str(error))
        last = max(bank_holidays())
        if last - timezone.localdate() < HORIZON:
            wrong.append(
                f"The bank holidays end on {last:%d %B %Y}, so due times after that would be "
                "wrong: install a newer govuk-bank-holidays."
            )
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"{len(slugs)} checked, nothing wrong.")

    def load_profiles(self, options: dict[str, Any]) -> None:
        """Make this installation the hub, and say what to look at before anybody comes."""
        slug = options["slug"]
        try:
            stated, now = profile.load(slug), Hub.objects.first()
        except profile.ProfileError as error:
            raise CommandError(str(error)) from None
        except (OperationalError, ProgrammingError):
            raise CommandError("There are no tables yet. Run `manage.py migrate` first.") from None
        if now and now.slug and options["if_none"]:
            return
        if now and now.slug not in ("", slug) and Referral.objects.exists():
            raise CommandError(
                f"This installation is {now.slug} and has referrals. Another hub needs an "
                "installation of its own: another database, and another folder (VAR)."
            )
        if left := left_without(stated.document):
            raise CommandError("\n".join(left))
        row = loading.load(slug)
        editors()
        self.stdout.write(f"This installation is {row.name}, {row.area}.")
        for sentence in (*before_use(stated), *unstaffed(stated)):
            self.stdout.write(sentence)

    def schema_profiles(self, options: dict[str, Any]) -> None:
        """Print what a profile may say."""
        self.stdout.write(describing.schema_page(), ending="")

    def table_profiles(self, options: dict[str, Any]) -> None:
        """Print the hubs side by side."""
        self.stdout.write(describing.table_page(), ending="")


def left_without(document: Mapping[str, Any]) -> list[str]:
    """Return which teams hold open requests and are not in a rules document, a sentence each."""
    return [
        f"The profile has no team {key!r}, which still holds open requests ({count}). Close them "
        "first, or keep the team in the profile."
        for key, count in held().items()
        if key not in teams_in(document)
    ]


def unstaffed(stated: profile.Profile) -> list[str]:
    """Return the walled teams in which nobody works yet, a sentence each."""
    staffed = staffed_teams()
    return [
        f"Nobody works in {team.name}, and nobody else sees what it gets: "
        f"manage.py staff add NAME --role caseworker --team {team.key}"
        for team in stated.rules.teams
        if team.walled and team.key not in staffed
    ]


def before_use(stated: profile.Profile) -> list[str]:
    """Return what somebody must see to before a hub opens, a sentence each."""
    missing = [
        (
            stated.is_old(timezone.localdate()),
            f"Check before use: its facts are as of {stated.as_of:%d %B %Y}.",
        ),
        (not stated.phone, "No telephone number is stated: fill it in (CMS, Settings, The hub)."),
        (
            stated.hours_are_assumed,
            "No opening hours are stated: Monday to Friday, 9 to 5, is assumed.",
        ),
        (not stated.rules.standards, "No response time is stated: the pages promise none."),
        (
            not stated.rules.takes("self"),
            "That people refer themselves is not stated: the form stays closed, and people are "
            "told whom to ring.",
        ),
        (
            "cy" in stated.languages,
            "Welsh is offered, and says that nobody has reviewed it: have it reviewed.",
        ),
    ]
    return [sentence for applies, sentence in missing if applies]
