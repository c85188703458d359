"""How an entry of the demonstration directory is written down."""

from dataclasses import dataclass
from datetime import date

CHECKED = date(2026, 11, 1)
CHECK_HOURS = "Check the hours on their website."
CHECK_NUMBER = "Their website has the number to call, and the hours."


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


@dataclass(frozen=True, slots=True)
class Times:
    """Opening hours: Open Referral's days and two times of day (HH:MM)."""

    days: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A service. ``hours`` is ``always``, or times; nothing means that nobody told us."""

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
    phone: str = ""
    text: str = ""
    url: str = ""
    email: str = ""
    always: bool = False
    times: tuple[Times, ...] = ()
    note: str = ""
    start: str = ""
    cost: str = ""
    places: tuple[tuple[str, str], ...] = ()
