"""How an entry of the demonstration directory is written down."""

from dataclasses import dataclass
from datetime import date

CHECKED = date(2026, 11, 1)
CHECK_HOURS = "Check the hours on their website."
CHECK_NUMBER = "Their website has the number to call, and the hours."
WEEKDAYS = "MO,TU,WE,TH,FR"
EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"


@dataclass(frozen=True, slots=True)
class Term:
    """A term, with the other words that people use for it, commas between them.

    ``purpose`` is the list that it stands in: a value of ``directory.vocabulary.Purpose``.
    """

    name: str
    description: str
    other_words: str = ""
    purpose: str = "happened"


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation."""

    name: str
    description: str
    website: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is; ``at`` is the latitude and the longitude in degrees (WGS84)."""

    name: str
    city: str
    street: str = ""
    county: str = ""
    postcode: str = ""
    at: tuple[float, float] | None = None
    access: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """Opening hours: Open Referral's days and two times of day (HH:MM)."""

    days: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session. ``every`` is a value of ``directory.recurring.Every``; no place means online."""

    what: str
    times: Times
    every: str = "week"
    week: int | None = None
    first: date | None = None
    last: date | None = None
    place: Place | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A service. Its hours are ``always``, or times; nothing means that nobody told us.

    ``channels``, ``languages``, ``facilities`` and ``referral`` hold codes of
    ``directory.vocabulary``, with commas between them. ``free`` is None if nobody told us.
    """

    name: str
    organisation: Org
    summary: str
    terms: tuple[str, ...]
    description: str = ""
    alternate_name: str = ""
    other_words: str = ""
    who_for: str = ""
    youngest: int | None = None
    oldest: int | None = None
    area: str = ""
    phone: str = ""
    text: str = ""
    url: str = ""
    email: str = ""
    provider_email: str = ""
    channels: str = ""
    start: str = ""
    referral: str = ""
    next: str = ""
    wait: str = ""
    free: bool | None = None
    cost: str = ""
    languages: str = ""
    interpreters: str = ""
    facilities: str = ""
    always: bool = False
    times: tuple[Times, ...] = ()
    note: str = ""
    places: tuple[Place, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    status: str = "active"
    alert: str = ""
    checked: date | None = CHECKED
