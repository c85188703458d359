"""The one form: every member that is kept of what arrives, and how it is cleaned.

Names are Open Referral UK 3.0's and, beside it, HSDS 3.0's; those of our own models that neither
has (``summary``, ``channels``, ``is_free`` and the like) are ours. What is not in these tables
goes, whatever it is: the notes, names and addresses of people who keep a directory are not for us.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from directory.arriving.cleaning import text, values
from directory.arriving.cleaning.values import Notes

Cleaner = Callable[[Any, Notes], Any]

_CODE = re.compile(r"[a-z_]{1,30}")
NAME = 150
SHORT = 80
SENTENCE = 200
NOTE = 120
LONG = 10_000
MOST_PARTS = 200
"""So many parts of one kind are kept of a service."""


def _line(longest: int) -> Cleaner:
    return lambda value, notes: text.line(value, longest)


def _paragraphs(longest: int) -> Cleaner:
    return lambda value, notes: text.paragraphs(value, longest)


def _within(low: float, high: float, value: Any, notes: Notes) -> float | None:
    found = values.number(value, notes)
    if found is not None and not low <= found <= high:
        notes.append("A place is not in this country, so its coordinates were left out.")
        return None
    return found


def _count(value: Any, notes: Notes) -> int | None:
    found = values.number(value, notes)
    return int(found) if found is not None and 1 <= found <= 366 else None


def _amount(value: Any, notes: Notes) -> float | None:
    said = value.strip().lstrip("£").replace(",", "") if isinstance(value, str) else value
    found = values.number(said, notes)
    return found if found is not None and 0 <= found < 1_000_000 else None


def _location_type(value: Any, notes: Notes) -> str:
    said = (text.line(value, 20) or "").lower()
    return said if said in ("physical", "postal", "virtual") else "physical"


def _frequency(value: Any, notes: Notes) -> str | None:
    said = (text.line(value, 20) or "").upper()
    return {"WEEK": "WEEKLY", "MONTH": "MONTHLY", "DAY": "DAILY"}.get(said, said) or None


def _codes(value: Any, notes: Notes) -> list[str] | None:
    """Return codes of a fixed list, given as a list or with commas between."""
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list):
        return None
    found = [part.strip() for part in parts if isinstance(part, str)]
    return list(dict.fromkeys(part for part in found if _CODE.fullmatch(part)))[:MOST_PARTS] or None


def _yes_or_no(value: Any, notes: Notes) -> bool | None:
    return value if isinstance(value, bool) else None


def _boolean(value: Any, notes: Notes) -> bool | None:
    return value is True or None


@dataclass(frozen=True, slots=True)
class Shape:
    """What is kept of one kind of object.

    one, many: members that are an object, or a list of them. says: at least one of these members
    must be there, or the object says nothing and goes; none means that it is always kept.
    """

    kind: str
    members: Mapping[str, Cleaner]
    one: "Mapping[str, Shape]" = field(default_factory=dict)
    many: "Mapping[str, Shape]" = field(default_factory=dict)
    says: tuple[str, ...] = ()


PHONE = Shape(
    "phone",
    {
        "number": _line(20),
        "type": values.phone_type,
        "description": _line(NOTE),
    },
    says=("number",),
)
SCHEDULE = Shape(
    "schedule",
    {
        "always": _boolean,
        "freq": _frequency,
        "interval": _count,
        "byday": values.days,
        "bymonthday": _line(SHORT),
        "dtstart": values.day,
        "until": values.day,
        "valid_from": values.day,
        "valid_to": values.day,
        "opens_at": values.clock,
        "closes_at": values.clock,
        "description": _line(SENTENCE),
        "notes": _line(SENTENCE),
        "attending_type": _line(SENTENCE),
        "schedule_link": values.web,
    },
    says=("always", "byday", "bymonthday", "dtstart", "opens_at", "description", "notes"),
)
LANGUAGE = Shape(
    "language",
    {"name": _line(SHORT), "code": _line(10), "note": _line(NOTE)},
    says=("name", "code"),
)
COST = Shape(
    "cost_option",
    {
        "option": _line(SENTENCE),
        "amount": _amount,
        "amount_description": _line(SENTENCE),
        "currency": _line(3),
        "valid_from": values.day,
        "valid_to": values.day,
    },
    says=("option", "amount", "amount_description"),
)
AREA = Shape("service_area", {"name": _line(NAME), "uri": values.web}, says=("name", "uri"))
FUNDING = Shape("funding", {"source": _line(SENTENCE)}, says=("source",))
TERM = Shape(
    "taxonomy_term",
    {
        "name": _line(NOTE),
        "description": _paragraphs(SENTENCE * 5),
        "code": _line(SHORT),
        "taxonomy": _line(NOTE),
        "term_uri": values.web,
    },
    says=("name",),
)
ATTRIBUTE = Shape(
    "attribute", {"link_type": _line(SHORT)}, one={"taxonomy_term": TERM}, says=("taxonomy_term",)
)
IDENTIFIER = Shape(
    "organization_identifier",
    {
        "identifier_scheme": _line(SHORT),
        "identifier_type": _line(SHORT),
        "identifier": _line(SHORT),
    },
    says=("identifier",),
)
ORGANISATION = Shape(
    "organization",
    {
        "name": _line(NAME),
        "alternate_name": _line(SENTENCE),
        "description": _paragraphs(LONG),
        "email": values.mailbox,
        "website": values.web,
    },
    many={"organization_identifiers": IDENTIFIER},
    says=("name",),
)
ADDRESS = Shape(
    "address",
    {
        "address_1": _line(NAME),
        "city": _line(SHORT),
        "region": _line(SHORT),
        "state_province": _line(SHORT),
        "postal_code": values.postcode,
        "country": _line(SHORT),
        "address_type": _location_type,
    },
    says=("address_1", "city", "state_province", "postal_code"),
)
ACCESSIBILITY = Shape(
    "accessibility",
    {"description": _line(SENTENCE), "details": _paragraphs(2000), "url": values.web},
    says=("description", "details"),
)
LOCATION = Shape(
    "location",
    {
        "location_type": _location_type,
        "name": _line(NAME),
        "description": _paragraphs(2000),
        "transportation": _paragraphs(2000),
        "latitude": partial(_within, 49.0, 61.5),
        "longitude": partial(_within, -9.0, 2.5),
        "external_identifier": _line(SHORT),
        "external_identifier_type": _line(SHORT),
    },
    many={"addresses": ADDRESS, "accessibility": ACCESSIBILITY},
    says=("name", "addresses", "latitude"),
)
AT_LOCATION = Shape(
    "service_at_location",
    {"description": _line(SENTENCE)},
    one={"location": LOCATION},
    many={"schedules": SCHEDULE},
    says=("location",),
)
SERVICE = Shape(
    "service",
    {
        "name": _line(NAME),
        "alternate_name": _line(SENTENCE),
        "summary": _line(SENTENCE),
        "other_words": _paragraphs(2000),
        "description": _paragraphs(LONG),
        "eligibility_description": _paragraphs(2000),
        "minimum_age": values.age,
        "maximum_age": values.age,
        "url": values.web,
        "email": values.mailbox,
        "application_process": _line(SENTENCE),
        "what_happens_next": _paragraphs(2000),
        "referral": _line(12),
        "channels": _codes,
        "facilities": _codes,
        "is_free": _yes_or_no,
        "fees_description": _line(SENTENCE),
        "wait_time": _line(NOTE),
        "interpretation_services": _line(SENTENCE),
        "accreditations": _paragraphs(2000),
        "alert": _line(SENTENCE),
        "status": values.status,
        "assured_date": values.day,
        "last_modified": values.moment,
    },
    one={"organization": ORGANISATION},
    many={
        "phones": PHONE,
        "schedules": SCHEDULE,
        "languages": LANGUAGE,
        "cost_options": COST,
        "service_areas": AREA,
        "funding": FUNDING,
        "service_at_locations": AT_LOCATION,
        "attributes": ATTRIBUTE,
    },
)
