"""The whole product, started the way ``manage.py run`` starts it, in a folder of its own."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from config.running import ports
from tests.machinery.migrated import TEMPLATE, on_postgresql

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "USER")
ELSEWHERE = "/robots.txt"
STARTING = 120.0  # seconds, everything cold
STOPPING = 30.0  # seconds


@dataclass(frozen=True, slots=True)
class Product:
    """A running product.

    site: its address, without a slash at the end. messages: the page of the stand-in for Notify,
    with a slash. var: its folder. database: its address where it is not SQLite in ``var``.
    said, logged: the files of its stdout and stderr. pids: its
    processes by name.
    """

    site: str
    messages: str
    var: Path
    said: Path
    logged: Path
    pids: dict[str, int]
    process: subprocess.Popen[bytes]
    database: str = ""

    def url(self, path: str) -> str:
        """The whole address of a path."""
        return self.site + path

    def stop(self) -> int:
        """Tell it to stop, and return its exit status."""
        self.process.terminate()
        return self.process.wait(STOPPING)


def environment(var: Path, port: int) -> dict[str, str]:
    """A clean environment: nothing of the tests' own settings reaches the product."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    settings = "config.settings.dev"
    # The exit leads to another origin, as in life; but one that a test can reach.
    leave_to = f"http://localhost:{port}{ELSEWHERE}"
    return kept | {
        "DJANGO_SETTINGS_MODULE": settings,
        "VAR": str(var),
        "PORT": str(port),
        "LEAVE_TO": leave_to,
    }


def start(var: Path, *arguments: str, **settings: str) -> Product:
    """Start a product in ``var`` on a free port, and wait until it says where it is."""
    port = ports.a_free_one()
    said, logged, facts = (var / f"{name}-{port}" for name in ("said.txt", "log.txt", "run"))
    facts = facts.with_name(f"run-{port}.json")
    var.mkdir(parents=True, exist_ok=True)
    with said.open("wb") as out, logged.open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "run", *arguments],
            cwd=ROOT,
            env=environment(var, port) | settings,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
        )
    try:
        _wait_for(process, said, logged)
    except BaseException:
        process.terminate()
        process.wait(STOPPING)
        raise
    found = json.loads(facts.read_text(encoding="utf-8"))
    return Product(
        site=found["site"],
        messages=found["messages"],
        var=var,
        said=said,
        logged=logged,
        pids=found["pids"],
        process=process,
        database=settings.get("DATABASE_URL", ""),
    )


def _wait_for(process: subprocess.Popen[bytes], said: Path, logged: Path) -> None:
    deadline = time.monotonic() + STARTING
    while said.read_bytes().count(b"\n") < 5:
        assert process.poll() is None, f"The product ended:\n{logged.read_text(encoding='utf-8')}"
        assert time.monotonic() < deadline, f"Not ready:\n{logged.read_text(encoding='utf-8')}"
        time.sleep(0.1)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Product]:
    """The product with its demonstration content, one for all tests that look at it.

    On SQLite; in the run on PostgreSQL, in a database of its own on that server.
    """
    var = tmp_path_factory.mktemp("product")
    database = _own_database()
    if not database:
        shutil.copy(migrated, var / "db.sqlite3")
    running = start(var, "--demo", **database)
    yield running
    assert running.stop() == 0, running.logged.read_text(encoding="utf-8")


def _own_database() -> dict[str, str]:
    if not on_postgresql():
        return {}
    server = os.environ["DATABASE_URL"]
    # Tests that run beside each other have a product each.
    name = f"product_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return {"DATABASE_URL": server.replace("/postgres?", f"/{name}?", 1)}
