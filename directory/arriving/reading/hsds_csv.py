"""An HSDS tabular package: one CSV file for each kind of object, in a folder or a zip.

The rows are put into a temporary database on disk and joined there, so a package of any size takes
little memory. Files are known by either naming (``attribute.csv``, ``attributes.csv``).
"""

import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from lzma import LZMAError
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from directory.arriving.reading.text_files import MOST_ROWS, rows_of
from directory.arriving.stops import Stopped

MOST_UNPACKED = 500 * 1024**2
"""Bytes of all files together."""
MOST_COLUMNS = 60
TWICE = 'SELECT 1 FROM "service" WHERE "id" != \'\' GROUP BY "id" HAVING count(*) > 1'
MOST_PARTS = 500
"""Rows of one table that one record has, at most."""
MOST_OF_A_SERVICE = 5_000_000
"""Letters of a service with everything that belongs to it, from all tables together."""
LETTERS_OF_A_ROW = 2_000
"""So many a row counts for beside its own: it takes memory without a word in it."""
Record = dict[str, Any]

TABLES = {
    "organization": ("organizations",),
    "service": ("services",),
    "attribute": ("attributes",),
    "service_at_location": ("service_at_locations",),
    "location": ("locations",),
    "phone": ("phones",),
    "contact": ("contacts",),
    "address": ("addresses",),
    "schedule": ("schedules",),
    "funding": ("fundings",),
    "service_area": ("service_areas",),
    "language": ("languages",),
    "accessibility": ("accessibilities",),
    "taxonomy_term": ("taxonomy_terms",),
    "cost_option": ("cost_options",),
    "organization_identifier": ("organization_identifiers",),
    "taxonomy": ("taxonomies",),
}
"""Table -> the other name that its file may have."""

KEYS = ("id", "service_id", "location_id", "organization_id", "contact_id",
        "service_at_location_id", "link_id")  # fmt: skip
"""Columns by which rows are looked up."""

OF_SERVICE = {
    "schedule": "schedules",
    "funding": "funding",
    "service_area": "service_areas",
    "language": "languages",
    "cost_option": "cost_options",
    "phone": "phones",
}


def records(path: Path) -> Iterator[Record]:
    """Yield every service of the package, nested. Raises `Stopped`."""
    with tempfile.TemporaryDirectory() as folder, closing(_database(folder)) as base:
        left = MOST_ROWS
        with _files(path) as files:
            for name, file in files:
                with closing(rows_of(file, f"{name}.csv", left)) as rows:
                    left -= _load(base, name, rows)
        package = _Package(base)
        if "service" not in package.tables:
            raise Stopped("The package has no services.csv.")
        if "id" in package.tables["service"] and base.execute(TWICE).fetchone():
            raise Stopped("Two services of the package have the same id.")
        yield from package.services()


def _database(folder: str) -> sqlite3.Connection:
    base = sqlite3.connect(f"{folder}/package")
    base.row_factory = sqlite3.Row
    base.execute("PRAGMA journal_mode = OFF")
    base.execute("PRAGMA synchronous = OFF")
    return base


@contextmanager
def _files(path: Path) -> Iterator[Iterator[tuple[str, BinaryIO]]]:
    """Give the package's files with the tables that they are. Nothing is unpacked to disk."""
    if path.is_dir():
        _judge(each.stat().st_size for each in path.glob("*.csv"))
        yield _in_folder(path)
        return
    try:
        with ZipFile(path) as package:
            _judge(each.file_size for each in package.infolist())
            yield _in_zip(package)
    except (
        BadZipFile,
        OSError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        zlib.error,
        LZMAError,
    ):
        raise Stopped(f"{path.name} is no zip that can be read, or only half of one.") from None


def _judge(sizes: Iterable[int]) -> None:
    if sum(sizes) > MOST_UNPACKED:
        raise Stopped("The package is too large.")


