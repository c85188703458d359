"""``manage.py run``: the whole product on this machine until Ctrl-C."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo.people import SignIn
from config.running import ports, preparation, product, summary
from config.running.children import Children, Died
from config.running.notify import messages
from config.running.signals import Interruption

DEFAULT_PORT = 8000


class Command(BaseCommand):
    """Makes everything ready, starts it, prints five lines, and stops all of it when told to.

    Exits with 0 when told to stop, with 1 and one sentence when the port is taken or a process
    ends by itself.
    """

    help = "Run the whole product on this machine: web server, worker and a stand-in for Notify."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the demonstration content, which must be asked for by name."""
        parser.add_argument("--demo", action="store_true", help="with demonstration content")

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        """Run until told to stop."""
        port = _port()
        told = Interruption()
        children = Children()
        try:
            sign_ins = preparation.prepare(demo=demo)
            told.note_only()
            self._run(children, port, told, sign_ins)
        except KeyboardInterrupt:
            return
        except Died as sentence:
            raise CommandError(str(sentence)) from None
        finally:
            told.note_only()
            children.stop()

    def _run(
        self, children: Children, port: int, told: Interruption, sign_ins: list[SignIn]
    ) -> None:
        sends = messages(port)
        product.start(children, port, sends)
        if not product.wait_until_ready(children, port, told.wait):
            return
        where = Path(settings.VAR) / f"run-{port}.json"
        summary.write(where, sends, children.pids())
        for line in summary.lines(sends, sign_ins):
            self.stdout.write(line)
        self.stdout.flush()
        try:
            while not told.wait(0.5):
                children.check()
        finally:
            where.unlink(missing_ok=True)


def _port() -> int:
    """Return the port to serve on; raise CommandError when it is none, or taken."""
    given = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise CommandError(f"PORT is {given!r}; it must be a number from 1 to 65535.")
    if not ports.is_free(int(given)):
        raise CommandError(
            f"Port {given} is in use already; stop what uses it, or choose another: "
            "make run PORT=8001"
        )
    return int(given)
