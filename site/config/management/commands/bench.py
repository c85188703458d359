"""``manage.py bench``: how fast it is on this machine, as ratios of one run."""

import os
import sys
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.bench import measuring, table, wrk
from config.running import ports, preparation, product
from config.running.children import Children, Died
from config.setup.machine import Missing

FOLDER = "bench"
STARTED_AGAIN = "BENCH_STARTED_AGAIN"
"""Set, to its folder, for the command that has one of its own."""


class Command(BaseCommand):
    """Measures in about a minute, on loopback only, in a folder and a database of its own."""

    help = "Print the benchmark's table, and write it to var/bench.json."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Start a web server, measure it, and stop it."""
        if os.environ.get(STARTED_AGAIN) != str(settings.VAR):
            _start_again_in_own_folder()
        try:
            wrk.find()
            rows = _measured()
        except (Missing, Died, RuntimeError) as sentence:
            raise CommandError(str(sentence)) from None
        notes = [*measuring.NOTES, f"Processes of the web server: {product.WORKERS}. On SQLite."]
        table.write(settings.BASE_DIR / "var" / "bench.json", rows, notes)
        self.stdout.write(table.text(rows, notes))


def _start_again_in_own_folder() -> None:
    """Become the same command with a ``VAR`` of its own, so that no one's data is touched."""
    environment = dict(os.environ)
    for name in ("DATABASE_URL", "DATABASE_URL_FILE", "KEYS_DIR", "SITE_URL"):
        environment.pop(name, None)
    folder = (Path(settings.VAR) / FOLDER).resolve()
    for old in folder.glob("db.sqlite3*"):
        old.unlink()
    port = ports.a_free_one()
    own = {"VAR": str(folder), STARTED_AGAIN: str(folder)}
    environment |= own | {"PORT": str(port), "MESSAGES": "none"}
    os.execve(sys.executable, [sys.executable, *sys.argv], environment)


def _measured() -> list[table.Row]:
    preparation.prepare(demo=True)
    size = measuring.put_static_file()
    port, idle = int(os.environ["PORT"]), ports.a_free_one()
    children, never = Children(), threading.Event()
    responder = (sys.executable, "-m", "config.bench.responder", str(idle), str(size))
    try:
        children.start("responder", responder, {})
        product.start_web_server(children, port, {})
        product.wait_until_ready(children, port, never.wait)
        ceiling = wrk.requests_per_second(f"http://127.0.0.1:{idle}/", measuring.SECONDS)
        return measuring.measure(port, ceiling)
    finally:
        children.stop()
