"""Everything as an HSDS tabular data package: ``datapackage.json`` and a CSV file for each object.

Made from the same objects as the answers, once for each content generation. It is for machines, so
values are exact; what a spreadsheet would take for a formula is not altered. A service whose
organisation is not published is left out, because the format cannot say it.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from core import generation
from directory.oruk import listing, rows, saying
from directory.oruk.asking import Filters
from directory.oruk.member import Member, Row, Thing
from hub.snapshot import current_hub

NAME = "services-hsds-3.0.zip"
AT_ONCE = 500
_TYPES = {"string": "string", "number": "number", "boolean": "boolean", "array": "string"}
_FORMATS = {"date": "date", "date-time": "datetime"}


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: the object whose plain members are its columns, and which keys lead to others."""

    thing: Thing
    file: str
    keys: dict[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()

    @property
    def members(self) -> list[Member]:
        """Return the members that are plain values, or codes."""
        nested = (m for m in self.thing.members if m.name not in self.without)
        return [member for member in nested if not _is_nested(member)]

    @property
    def columns(self) -> list[str]:
        """Return the names of the columns: plain members, and keys that only rows have."""
        names = [member.name for member in self.members]
        return [*names, *(key for key in self.keys if key not in names)]


_OF_SERVICE = {"service_id": "service"}
TABLES = {
    table.thing.name: table
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
            _OF_SERVICE | {"location_id": "location"}, without=("name", "status"),
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

_lock = Lock()
_kept: tuple[int, bytes] | None = None


def current() -> bytes:
    """Return the package of this content generation."""
    global _kept
    with _lock:
        now = generation.current()
        if _kept is None or _kept[0] != now:
            _kept = (now, made())
        return _kept[1]


def forget() -> None:
    """Make it again at the next call; for tests, whose generations repeat."""
    global _kept
    _kept = None


def made() -> bytes:
    """Return the bytes of the package as everything is now."""
    sheets = {name: _Sheet(table) for name, table in TABLES.items()}
    for row in _services():
        _write_service(sheets, row)
    known = listing.current()
    for term in rows.terms(known.terms):
        sheets["taxonomy_term"].add(term)
    for taxonomy in rows.taxonomies(known.taxonomies):
        sheets["taxonomy"].add(taxonomy)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        package.writestr("datapackage.json", json.dumps(descriptor(), indent=1))
        for sheet in sheets.values():
            package.writestr(sheet.table.file, sheet.text())
    return whole.getvalue()


def _services() -> Iterator[dict[str, Any]]:
    ids = listing.current().services(Filters())
    for start in range(0, len(ids), AT_ONCE):
        for row in rows.services(ids[start : start + AT_ONCE], full=True):
            if row["organization"]:
                yield row


def _write_service(sheets: dict[str, "_Sheet"], row: dict[str, Any]) -> None:
    sheets["service"].add(row)
    _write_parts(sheets, row, saying.SERVICE)
    for place in row["service_at_locations"]:
        sheets["service_at_location"].add(place)


def _write_parts(sheets: dict[str, "_Sheet"], row: Row, thing: Thing) -> None:
    """Write whatever a row has nested in it, and what that has, each object once."""
    for member in thing.members:
        if not _is_nested(member):
            continue
        found = member.value(row) or ()
        name = _named(member)
        part = next(each for each in saying.EVERY if each.name == name)
        for each in [found] if isinstance(found, dict) else found:
            if name not in sheets or sheets[name].add(each):
                _write_parts(sheets, each, part)


class _Sheet:
    """One CSV file while it is written."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._seen: set[Any] = set()
        self._text = io.StringIO(newline="")
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._writer.writerow(table.columns)
        self._only = Thing(table.thing.name, "", *table.members)

    def add(self, row: Row) -> bool:
        """Write a row unless it stands here already, and tell whether it was written."""
        if row["id"] in self._seen:
            return False
        self._seen.add(row["id"])
        said = {key: str(row[key]) for key in self.table.keys if row.get(key)}
        said |= self._only.say(row)
        self._writer.writerow([_cell(said.get(name, "")) for name in self.table.columns])
        return True

    def text(self) -> str:
        return self._text.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, list) else str(value)


def _is_nested(member: Member) -> bool:
    return "$ref" in member.kind.schema or "$ref" in member.kind.schema.get("items", {})


def _named(member: Member) -> str:
    schema = member.kind.schema
    return str((schema if "$ref" in schema else schema["items"])["$ref"]).rsplit("/", 1)[-1]


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
        "name": table.thing.name,
        "path": table.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": table.thing.says,
        "schema": {"primaryKey": "id", "fields": fields} | _if_any("foreignKeys", foreign),
    }


def _field(member: Member) -> dict[str, Any]:
    schema = member.kind.schema
    kind = _FORMATS.get(schema.get("format", ""), _TYPES[schema["type"]])
    made = {"name": member.name, "type": kind, "description": member.says}
    return made | _if_any("constraints", {"required": True} if member.required else {})


def _if_any(name: str, value: Iterable[Any]) -> dict[str, Any]:
    return {name: value} if value else {}
