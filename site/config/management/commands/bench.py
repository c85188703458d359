"""``manage.py bench``: how fast it is on this machine, as ratios of one run."""

import os
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from config.bench import apart, databases, drafts, finding, measuring, messages, stock, table, wrk
from config.running import ports, preparation, product
from config.running.children import Children, Died
from config.running.signals import Interruption
from config.setup.machine import Missing

WITHOUT_POSTGRESQL = "On SQLite only; `make bench` measures drafts on PostgreSQL too."
POSTGRESQL = (
    "Drafts are measured on PostgreSQL too; the server that `make bench` starts does not wait for "
    "the disk."
)


class Command(BaseCommand):
    """Measures in twenty minutes, on loopback only, in a folder and databases of its own."""

    help = "Print the benchmark's table, and write it to var/bench.json."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the second database, whose server DATABASE_URL names."""
        parser.add_argument(
            "--postgresql",
            action="store_true",
            help="also on the server of DATABASE_URL, in a database made for it",
        )

    def handle(self, *args: Any, postgresql: bool = False, **options: Any) -> None:
        """Measure on each database in a process of its own; in that process, measure."""
        told = Interruption()
        try:
            wrk.find()
            if apart.is_here():
                table.write(Path(settings.VAR) / apart.ROWS, _measured(told), [])
                return
            rows = apart.measure(databases.on_sqlite(apart.folder()))
            if postgresql:
                with databases.on_postgresql() as environment:
                    rows += apart.measure(environment)
        except KeyboardInterrupt:
            raise CommandError("Stopped before everything was measured.") from None
        except (Missing, Died, RuntimeError) as sentence:
            raise CommandError(str(sentence)) from None
        notes = [
            *measuring.NOTES,
            *drafts.NOTES,
            *finding.NOTES,
            *(messages.NOTES if postgresql else ()),
            f"Processes of the web server: {product.WORKERS}, of {product.THREADS} threads each.",
            POSTGRESQL if postgresql else WITHOUT_POSTGRESQL,
        ]
        table.write(settings.BASE_DIR / "var" / "bench.json", rows, notes)
        self.stdout.write(table.text(rows, notes))


def _measured(told: Interruption) -> list[table.Row]:
    """Start web servers, measure them, and stop them; pages only on SQLite."""
    preparation.prepare(demo=True)
    size = measuring.put_static_file()
    port, beside, idle = int(os.environ["PORT"]), ports.a_free_one(), ports.a_free_one()
    children, never = Children(), threading.Event()
    try:
        children.start("responder", measuring.responder(idle, size), {})
        product.start_web_server(children, port, {})
        product.start_web_server(children, beside, stock.ENVIRONMENT, "stock wizard's server")
        for each in (port, beside):
            product.wait_until_ready(children, each, never.wait)
        pages = measuring.measure(port, idle) if connection.vendor == "sqlite" else []
        steps = drafts.measure(port, beside, connection.display_name)
    finally:
        told.note_only()
        children.stop()
    sent = messages.measure() if connection.vendor == "postgresql" else []
    return [*pages, *steps, *sent, *finding.measure()]
