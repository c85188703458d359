"""``manage.py data_register``: every stored field and every question, as a table."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from config.libraries import LIBRARIES
from core.checks import OURS, stored_fields
from core.classification import Datum
from referrals_portal.steps import CALL, STEPS

HEADER = """\
# Data register

Printed by `manage.py data_register`; a test fails when it is out of date. Every field of every
table of ours is here, every question of the journey, and every table of the libraries that holds
something about a person: staff, never anyone who asks for help. What is sealed is never in clear in
the database, a log, a cookie or a message.
"""


class Command(BaseCommand):
    """Prints docs/data-register.md."""

    help = "Print the data register."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(register(), ending="")


def register() -> str:
    """Return the register as Markdown."""
    sections = {
        "Questions": _questions(),
        "Tables": _tables(),
        "Tables of libraries": _table("Table", sorted(LIBRARIES.items())),
    }
    lines = [HEADER]
    for heading, rows in sections.items():
        lines += [f"## {heading}", "", *rows, ""]
    return "\n".join(lines)


def _questions() -> Iterator[str]:
    rows = (
        (f"{step.key}.{name}", datum)
        for step in (*STEPS, CALL)
        for name, datum in step.form.classified.items()
    )
    yield from _table("Question", rows)


def _tables() -> Iterator[str]:
    models: list[Any] = sorted(
        (model for model in apps.get_models() if model._meta.app_label in OURS),
        key=lambda model: model._meta.label,
    )
    rows = (
        (f"{model._meta.label}.{field.name}", model.classified[field.name])
        for model in models
        for field in stored_fields(model)
        if field.name in getattr(model, "classified", {})
    )
    yield from _table("Field", rows)


def _table(first: str, rows: Any) -> Iterator[str]:
    yield f"| {first} | Personal | Sensitive | Who sees it | When it goes |"
    yield "|---|---|---|---|---|"
    for name, datum in rows:
        yield f"| `{name}` | {_cells(datum)} |"


def _cells(datum: Datum) -> str:
    yes = {True: "yes", False: "no"}
    return " | ".join((yes[datum.personal], yes[datum.sensitive], datum.seen_by, datum.kept))
