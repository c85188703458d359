"""What may be asked: each parameter once, with its schema, its words and how it is read. Pure.

What nobody listed is ignored, and so is a parameter without a value. What cannot be read is
refused by name; what was typed is never repeated.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime

USUAL, MOST = 50, 200
MOST_MINIMAL = 10_000
"""``minimal`` is for having all of it at once, and costs little."""
FAR = 10_000.0  # metres, where a postcode is asked for without a distance
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Unreadable(ValueError):
    """A parameter that cannot be read. The message names it and says what it takes."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What services are narrowed by, all of it at once. None says anything of a visitor."""

    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    start_time: time | None = None
    end_time: time | None = None
    day: str = ""
    modified_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, read. ``search`` and ``postcode`` are what somebody typed."""

    page: int = 1
    per_page: int = USUAL
    filters: Filters = Filters()
    search: str = ""
    postcode: str = ""
    proximity: float = FAR
    minimal: bool = False
    full: bool = False
    format: str = "json"

    @property
    def was_typed(self) -> bool:
        """Whether it says what a person is looking for, or where: nobody is to keep that."""
        return bool(self.search or self.postcode)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: JSON Schema, words for the document, and the function that reads its text."""

    schema: dict[str, Any]
    says: str
    read: Callable[[str], Any]


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", text) or not int(text):
        raise ValueError
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        raise ValueError
    return float(text)


def _clock(text: str) -> time:
    found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(:[0-5][0-9])?", text)
    if not found:
        raise ValueError
    return time(int(found[1]), int(found[2]))


def identifier(text: str) -> UUID:
    """Return the identifier that is written 8-4-4-4-12; raise ValueError for anything else."""
    if not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text):
        raise ValueError
    return UUID(text)


def _day(text: str) -> str:
    if text.upper() not in DAYS:
        raise ValueError
    return text.upper()


def _truth(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text.lower()]


def _moment(text: str) -> datetime:
    """Read RFC 3339, or a day; a plus that became a blank on its way is one again."""
    day = parse_date(text)
    at = (
        datetime.combine(day, time()) if day else parse_datetime(re.sub(r" (?=..:?..$)", "+", text))
    )
    if at is None:
        raise ValueError
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return at.astimezone(UTC)


def _format(text: str) -> str:
    if text not in ("json", "ndjson"):
        raise ValueError
    return text


_UUID = {"type": "string", "format": "uuid"}
_CLOCK = {"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"}
_COUNT = {"type": "integer", "minimum": 1}
_AGE = {"type": "number", "minimum": 0}

PARAMETERS = {
    "page": Parameter(_COUNT, "The page, from 1. One after the last is empty.", _whole),
    "per_page": Parameter(
        _COUNT | {"default": USUAL},
        f"How many on a page. More than {MOST} gives {MOST}; with minimal, {MOST_MINIMAL}.",
        _whole,
    ),
    "perPage": Parameter(_COUNT, "The same as per_page.", _whole),
    "search": Parameter({"type": "string"}, "Words to look for; the best match first.", str),
    "taxonomy_term_id": Parameter(_UUID, "Services that are about this term.", identifier),
    "taxonomy_id": Parameter(_UUID, "Services that are about a term of this list.", identifier),
    "organization_id": Parameter(_UUID, "Services that this organisation runs.", identifier),
    "minimum_age": Parameter(_AGE, "Services whose minimum_age is this or more.", _number),
    "maximum_age": Parameter(_AGE, "Services whose maximum_age is this or less.", _number),
    "start_time": Parameter(_CLOCK, "A schedule that opens then or later, HH:MM.", _clock),
    "end_time": Parameter(_CLOCK, "A schedule that closes then or earlier, HH:MM.", _clock),
    "day": Parameter(
        {"type": "string", "enum": list(DAYS)},
        "A schedule on this day. With times, they are those of the same schedule.",
        _day,
    ),
    "modified_after": Parameter(
        {"type": "string", "format": "date-time"}, "Changed then or later.", _moment
    ),
    "minimal": Parameter({"type": "boolean"}, "Only id and last_modified.", _truth),
    "full": Parameter({"type": "boolean"}, "Each as its own address gives it.", _truth),
    "format": Parameter(
        {"type": "string", "enum": ["json", "ndjson"]},
        "ndjson is everything at once, an object on each line, without pages.",
        _format,
    ),
    "postcode": Parameter(
        {"type": "string"}, f"Places near it; within {FAR:.0f} metres, or proximity.", str
    ),
    "proximity": Parameter(_AGE, "How near to the postcode, in metres.", _number),
}
PAGES = ("page", "per_page", "perPage", "format")
OF_SERVICES = (
    "search", "taxonomy_term_id", "taxonomy_id", "organization_id", "minimum_age", "maximum_age",
    "start_time", "end_time", "day", "modified_after", "full",
)  # fmt: skip
OF_PLACES = ("postcode", "proximity")


def read(given: Mapping[str, str], offered: tuple[str, ...]) -> Asked:
    """Return what is asked, of the parameters that an address offers. Raise Unreadable."""
    values = {name: _read(name, given[name].strip()) for name in offered if given.get(name)}
    values = {name: value for name, value in values.items() if value != ""}
    if "proximity" in values and "postcode" not in values:
        raise Unreadable("proximity takes a postcode beside it.")
    wanted = values.pop("perPage", None)
    wanted = values.pop("per_page", wanted)
    most = MOST_MINIMAL if values.get("minimal") else MOST
    usual = MOST_MINIMAL if values.get("minimal") else USUAL
    names = Filters.__slots__
    filters = Filters(**{name: value for name, value in values.items() if name in names})
    rest = {name: value for name, value in values.items() if name not in names}
    return replace(Asked(filters=filters, per_page=min(wanted or usual, most)), **rest)


def _read(name: str, text: str) -> Any:
    parameter = PARAMETERS[name]
    if not text:
        return ""
    try:
        return parameter.read(text)
    except (ValueError, KeyError, OverflowError):
        raise Unreadable(f"{name} cannot be read. {parameter.says}") from None
