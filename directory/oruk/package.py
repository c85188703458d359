"""Everything as an HSDS tabular data package: ``datapackage.json`` and a CSV file for each object.

Made from the same objects as the answers, once for each edition of the listing. It is for machines,
so values are exact; what a spreadsheet would take for a formula is not altered. A service whose
organisation is not published is left out, because the format cannot say it.
"""

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import UUID

from core.kept import kept
from directory.oruk import listing, rows, saying
from directory.oruk.asking import Filters
from directory.oruk.member import Member, Row, Thing
from hub.snapshot import current_hub

NAME = "services-hsds-3.0.zip"
AT_ONCE = 500
_TYPES = {"string": "string", "number": "number", "boolean": "boolean", "array": "string"}
_FORMATS = {"date": "date", "date-time": "datetime"}


class Table:
    """A CSV file: the object whose plain members are its columns, and which keys lead to others.

    ``columns`` are its members and then the keys that only rows have.
    """

    def __init__(
        self, thing: Thing, file: str, keys: Mapping[str, str] | None = None, without: str = ""
    ) -> None:
        self.name, self.says, self.file, self.keys = thing.name, thing.says, file, keys or {}
        plain = [member for member in thing.members if not member.kind.nested]
        self.members = [member for member in plain if member.name not in without.split()]
        names = [member.name for member in self.members]
        self.columns = [*names, *(key for key in self.keys if key not in names)]
        self.thing = Thing(thing.name, thing.says, *self.members)


_OF_SERVICE = {"service_id": "service"}
TABLES = {
    table.name: table
    for table in (
        Table(saying.ORGANIZATION, "organizations.csv"),
        Table(
            saying.ORGANIZATION_IDENTIFIER, "organization_identifiers.csv",
            {"organization_id": "organization"},
        ),
        Table(saying.SERVICE, "services.csv", {"organization_id": "organization"}),
        Table(saying.PHONE, "phones.csv", _OF_SERVICE),
        Table(
            saying.SCHEDULE, "schedules.csv",
            _OF_SERVICE | {"service_at_location_id": "service_at_location"},
        ),
        Table(saying.LANGUAGE, "languages.csv", _OF_SERVICE),
        Table(saying.COST_OPTION, "cost_options.csv", _OF_SERVICE),
        Table(saying.SERVICE_AREA, "service_areas.csv", _OF_SERVICE),
        Table(
            saying.SERVICE_AT_LOCATION, "service_at_location.csv",
            _OF_SERVICE | {"location_id": "location"}, "name status",
        ),
        Table(saying.LOCATION, "locations.csv"),
        Table(saying.ADDRESS, "addresses.csv", {"location_id": "location"}),
        Table(saying.ACCESSIBILITY, "accessibility.csv", {"location_id": "location"}),
        Table(saying.ATTRIBUTE, "attributes.csv", {"taxonomy_term_id": "taxonomy_term"}),
        Table(saying.TAXONOMY, "taxonomies.csv"),
        Table(saying.TAXONOMY_TERM, "taxonomy_terms.csv", {"taxonomy_id": "taxonomy"}),
    )
}  # fmt: skip
"""Tables by the names of their objects, which are HSDS's names of its resources."""


@kept(daily=True)
def current() -> bytes:
    """Return the package as it is now."""
    return made()


def made() -> bytes:
    """Return the bytes of the package as everything is now."""
    sheets = {name: _Sheet(table) for name, table in TABLES.items()}
    for row in _services():
        _write_service(sheets, row)
    known = listing.current()
    for term in rows.terms([UUID(text) for text in known.terms(Filters())]):
        sheets["taxonomy_term"].add(term)
    for taxonomy in rows.taxonomies([UUID(text) for text in known.taxonomies]):
        sheets["taxonomy"].add(taxonomy)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        package.writestr("datapackage.json", json.dumps(descriptor(), indent=1))
        for sheet in sheets.values():
            with package.open(sheet.table.file, "w") as file:
                sheet.copy(file)
    return whole.getvalue()


def _services() -> Iterator[dict[str, Any]]:
    ids = listing.current().services(Filters())
    for start in range(0, len(ids), AT_ONCE):
        some = [UUID(text) for text in ids[start : start + AT_ONCE]]
        for row in rows.services(some, full=True):
            if row["organization"]:
                yield row


def _write_service(sheets: dict[str, "_Sheet"], row: dict[str, Any]) -> None:
    sheets["service"].add(row)
    _write_parts(sheets, row, saying.SERVICE)
    for place in row["service_at_locations"]:
        sheets["service_at_location"].add(place)


def _write_parts(sheets: dict[str, "_Sheet"], row: Row, thing: Thing) -> None:
    """Write whatever a row has nested in it, and what that has, each object once."""
    for value, part in _parts(thing):
        found = value(row) or ()
        for each in [found] if isinstance(found, dict) else found:
            if part.name not in sheets or sheets[part.name].add(each):
                _write_parts(sheets, each, part)


@cache
def _parts(thing: Thing) -> list[tuple[Callable[[Row], Any], Thing]]:
    return [(member.value, member.kind.nested) for member in thing.members if member.kind.nested]


class _Sheet:
    """One CSV file while it is written."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._seen: set[Any] = set()
        self._file = TemporaryFile()  # noqa: SIM115 - closed by `copy`
        self._text = io.TextIOWrapper(self._file, encoding="utf-8", newline="")
        self._writer = csv.writer(self._text)
        self._writer.writerow(table.columns)

    def add(self, row: Row) -> bool:
        """Write a row unless it stands here already, and tell whether it was written."""
        if row["id"] in self._seen:
            return False
        self._seen.add(row["id"])
        said = {key: str(row[key]) for key in self.table.keys if row.get(key)}
        said |= self.table.thing.say(row)
        self._writer.writerow([_cell(said.get(name, "")) for name in self.table.columns])
        return True

    def copy(self, to: IO[bytes]) -> None:
        """Copy the file, and be done with it."""
        with self._text:
            self._text.flush()
            self._file.seek(0)
            shutil.copyfileobj(self._file, to)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, list) else str(value)


def descriptor() -> dict[str, Any]:
    """Return ``datapackage.json``: the tables, their columns, and how keys lead from one on."""
    return {
        "profile": "tabular-data-package",
        "name": "front-door-services",
        "title": f"Services for people affected by crime, from {current_hub().name}",
        "description": (
            "Human Services Data Specification 3.0. Columns beginning with front_door_ are our "
            "own. Cells are exact and not prepared for spreadsheets: import them as text."
        ),
        "resources": [_resource(table) for table in TABLES.values()],
    }


def _resource(table: Table) -> dict[str, Any]:
    fields = [_field(member) for member in table.members]
    known = {each["name"] for each in fields}
    fields += [{"name": key, "type": "string"} for key in table.keys if key not in known]
    foreign = [
        {"fields": key, "reference": {"resource": resource, "fields": "id"}}
        for key, resource in table.keys.items()
    ]
    return {
        "name": table.name,
        "path": table.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": table.says,
        "schema": {"primaryKey": "id", "fields": fields} | _if_any("foreignKeys", foreign),
    }


def _field(member: Member) -> dict[str, Any]:
    schema = member.kind.schema
    kind = _FORMATS.get(schema.get("format", ""), _TYPES[schema["type"]])
    made = {"name": member.name, "type": kind, "description": member.says}
    return made | _if_any("constraints", {"required": True} if member.required else {})


def _if_any(name: str, value: Iterable[Any]) -> dict[str, Any]:
    return {name: value} if value else {}
