"""Demonstration sign-ins: clearly invented people, and a password that everybody may know."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from accounts.models import IntakeRole, User
from core.surfaces import address
from hub.snapshot import current_hub
from pages.editors import editors

PASSWORD = "a quiet front door"  # noqa: S105 - printed by `make run`, and good for nothing else


@dataclass(frozen=True, slots=True)
class SignIn:
    """What to type where: ``where`` is the address of the page that asks for it."""

    where: str
    username: str
    password: str


def make() -> None:
    """Make an editor, and a caseworker and a manager who work in every team there is.

    An account of that name is left as it is.

    Raises CommandError where the world can reach this installation.
    """
    if settings.HTTPS:
        raise CommandError(
            "Demonstration sign-ins have a public password: never where it is https."
        )
    if editor := _new("editor", "Edie"):
        editor.groups.set([editors()])
    for username, first_name, role in (
        ("caseworker", "Casey", IntakeRole.Role.CASEWORKER),
        ("manager", "Manny", IntakeRole.Role.MANAGER),
    ):
        if user := _new(username, first_name):
            teams = [team.key for team in current_hub().rules.teams]
            IntakeRole.objects.create(user=user, role=role, teams=teams)


def give_managers_words() -> None:
    """Let this password unlock the restricted compartment, where that has no key yet.

    Only where ``config.settings.dev`` keeps the words in a file, and never where it is https.
    """
    file = os.environ.get("KEYS_RESTRICTED_PASSPHRASE_FILE", "")
    made = any(settings.KEYS_DIR.glob("intake-restricted.*"))
    if file and Path(file).is_relative_to(settings.VAR) and not made and not settings.HTTPS:
        Path(file).write_text(PASSWORD, encoding="utf-8")


def words_are_the_password() -> bool:
    """Tell whether this password unlocks the restricted compartment, so that it may be said."""
    return bool(settings.KEYS_RESTRICTED_PASSPHRASE() == PASSWORD)


def sign_ins() -> list[SignIn]:
    """Return how to sign in as each."""
    return [
        SignIn(address("cms"), "editor", PASSWORD),
        SignIn(address("sign_in"), "caseworker", PASSWORD),
        SignIn(address("sign_in"), "manager", PASSWORD),
    ]


def _new(username: str, first_name: str) -> User | None:
    """Make an account; None where there is one, which may be a real person's."""
    if User.objects.filter(username=username).exists():
        return None
    return User.objects.create_user(
        username, password=PASSWORD, first_name=first_name, last_name="Example"
    )
