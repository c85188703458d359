"""Demonstration sign-ins: clearly invented people, and a password that everybody may know."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model

from accounts.models import IntakeRole
from core.surfaces import address
from pages.editors import editors

PASSWORD = "a quiet front door"  # noqa: S105 - printed by `make run`, and good for nothing else


@dataclass(frozen=True, slots=True)
class SignIn:
    """What to type where: ``where`` is the address of the page that asks for it."""

    where: str
    username: str
    password: str


def make() -> list[SignIn]:
    """Make an editor, a caseworker and a manager, and return how to sign in as each.

    Made again, each has its first rights and password again.
    """
    editor = _person("editor", "Edie", "Example")
    editor.groups.set([editors()])
    _worker("caseworker", "Casey", "Example", IntakeRole.Role.CASEWORKER)
    _worker("manager", "Manny", "Example", IntakeRole.Role.MANAGER)
    return [
        SignIn(address("cms"), "editor", PASSWORD),
        SignIn(address("sign_in"), "caseworker", PASSWORD),
        SignIn(address("sign_in"), "manager", PASSWORD),
    ]


def _person(username: str, first_name: str, last_name: str):  # type: ignore[no-untyped-def]
    user, _ = get_user_model().objects.get_or_create(
        username=username, defaults={"first_name": first_name, "last_name": last_name}
    )
    if not user.check_password(PASSWORD):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return user


def _worker(username: str, first_name: str, last_name: str, role: IntakeRole.Role) -> None:
    user = _person(username, first_name, last_name)
    IntakeRole.objects.update_or_create(user=user, defaults={"role": role})
