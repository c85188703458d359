"""The databases that are measured on: each made for the benchmark, and never anyone's own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from config.setup.machine import Missing

NAME = "front_door_bench"
NO_SERVER = "DATABASE_URL does not name a PostgreSQL server that answers; `make bench` starts one."


def on_sqlite(folder: Path) -> dict[str, str]:
    """Return the environment for an empty database in a file of that folder."""
    for old in folder.glob("db.sqlite3*"):
        old.unlink()
    return {}


@contextmanager
def on_postgresql() -> Iterator[dict[str, str]]:
    """Make an empty database on the server of DATABASE_URL; remove it afterwards.

    Raises Missing without such a server.
    """
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        raise Missing(NO_SERVER)
    _run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", "CREATE DATABASE {}")
    try:
        yield {"DATABASE_URL": urlsplit(server)._replace(path=f"/{NAME}").geturl()}
    finally:
        _run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)")


def _run(server: str, *statements: str) -> None:
    try:
        with psycopg.connect(server, autocommit=True) as connection:
            for statement in statements:
                connection.execute(sql.SQL(statement).format(sql.Identifier(NAME)))
    except psycopg.Error:
        raise Missing(NO_SERVER) from None
