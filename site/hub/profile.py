"""Hub profiles: one TOML file for each hub, holding only what is stated about it.

What a file leaves out has a defined meaning: no opening hours means Monday to Friday, 9:00 to
17:00 Europe/London, shown to staff as assumed.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from hub import rules
from hub.models import Day
from hub.opening import WEEKDAYS_NINE_TO_FIVE, Period

FOLDER = Path(__file__).parent / "hubs"
KEYS = (
    "as_of", "name", "area", "delivered_by", "contact", "places", "partners", "opening_hours",
    "standards", "enhanced_when",
)  # fmt: skip
PARTS = {
    "contact": ("phone", "email", "website"),
    "places": ("name", "town"),
    "partners": ("key", "name", "what"),
    "opening_hours": ("day", "opens", "closes"),
    "standards": ("what", "starts", "unit", "number", "priority"),
}
"""The keys of each part of a profile. Those of ``enhanced_when`` are ``hub.rules``'s."""


class ProfileError(Exception):
    """A profile that cannot be used. The message names the file, the key and the remedy."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere the hub can be found: the name of the building and its town."""

    name: str
    town: str


@dataclass(frozen=True, slots=True)
class Partner:
    """A service that the hub may pass somebody on to, if they agree: its name, and what it does."""

    key: str
    name: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A hub as its file states it. ``rules`` is a rules document of ``hub.rules``."""

    slug: str
    as_of: date
    name: str
    area: str
    delivered_by: str
    phone: str
    email: str
    website: str
    places: tuple[Place, ...]
    partners: tuple[Partner, ...]
    hours: tuple[Period, ...]
    hours_are_assumed: bool
    rules: dict[str, Any]


def slugs() -> list[str]:
    """Return the names of the profiles there are."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@lru_cache(maxsize=32)
def load(slug: str) -> Profile:
    """Read and check one profile whole; raise `ProfileError` if anything in it is wrong."""
    path = FOLDER / f"{slug}.toml"
    if slug not in slugs():
        raise ProfileError(f"There is no hub called {slug!r}. There are: {', '.join(slugs())}.")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{path.name}: {error}.") from None
    try:
        return _read(slug, data)
    except KeyError as error:
        raise ProfileError(f"{path.name}: {error.args[0]} is missing; add it.") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise ProfileError(f"{path.name}: {error}.") from None


def _read(slug: str, data: dict[str, Any]) -> Profile:
    _refuse_unknown("", data, KEYS)
    for part, keys in PARTS.items():
        given = data.get(part, [])
        for entry in given if isinstance(given, list) else [given]:
            _refuse_unknown(f"{part}.", entry, keys)
    document = {key: data.get(key, []) for key in ("standards", "enhanced_when")}
    if wrong := rules.problems(document):
        raise ValueError(" ".join(wrong))
    if not isinstance(data["as_of"], date):
        raise ValueError("as_of must be a date such as 2026-01-31, without quotation marks")
    contact = data.get("contact", {})
    hours = tuple(sorted(_period(*row) for row in enumerate(data.get("opening_hours", []), 1)))
    return Profile(
        slug=slug,
        as_of=data["as_of"],
        name=data["name"],
        area=data["area"],
        delivered_by=data.get("delivered_by", ""),
        phone=contact.get("phone", ""),
        email=contact.get("email", ""),
        website=contact.get("website", ""),
        places=tuple(Place(place["name"], place["town"]) for place in data.get("places", [])),
        partners=tuple(
            Partner(partner["key"], partner["name"], partner.get("what", ""))
            for partner in data.get("partners", [])
        ),
        hours=hours or WEEKDAYS_NINE_TO_FIVE,
        hours_are_assumed=not hours,
        rules=document,
    )


def _refuse_unknown(prefix: str, given: dict[str, Any], known: tuple[str, ...]) -> None:
    """A key that nothing reads is a fact that would be missing: most likely it is mistyped."""
    for key in sorted(given.keys() - set(known)):
        nearest = get_close_matches(key, known, n=1) or known
        raise ValueError(f"{prefix}{key} is unknown; use {' or '.join(nearest)}")


def _period(number: int, entry: dict[str, Any]) -> Period:
    where = f"opening_hours, number {number}"
    day = str(entry["day"]).upper()
    if day not in Day.names:
        raise ValueError(f"{where}: day must be one of {', '.join(Day.names).lower()}")
    opens, closes = (_time(where, key, entry[key]) for key in ("opens", "closes"))
    if closes <= opens:
        raise ValueError(f"{where}: closes must be later than opens")
    return Period(Day[day].value, opens, closes)


def _time(where: str, key: str, value: object) -> time:
    try:
        return time.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f'{where}: {key} must be a time such as "09:00"') from None
