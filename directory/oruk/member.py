"""Objects as tables of their members: one table says both what is written and its schema."""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from django.utils.encoding import iri_to_uri

Row = Mapping[str, Any]
OURS = uuid.uuid5(uuid.NAMESPACE_URL, "front-door:oruk")
"""The namespace of identifiers for what has no row of its own. Never to be changed."""


@lru_cache(maxsize=10_000)  # what some hundreds of services take
def same_always(*parts: Any) -> uuid.UUID:
    """Return the identifier of what is told by these parts alone: the same in every answer."""
    return uuid.uuid5(OURS, " ".join(map(str, parts)))


def moment(value: datetime) -> str:
    """Return RFC 3339 in UTC with milliseconds, cut and not rounded: 2026-03-15T10:30:45.123Z."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _hour(value: time) -> str:
    return value.isoformat("minutes")


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _text(value: Any) -> str:
    text = str(value)
    return text if text.isprintable() else _CONTROLS.sub("", text)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is: its JSON Schema, how it is written, and of which objects it is made."""

    schema: dict[str, Any]
    write: Callable[[Any], Any]
    nested: "Thing | None" = None


TEXT = Kind({"type": "string"}, _text)
UUID = Kind({"type": "string", "format": "uuid"}, str)
URI = Kind({"type": "string", "format": "uri"}, iri_to_uri)
EMAIL = Kind({"type": "string", "format": "email"}, _text)
NUMBER = Kind({"type": "number"}, lambda value: value)
YES_OR_NO = Kind({"type": "boolean"}, bool)
DATE = Kind({"type": "string", "format": "date"}, date.isoformat)
MOMENT = Kind({"type": "string", "format": "date-time"}, moment)
HOUR = Kind({"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}, _hour)
CODES = Kind({"type": "array", "items": {"type": "string"}}, list)


def one_of(*words: str) -> Kind:
    """Return the kind of a text that is one of these."""
    return Kind({"type": "string", "enum": list(words)}, str)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an object.

    ``of`` is where its value is in the row: a key, or a function of the row; its name if empty.
    ``listed`` members are in lists too, the others only where an object is given in full.
    ``extra`` ones are no part of Open Referral UK 3.0. Without a value a member is left out,
    unless it is ``required``.
    """

    name: str
    kind: Kind
    says: str
    of: str | Callable[[Row], Any] = ""
    required: bool = False
    listed: bool = True
    extra: bool = False

    @property
    def value(self) -> Callable[[Row], Any]:
        """Return the function that finds the value in a row."""
        key = self.of or self.name
        return key if callable(key) else lambda row: row.get(key)


class Thing:
    """An object of the standard: its name and its members, in order."""

    def __init__(self, name: str, says: str, *members: Member) -> None:
        self.name, self.says, self.members = name, says, members
        self._ways = [(m.name, m.of or m.name, m.kind.write, m.required) for m in members]

    def say(self, row: Row) -> dict[str, Any]:
        """Return the object for a row, with those members that have a value."""
        said = {}
        for name, of, write, required in self._ways:
            found = row.get(of) if isinstance(of, str) else of(row)
            if found or found == 0:  # false and nought say something; empty and None do not
                said[name] = write(found)
            elif required:
                said[name] = ""
        return said

    def in_lists(self) -> "Thing":
        """Return the same with nothing but what lists say."""
        kept = [member for member in self.members if member.listed]
        return Thing(f"{self.name}_summary", f"{self.says} In lists.", *kept)

    def only(self, name: str, *names: str) -> "Thing":
        """Return the same, under another name, with only those members."""
        return Thing(name, self.says, *(m for m in self.members if m.name in names))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema. Nothing else is ever in the object, and it says so."""
        return {
            "type": "object",
            "description": self.says,
            "properties": {m.name: m.kind.schema | {"description": m.says} for m in self.members},
            "required": [member.name for member in self.members if member.required],
            "additionalProperties": False,
        }


def one(thing: Thing) -> Kind:
    """Return the kind of a member that is an object."""
    return Kind({"$ref": f"#/components/schemas/{thing.name}"}, thing.say, thing)


def many(thing: Thing) -> Kind:
    """Return the kind of a member that is a list of objects."""
    each = {"$ref": f"#/components/schemas/{thing.name}"}
    schema = {"type": "array", "items": each}
    return Kind(schema, lambda rows: [thing.say(row) for row in rows], thing)


def extra(*members: Member) -> tuple[Member, ...]:
    """Return members marked as no part of Open Referral UK 3.0."""
    return tuple(replace(member, extra=True) for member in members)
