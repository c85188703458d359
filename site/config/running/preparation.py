"""What must be true before the product can start; what is true already is left alone."""

import hashlib
import io
import logging
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.demo import people
from hub.models import Hub

LOCKED = settings.BASE_DIR / "requirements" / "run.txt"


def prepare(*, demo: bool) -> list[people.SignIn]:
    """Make the folder, the database, the static files, the keys and the hub; content if asked.

    Returns the demonstration sign-ins; none without the demonstration content.
    """
    settings.VAR.mkdir(parents=True, exist_ok=True)
    logging.disable(logging.INFO)
    _migrate()
    _collect_static_files()
    if demo:
        people.give_managers_words()
    _quietly("keys", "create", "--if-missing")
    _load_hub()
    if demo:
        # As the processes that follow are told: what its people are sent goes to the stand-in.
        settings.MESSAGES = os.environ.get("MESSAGES") or "notify"
        _quietly("demo")
    connection.close()
    logging.disable(logging.NOTSET)
    return people.sign_ins() if demo else []


def _quietly(*command: str) -> None:
    """Run a command without what it would say to someone who typed it."""
    call_command(*command, verbosity=0, stdout=io.StringIO())


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        _quietly("migrate", "--no-input")


def _collect_static_files() -> None:
    """Collect when a source or a package changed; a stamp beside the collected files knows."""
    stamp = Path(settings.STATIC_ROOT).with_suffix(".stamp")
    wanted = hashlib.sha256("\n".join(_sources()).encode()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    _quietly("collectstatic", "--no-input")
    stamp.write_text(wanted, encoding="ascii")


def _sources() -> Iterator[str]:
    """Yield what decides about the collected files: the locked packages, and our own sources."""
    yield hashlib.sha256(LOCKED.read_bytes()).hexdigest()
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            facts = path.stat()
            yield f"{path} {facts.st_size} {facts.st_mtime_ns}"


def _load_hub() -> None:
    """Load the hub's profile once; again only when the environment names another hub."""
    loaded = Hub.objects.exclude(slug="").values_list("slug", flat=True).first()
    if not loaded or (os.environ.get("HUB") and loaded != settings.HUB):
        _quietly("hub", "load", settings.HUB)