def _in_folder(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    for each in sorted(path.glob("*.csv")):
        if (table := _table(each.stem)) and each.is_file():
            with each.open("rb") as file:
                yield table, file


def _in_zip(package: ZipFile) -> Iterator[tuple[str, BinaryIO]]:
    for each in package.infolist():
        name = Path(each.filename)
        if name.suffix.lower() == ".csv" and (table := _table(name.stem)):
            with package.open(each) as file:
                yield table, file  # type: ignore[misc]


def _table(stem: str) -> str | None:
    stem = stem.lower()
    return next((table for table, more in TABLES.items() if stem in (table, *more)), None)


def _load(base: sqlite3.Connection, table: str, rows: Iterator[list[str]]) -> int:
    """Put a file's rows into its table, as text, and return how many.

    Of two files of one table the first counts.
    """
    columns = [name.strip().lower() for name in next(rows, [])]
    if len(columns) > MOST_COLUMNS or len(set(columns)) < len(columns):
        raise Stopped(f"The first line of {table}.csv does not name its columns.")
    known = [name for name in columns if name.isidentifier()]
    if not known or base.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
        return 0
    named = ", ".join(f'"{name}" TEXT' for name in known)
    base.execute(f'CREATE TABLE "{table}" ({named})')
    kept = [number for number, name in enumerate(columns) if name in known]
    marks = ", ".join("?" * len(known))
    put = base.executemany(
        f'INSERT INTO "{table}" VALUES ({marks})',  # noqa: S608 (a table of ours, and marks)
        ([row[at] if at < len(row) else "" for at in kept] for row in rows),
    )
    for key in KEYS:
        if key in known:
            base.execute(f'CREATE INDEX "{table}_{key}" ON "{table}" ("{key}")')
    return put.rowcount


class _Package:
    """The tables, and the nesting that their keys stand for."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self.base = base
        self._left = self._number = 0
        found = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        self.tables = {
            name: {each[1] for each in base.execute(f'PRAGMA table_info("{name}")')}
            for (name,) in found.fetchall()
        }

    def services(self) -> Iterator[Record]:
        """Yield every service with all that is its own. Raises `Stopped` for one too large."""
        for number, row in enumerate(self.base.execute('SELECT * FROM "service"'), 1):
            service = dict(row)
            self._left, self._number = MOST_OF_A_SERVICE, number
            key = service.get("id") or ""
            for table, member in OF_SERVICE.items():
                service[member] = self._of(table, "service_id", key)
            service["schedules"] = [
                each for each in service["schedules"] if not each.get("service_at_location_id")
            ]
            service["contacts"] = [
                self._contact(each) for each in self._of("contact", "service_id", key)
            ]
            service["attributes"] = self._attributes(key)
            service["organization"] = self._organization(service.get("organization_id"))
            service["service_at_locations"] = [
                self._at(each) for each in self._of("service_at_location", "service_id", key)
            ]
            yield service

    def _of(self, table: str, key: str, value: Any) -> list[Record]:
        if not value or key not in self.tables.get(table, ()):
            return []
        asked = f'SELECT * FROM "{table}" WHERE "{key}" = ? LIMIT ?'  # noqa: S608 (names of ours)
        found = []
        for row in self.base.execute(asked, (value, MOST_PARTS)):
            self._left -= LETTERS_OF_A_ROW + sum(map(len, row))
            if self._left < 0:
                raise Stopped(f"Service number {self._number} has more parts than any service has.")
            found.append(dict(row))
        return found

    def _one(self, table: str, value: Any) -> Record | None:
        return next(iter(self._of(table, "id", value)), None)

    def _contact(self, contact: Record) -> Record:
        return contact | {"phones": self._of("phone", "contact_id", contact.get("id"))}

    def _organization(self, key: Any) -> Record | None:
        found = self._one("organization", key)
        if found is None:
            return None
        identifiers = self._of("organization_identifier", "organization_id", key)
        return found | {
            "organization_identifiers": identifiers,
            "phones": self._of("phone", "organization_id", key),
        }

    def _at(self, link: Record) -> Record:
        key, place = link.get("id"), link.get("location_id")
        location = self._one("location", place)
        if location is not None:
            location["addresses"] = self._of("address", "location_id", place)
            location["accessibility"] = self._of("accessibility", "location_id", place)
            location["phones"] = self._of("phone", "location_id", place)
        return link | {
            "location": location,
            "schedules": self._of("schedule", "service_at_location_id", key),
            "phones": self._of("phone", "service_at_location_id", key),
        }

    def _attributes(self, key: str) -> list[Record]:
        found = []
        for link in self._of("attribute", "link_id", key):
            term = self._one("taxonomy_term", link.get("taxonomy_term_id"))
            if term and not term.get("taxonomy"):
                taxonomy = self._one("taxonomy", term.get("taxonomy_id")) or {}
                term["taxonomy"] = taxonomy.get("name")
            found.append(link | {"taxonomy_term": term})
        return found
