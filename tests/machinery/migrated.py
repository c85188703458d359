"""What the migrations make of an empty database, made once for all who need it."""

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = "front_door_migrated"
# As `make run` does it on a machine that it never saw.
MIGRATE = "import django; django.setup(); from config.running import preparation as p; p._migrate()"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file to copy; in the run on PostgreSQL, `TEMPLATE` is a database to copy.

    Tests that run beside each other share it: migrating takes longer than a hundred tests.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    file = folder / "migrated.sqlite3"
    with (folder / "migrated.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not file.exists():
            _migrate(folder / "migrating", file)
    return file


def _migrate(var: Path, file: Path) -> None:
    var.mkdir()
    address = os.environ.get("DATABASE_URL") or f"sqlite:///{var / 'db.sqlite3'}"
    if on_postgresql():
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {TEMPLATE}")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "site"))),
        "VAR": str(var),
        "DATABASE_URL": address.replace("/postgres?", f"/{TEMPLATE}?", 1),
    }
    subprocess.run([sys.executable, "-c", MIGRATE], cwd=ROOT, env=environment, check=True)
    if on_postgresql():
        file.touch()
        return
    with closing(sqlite3.connect(var / "db.sqlite3")) as made:
        # A database in memory can have no journal beside it.
        made.execute("PRAGMA journal_mode=DELETE")
    (var / "db.sqlite3").rename(file)


def on_postgresql() -> bool:
    """Tell whether this is the run on PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, migrated: Path
) -> Iterator[None]:
    """The tests' own database begins as a copy: nothing is left for Django to migrate."""
    if on_postgresql():
        connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE
        yield
        return
    memory = sqlite3.connect(connection.creation._get_test_db_name(), uri=True)
    with closing(memory), closing(sqlite3.connect(migrated)) as source:
        source.backup(memory)
        yield
