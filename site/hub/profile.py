"""Hub profiles: one TOML file for each hub, holding only what is stated about it.

What a file may say, and what leaving something out means, is ``hub.schema``; a profile is read
whole or not at all.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from hub import entitlement, firing, rules, schema
from hub.opening import WEEKDAYS_NINE_TO_FIVE, Period
from hub.rules import Rules

FOLDER = Path(__file__).parent / "hubs"
OLD = timedelta(days=365)
"""After which a profile's facts are to be checked before use."""


class ProfileError(Exception):
    """A profile that cannot be used: a sentence on each line, naming file, key and remedy."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere the hub can be found: the name of the building and its town."""

    name: str
    town: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A hub as its file states it. ``document`` is its rules document, ``rules`` what it says."""

    slug: str
    as_of: date
    name: str
    force_area: str
    area: str
    postcodes: tuple[str, ...]
    model: str
    model_is: str
    lead: str
    delivered_by: str
    supports: str
    languages: tuple[str, ...]
    phone: str
    email: str
    website: str
    places: tuple[Place, ...]
    hours: tuple[Period, ...]
    hours_are_assumed: bool
    document: dict[str, Any]
    rules: Rules

    def is_old(self, today: date) -> bool:
        """Tell whether its facts are older than a year, and so to be checked before use."""
        return today - self.as_of > OLD


def slugs() -> list[str]:
    """Return the names of the profiles there are."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@lru_cache(maxsize=64)
def load(slug: str) -> Profile:
    """Read and check one profile whole; raise `ProfileError` if anything in it is wrong."""
    if slug not in slugs():
        raise ProfileError(f"There is no hub called {slug!r}. There are: {', '.join(slugs())}.")
    path = FOLDER / f"{slug}.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ProfileError(f"{path.name}: {error}.") from None
    except RecursionError:
        raise ProfileError(f"{path.name}: parts are within parts too often.") from None
    if wrong := problems(data):
        raise ProfileError("\n".join(f"{path.name}: {sentence}" for sentence in wrong))
    return _read(slug, data)


def problems(data: dict[str, Any]) -> list[str]:
    """Return what is wrong with a profile, a sentence each."""
    return schema.problems(data) or [
        *_hours_wrong(data.get("opening_hours", [])),
        *firing.problems(_document(data), data.get("languages", ("en",))),
    ]


def _hours_wrong(rows: list[dict[str, str]]) -> list[str]:
    return [
        f"opening_hours, number {number}: closes must be later than opens."
        for number, row in enumerate(rows, 1)
        if time.fromisoformat(row["closes"]) <= time.fromisoformat(row["opens"])
    ]


def _document(data: dict[str, Any]) -> dict[str, Any]:
    return {key: data[key] for key in schema.RULES if key in data}


def _read(slug: str, data: dict[str, Any]) -> Profile:
    contact = data.get("contact", {})
    hours = tuple(sorted(map(_period, data.get("opening_hours", []))))
    document = entitlement.entitle(_document(data))
    return Profile(
        slug=slug,
        as_of=data["as_of"],
        name=data["name"],
        force_area=data["force_area"],
        area=data.get("area", data["force_area"]),
        postcodes=tuple(data.get("postcodes", [])),
        model=data.get("model", ""),
        model_is=data.get("model_is", "stated"),
        lead=data.get("lead", ""),
        delivered_by=data.get("delivered_by", ""),
        supports=data.get("supports", ""),
        languages=tuple(data.get("languages", ["en"])),
        phone=contact.get("phone", ""),
        email=contact.get("email", ""),
        website=contact.get("website", ""),
        places=tuple(Place(place["name"], place["town"]) for place in data.get("places", [])),
        hours=hours or WEEKDAYS_NINE_TO_FIVE,
        hours_are_assumed=not hours,
        document=document,
        rules=rules.read(document),
    )


def _period(row: dict[str, str]) -> Period:
    opens, closes = time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"])
    return Period(schema.DAYS.index(row["day"]), opens, closes)
