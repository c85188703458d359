"""Looking for what was typed, everywhere where it must not be."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from config.drill.table import Row

CANARIES = re.compile(rb"canary|07700 ?900 ?\d{3}|\+?447700900\d{3}", re.IGNORECASE)
"""Whatever the drill's people type or are reached at; nothing else has any of it."""
NOT_OURS = frozenset({"static"})
"""Folders of ``VAR`` with nothing but what came with the product."""
OURS = """
SELECT oid, NOT EXISTS (
    SELECT FROM pg_database
    WHERE NOT datistemplate AND datname NOT IN ('postgres', current_database())
) FROM pg_database WHERE datname = current_database()
"""
SOME = 1 << 20
OVERLAP = 64


def rows(var: Path) -> Iterator[Row]:
    """Yield a row for each place that was looked into."""
    yield Row("leaks: logs and files of every process", "looked for canaries", list(in_files(var)))
    yield Row("leaks: the database, every table", "looked for canaries", list(in_tables()))
    if folder := database_folder():
        yield Row("leaks: the database's own files", "looked for canaries", list(in_files(folder)))


def in_files(folder: Path) -> Iterator[str]:
    """Yield the name of every file below a folder that has a canary in it."""
    for path in sorted(folder.rglob("*")):
        ours = NOT_OURS.isdisjoint(path.relative_to(folder).parts)
        if ours and path.is_file() and not path.is_symlink() and _has_one(path):
            yield str(path.relative_to(folder))


def in_tables() -> Iterator[str]:
    """Yield the name of every table and column of the database that has a canary in it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            found = {
                name
                for row in cursor.fetchall()
                for name, value in zip(names, row, strict=True)
                if CANARIES.search(_bytes(value))
            }
            yield from (f"{table}.{name}" for name in sorted(found))


def database_folder() -> Path | None:
    """Return where the database keeps its files, if that is on this machine and may be read.

    Everything that the server keeps, also what it writes before anything else; but only our own
    database's files where other databases are on it.
    """
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
        cursor.execute(OURS)
        number, alone = cursor.fetchone()
    folder = folder if alone else folder / "base" / str(number)
    return folder if folder.is_dir() else None


def _has_one(path: Path) -> bool:
    """Read a file piece by piece; one that has gone meanwhile has none."""
    try:
        with path.open("rb") as file:
            before = b""
            while piece := file.read(SOME):
                if CANARIES.search(before + piece):
                    return True
                before = piece[-OVERLAP:]
    except OSError:
        return False
    return False


def _bytes(value: object) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return str(value).encode(errors="replace")
