"""What may be asked: each parameter once, with its schema, its words and how it is read. Pure.

What nobody knows is ignored, as Open Referral UK's validators expect, and so is a parameter without
a value. What cannot be read is refused by name, and so is what would narrow another list and cannot
narrow this one: silence would pass for an answer. What was typed is never repeated.
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
    """A parameter that cannot be answered: the message says why, ``query`` what would do.

    ``at`` is the list that takes it, if the one that was asked does not.
    """

    def __init__(self, name: str, why: str, at: str = "") -> None:
        self.name, self.at = name, at
        names = OF_PLACES if name == "proximity" else (name,)
        self.query = "&".join(f"{each}={PARAMETERS[each].example}" for each in names)
        super().__init__(f"{name} {why}")


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
    """A parameter: what it does, its JSON Schema, what it takes in words, and how it is read."""

    says: str
    schema: dict[str, Any]
    takes: str
    example: str
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


_UUID = ({"type": "string", "format": "uuid"}, "an identifier (UUID)")
_SOME_UUID = "0ef9dc6f-b797-42e5-b4ac-b79a584a79f9"
_CLOCK = ({"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"}, "a time from 00:00 to 23:59")
_COUNT = ({"type": "integer", "minimum": 1}, "a whole number from 1")
_SIZE = ({"type": "integer", "minimum": 1, "default": USUAL}, "a whole number from 1")
_AGE = ({"type": "number", "minimum": 0}, "a number from 0")
_WORDS = ({"type": "string"}, "words")
_TRUTH = ({"type": "boolean"}, "true or false")

PARAMETERS = {
    "page": Parameter("The page, from 1. One after the last is empty.", *_COUNT, "2", _whole),
    "per_page": Parameter(
        f"How many on a page. More than {MOST} gives {MOST}; with minimal, {MOST_MINIMAL}.",
        *_SIZE, "100", _whole,
    ),
    "perPage": Parameter("The same as per_page.", *_COUNT, "100", _whole),
    "search": Parameter("Words to look for; the best match first.", *_WORDS, "fraud", str),
    "taxonomy_term_id": Parameter(
        "About this term; organisations that run such a service.", *_UUID, _SOME_UUID, identifier
    ),
    "taxonomy_id": Parameter(
        "About a term of this list; terms that are in it.", *_UUID, _SOME_UUID, identifier
    ),
    "organization_id": Parameter(
        "Services that this organisation runs.", *_UUID, _SOME_UUID, identifier
    ),
    "minimum_age": Parameter(
        "Services whose minimum_age is this or more.", *_AGE, "16", _number
    ),
    "maximum_age": Parameter(
        "Services whose maximum_age is this or less.", *_AGE, "25", _number
    ),
    "start_time": Parameter(
        "A schedule that opens then or later, HH:MM.", *_CLOCK, "09:00", _clock
    ),
    "end_time": Parameter(
        "A schedule that closes then or earlier, HH:MM.", *_CLOCK, "17:00", _clock
    ),
    "day": Parameter(
        "A schedule on this day. With times, they are those of the same schedule.",
        {"type": "string", "enum": list(DAYS)}, f"one of {', '.join(DAYS)}", "MO", _day,
    ),
    "modified_after": Parameter(
        "Changed then or later.",
        {"type": "string", "format": "date-time"}, "a day, or a moment as RFC 3339 has it",
        "2026-03-01T12:00:00Z", _moment,
    ),
    "minimal": Parameter("Only id and last_modified.", *_TRUTH, "true", _truth),
    "full": Parameter("Each as its own address gives it.", *_TRUTH, "true", _truth),
    "format": Parameter(
        "ndjson is everything at once, an object on each line, without pages.",
        {"type": "string", "enum": ["json", "ndjson"]}, "json or ndjson", "ndjson", _format,
    ),
    "postcode": Parameter(
        f"Places near it; within {FAR:.0f} metres, or proximity.",
        {"type": "string"}, "a postcode that we know, or its first part", "SO14", str,
    ),
    "proximity": Parameter(
        "How near to the postcode, in metres.", *_AGE, "5000", _number
    ),
}  # fmt: skip
NOT_BY_PLACE = (
    "is not taken here, because what somebody typed would stand in the address. Take all of "
    "/service_at_locations once, and look for what is near in your own system. That list also "
    "takes the first part of a postcode."
)
PAGES = ("page", "per_page", "perPage", "full", "format")
FILTERS = (
    "search", "taxonomy_term_id", "taxonomy_id", "organization_id", "minimum_age", "maximum_age",
    "start_time", "end_time", "day", "modified_after",
)  # fmt: skip
OF_PLACES = ("postcode", "proximity")
OF_TERMS = ("taxonomy_id",)
OF_ORGANIZATIONS = ("taxonomy_term_id", "taxonomy_id")


def read(given: Mapping[str, str], offered: tuple[str, ...]) -> Asked:
    """Return what is asked, of the parameters that an address offers. Raise Unreadable."""
    if offered:
        _refuse_what_narrows_other_lists(given, offered)
    values = {name: _read(name, given[name].strip()) for name in offered if given.get(name)}
    values = {name: value for name, value in values.items() if value != ""}
    if "proximity" in values and "postcode" not in values:
        raise Unreadable("proximity", "takes a postcode beside it.")
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
        raise Unreadable(name, f"cannot be read: it takes {parameter.takes}.") from None


def _refuse_what_narrows_other_lists(given: Mapping[str, str], offered: tuple[str, ...]) -> None:
    for name in (*FILTERS, *OF_PLACES):
        if name in offered or not given.get(name, "").strip():
            continue
        if name in OF_PLACES:
            raise Unreadable(name, NOT_BY_PLACE, at="/service_at_locations")
        raise Unreadable(name, "does not narrow this list.", at="/services")
