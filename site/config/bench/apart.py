"""The command again, in a process, a folder and a database of its own: no one's are touched."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from config.bench import table
from config.running import ports

FOLDER = "bench"
ROWS = "rows.json"
STARTED = "BENCH_STARTED_APART"
"""Set, to its folder, for the process that was started here."""


class Stopped(RuntimeError):
    """The process ended without its rows; it has said why."""


def folder() -> Path:
    """Return the folder that is the benchmark's own."""
    return (Path(settings.VAR) / FOLDER).resolve()


def is_here() -> bool:
    """Tell whether this process is the one that was started apart, with the folder as ``VAR``."""
    return os.environ.get(STARTED) == str(settings.VAR)


def measure(database: dict[str, str]) -> list[table.Row]:
    """Measure with ``database`` in the environment, and return the rows; raise Stopped."""
    own = folder()
    own.mkdir(parents=True, exist_ok=True)
    (own / ROWS).unlink(missing_ok=True)
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "bench"]
    with subprocess.Popen(command, env=_environment(own) | database) as process:
        try:
            process.wait()
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            raise
    if process.returncode:
        raise Stopped("The benchmark could not measure everything; why is above.")
    return table.read(own / ROWS)


def _environment(own: Path) -> dict[str, str]:
    environment = dict(os.environ)
    for name in ("DATABASE_URL", "DATABASE_URL_FILE", "KEYS_DIR", "SITE_URL"):
        environment.pop(name, None)
    port = ports.a_free_one()
    return environment | {"VAR": str(own), STARTED: str(own), "PORT": str(port), "MESSAGES": "none"}
