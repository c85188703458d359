"""The drill again, in a process, a folder and a database of its own: nobody's are touched."""

import os
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from psycopg import sql

from config.running import ports
from config.running.notify import stand_in_templates

STARTED = "DRILL_STARTED_APART"
"""Set, to its folder, for the process that was started here."""
LOG = "log.txt"
GRACE, MOST, STOPPING = 120.0, 570.0, 20.0
"""Seconds that a short drill gets beyond its time; that any drill gets; and that all that was
started gets to stop."""
NAME = "front_door_drill"
PER_MINUTE = 30


def is_here() -> bool:
    """Tell whether this process is the one that was started apart, with the folder as ``VAR``."""
    return os.environ.get(STARTED) == str(settings.VAR)


def run(*arguments: str, seconds: float) -> int:
    """Run the drill in a folder that is thrown away, and return its exit status.

    What every process of it logs is shown only if it could not be done at all.
    """
    with tempfile.TemporaryDirectory(prefix="front-door-drill-") as folder, _database() as database:
        own = Path(folder).resolve()
        with (own / LOG).open("wb") as log:
            status = _run(own, database, log.fileno(), arguments, seconds)
        if status not in (0, 1):
            sys.stderr.write((own / LOG).read_text(encoding="utf-8", errors="replace")[-4000:])
        return status


def _run(
    own: Path, database: dict[str, str], log: int, arguments: tuple[str, ...], seconds: float
) -> int:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "drill", *arguments]
    with subprocess.Popen(command, env=_environment(own) | database, stderr=log) as process:
        try:
            return process.wait(min(seconds + GRACE, MOST))
        except (KeyboardInterrupt, subprocess.TimeoutExpired):
            process.send_signal(signal.SIGTERM)
            process.wait(STOPPING)
            return 2


def _environment(own: Path) -> dict[str, str]:
    environment = dict(os.environ)
    for name in ("DATABASE_URL", "DATABASE_URL_FILE", "KEYS_DIR", "SITE_URL", "HUB"):
        environment.pop(name, None)
    port = ports.a_free_one()
    away = f"http://{ports.LOOPBACK}:{ports.a_free_one(port + 1)}"
    return environment | {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "VAR": str(own),
        STARTED: str(own),
        "PORT": str(port),
        "MESSAGES": "notify",
        "NOTIFY_BASE_URL": away,
        "NOTIFY_API_KEY": f"drill-{uuid.uuid4()}-{uuid.uuid4()}",
        "NOTIFY_PER_MINUTE": str(PER_MINUTE),
        **stand_in_templates(),
    }


@contextmanager
def _database() -> Iterator[dict[str, str]]:
    """Make an empty database on the server of DATABASE_URL, if that is a PostgreSQL; else a file.

    It is removed afterwards.
    """
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield {}
        return
    _order(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", "CREATE DATABASE {}")
    try:
        yield {"DATABASE_URL": urlsplit(server)._replace(path=f"/{NAME}").geturl()}
    finally:
        _order(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)")


def _order(server: str, *statements: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        for statement in statements:
            connection.execute(sql.SQL(statement).format(sql.Identifier(NAME)))
