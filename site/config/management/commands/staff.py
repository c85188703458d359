"""``manage.py staff``: accounts of staff, and the only way to let somebody work the queue."""

import json
import os
from argparse import ArgumentParser
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import IntakeRole, User
from hub import drafting
from hub.snapshot import current_hub
from hub.walls import teams_in

EDITORS = "Editors"
PASSWORD_FILE = "STAFF_PASSWORD_FILE"  # noqa: S105 - the name of a variable


class Command(BaseCommand):
    """Adds, lists and stops accounts. A new one asks for its password, or reads it from a file."""

    help = (
        "Accounts of staff. A new account's password is asked for, or read from the file that "
        f"{PASSWORD_FILE} names; it has 15 characters at least."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name what can be done."""
        acts = parser.add_subparsers(dest="act", required=True)
        add = acts.add_parser("add", help="let someone work the queue")
        add.add_argument("username")
        add.add_argument("--role", required=True, choices=IntakeRole.Role.values)
        add.add_argument("--name", default="", help="what colleagues see")
        add.add_argument(
            "--team", action="append", metavar="KEY",
            help="a team of the hub in which they work, instead of those so far; may be repeated",
        )  # fmt: skip
        editor = acts.add_parser("editor", help="let someone edit the website in the CMS")
        editor.add_argument("username")
        editor.add_argument("--name", default="", help="what colleagues see")
        listing = acts.add_parser("list", help="say who has an account, and what for")
        listing.add_argument("--json", action="store_true")
        for act, words in (
            ("remove-role", "stop someone working the queue; the account stays"),
            ("disable", "stop an account altogether; its history stays"),
        ):
            acts.add_parser(act, help=words).add_argument("username")

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        """Do one of them."""
        acts: dict[str, Callable[..., None]] = {
            "add": self._add,
            "editor": self._editor,
            "list": self._list,
            "remove-role": self._remove_role,
            "disable": self._disable,
        }
        acts[act](**options)

    @transaction.atomic
    def _add(
        self, username: str, role: str, name: str, team: list[str] | None, **options: Any
    ) -> None:
        if team:
            _must_be_teams(team)
        user = self._account(username, name)
        given: dict[str, Any] = {"role": role} | ({} if team is None else {"teams": team})
        held, _made = IntakeRole.objects.update_or_create(user=user, defaults=given)
        teams = f" in {' and '.join(held.teams)}" if held.teams else ""
        self.stdout.write(f"{username} can work the queue as a {role}{teams}.")
        if hidden := sorted(current_hub().walls - set(held.teams)):
            self.stdout.write(f"They do not see what is behind the wall of {' or '.join(hidden)}.")

    @transaction.atomic
    def _editor(self, username: str, name: str, **options: Any) -> None:
        group = Group.objects.filter(name=EDITORS).first()
        if group is None:
            raise CommandError(f"There is no group {EDITORS!r} yet. Run `manage.py migrate` first.")
        self._account(username, name).groups.add(group)
        self.stdout.write(f"{username} can edit the website.")

    def _list(self, **options: Any) -> None:
        people = get_user_model().objects.select_related("intake_role").prefetch_related("groups")
        rows = [_described(person) for person in people.order_by("username")]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            role = " in ".join(filter(None, [row["role"], " and ".join(row["teams"])]))
            does = ", ".join(filter(None, [role, *row["groups"]])) or "nothing"
            stopped = "" if row["active"] else " (disabled)"
            self.stdout.write(f"{row['username']}: {does}{stopped}")

    def _remove_role(self, username: str, **options: Any) -> None:
        user = _existing(username)
        IntakeRole.objects.filter(user=user).delete()
        self.stdout.write(f"{username} cannot work the queue.")

    def _disable(self, username: str, **options: Any) -> None:
        user = _existing(username)
        user.is_active = False
        user.save(update_fields=["is_active"])
        self.stdout.write(f"{username} cannot sign in.")

    def _account(self, username: str, name: str) -> User:
        """Return the account, made with a password of its own if there was none."""
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            user = _new(username)
        if name:
            user.first_name, _, user.last_name = name.partition(" ")
        user.save()
        return user


def _must_be_teams(keys: list[str]) -> None:
    """Refuse a key that is no team's: of the rules in force, of their draft, or behind a wall.

    A walled team that the rules have no more may still hold what somebody must see to.
    """
    hub, draft = current_hub(), drafting.current()
    known = hub.walls | {team.key for team in hub.rules.teams}
    known |= teams_in(draft.document) if draft else set()
    for key in keys:
        if key not in known:
            named = f"There are: {', '.join(sorted(known))}." if known else "This hub has no teams."
            raise CommandError(f"There is no team {key!r}. {named}")


def _new(username: str) -> User:
    user = User(username=username)
    password = _password()
    try:
        user.full_clean(exclude=["password"])
        validate_password(password, user)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    user.set_password(password)
    return user


def _password() -> str:
    if path := os.environ.get(PASSWORD_FILE):
        try:
            return Path(path).read_text(encoding="utf-8").strip("\n")
        except OSError:
            raise CommandError(f"{PASSWORD_FILE} names a file that cannot be read.") from None
    first = getpass("Password (15 characters or more): ")
    if first != getpass("The same again: "):
        raise CommandError("The two were not the same. Nothing was made.")
    return first


def _existing(username: str) -> User:
    user = get_user_model().objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"There is no account {username!r}. `manage.py staff list` names them.")
    return user


def _described(person: User) -> dict[str, Any]:
    role = getattr(person, "intake_role", None)
    return {
        "username": person.username,
        "name": person.get_full_name(),
        "active": person.is_active,
        "role": role.role if role else None,
        "teams": role.teams if role else [],
        "groups": sorted(group.name for group in person.groups.all()),
    }
