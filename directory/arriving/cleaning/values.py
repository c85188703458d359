"""One value from elsewhere as one value of ours, or None. Pure; none of these raises anything.

Each takes the value and a list of notes, and adds a sentence to the notes for what it had to drop.
A note never repeats what was dropped: it may be somebody's.
"""

import re
import uuid
from datetime import date, time
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from core import telephone
from directory import status as statuses
from directory.arriving.cleaning.mailboxes import is_a_person_s
from directory.arriving.cleaning.text import line
from directory.status import Status

Notes = list[str]

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,15}(?:Z|[+-][0-9]{2}:?[0-9]{2})?")
_TIME = re.compile(
    r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?(?::[0-9]{2}(?:\.[0-9]+)?)? ?(am|pm)?"
    r"(?:Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"([+-]?[1-5])?([A-Za-z]+)")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")
_PHONES_APART = re.compile(r"[;,/]| or ", re.IGNORECASE)
_EXTENSION = re.compile(r"(.*?)[ ,]*(?:ext|extension|x)\.?:? ?([0-9]{1,6})", re.IGNORECASE)
_is_web = URLValidator(schemes=["http", "https"])

PHONE_TYPES = {"text": "text", "sms": "text", "fax": "", "pager": ""}


def identifier(value: Any, namespace: uuid.UUID, kind: str) -> str | None:
    """Return an id of the shape that Open Referral has; one made of theirs if it has another."""
    said = line(value, 500)
    if said is None:
        return None
    plain = said.lower()
    return plain if _UUID.fullmatch(plain) else str(uuid.uuid5(namespace, f"{kind} {said}"))


def number(value: Any, notes: Notes) -> float | None:
    """Return a number, also one that was written as text."""
    said = line(value, 40)
    if said is None:
        return None
    if not _NUMBER.fullmatch(said):
        notes.append("A number cannot be read.")
        return None
    return float(said)


def age(value: Any, notes: Notes) -> int | None:
    """Return whole years, 0 to 120."""
    found = number(value, notes)
    if found is None:
        return None
    if not 0 <= found <= 120:
        notes.append("An age makes no sense.")
        return None
    return int(found)


def day(value: Any, notes: Notes) -> str | None:
    """Return a date as YYYY-MM-DD; day first where it has slashes."""
    said = line(value, 40)
    if said is None:
        return None
    if found := _DATE.fullmatch(said):
        parts = found.groups()
    elif found := _DAY_FIRST.fullmatch(said):
        parts = found.groups()[::-1]
    else:
        parts = ("0", "0", "0")
    try:
        return date(*map(int, parts)).isoformat()
    except ValueError:
        notes.append("A date cannot be read.")
        return None


def moment(value: Any, notes: Notes) -> str | None:
    """Return a moment as it was written, if it is one."""
    said = line(value, 40)
    return said if said and _MOMENT.fullmatch(said) else None


def clock(value: Any, notes: Notes) -> str | None:
    """Return a time of day as HH:MM; midnight at the end of a day is 23:59."""
    said = line(value, 40)
    if said is None:
        return None
    found = _TIME.fullmatch(said)
    hour, minute, half = found.groups() if found else ("99", "0", None)
    try:
        return _time_of(int(hour), int(minute or 0), (half or "").lower()).strftime("%H:%M")
    except ValueError:
        notes.append("A time of day cannot be read.")
        return None


def _time_of(hour: int, minute: int, half: str) -> time:
    if (hour, minute, half) == (24, 0, ""):
        return time(23, 59)
    if half and not 1 <= hour <= 12:
        raise ValueError
    return time(hour % 12 + 12 * (half == "pm") if half else hour, minute)


def days(value: Any, notes: Notes) -> str | None:
    """Return days of the week such as ``MO,TU`` or ``2MO,-1FR``, in their order, each once."""
    if isinstance(value, list):
        value = ",".join(part for part in value if isinstance(part, str))
    said = line(value, 200)
    if said is None:
        return None
    found = [_BYDAY.fullmatch(part) for part in re.split(r"[,; ]+", said) if part]
    known = {
        (_DAYS.index(code), int(each[1] or 0))
        for each in found
        if each and (code := each[2][:2].upper()) in _DAYS
    }
    if len(found) != len([each for each in found if each and each[2][:2].upper() in _DAYS]):
        notes.append("A day of the week cannot be read.")
    order = sorted(known, key=lambda pair: (pair[1], pair[0]))
    return ",".join(f"{nth or ''}{_DAYS[code]}" for code, nth in order) or None


def web(value: Any, notes: Notes) -> str | None:
    """Return the address of a web page; http and https only."""
    said = line(value, 2000)
    if said is None:
        return None
    if said.lower().startswith("www."):
        said = f"https://{said}"
    try:
        _is_web(said)
        fits = len(said) <= 200 and "@" not in urlsplit(said).netloc and said.isascii()
    except (ValidationError, ValueError):
        fits = False
    if not fits:
        notes.append("A web address cannot be used.")
    return said if fits else None


def mailbox(value: Any, notes: Notes) -> str | None:
    """Return the email address of a shared mailbox; never a person's."""
    if not isinstance(value, str):
        return None
    said = value.strip().removeprefix("mailto:").strip()
    if is_a_person_s(said):
        notes.append("An email address of one person was left out.")
        return None
    said = line(said, 300) or ""
    if not said:
        return None
    try:
        validate_email(said)
    except ValidationError:
        said = ""
    if not said or not said.isascii() or len(said) > 254 or is_a_person_s(said):
        notes.append("An email address cannot be used.")
        return None
    return said


def numbers_to_dial(value: Any, notes: Notes) -> list[tuple[str, str]]:
    """Return the telephone numbers in a text, each with its extension or an empty text."""
    said = line(value, 200)
    if said is None:
        return []
    dialled = [_dialled(part.strip()) for part in _PHONES_APART.split(said) if part.strip()]
    found = [each for each in dialled if each]
    if len(found) < len(dialled) or not found:
        notes.append("A telephone number cannot be dialled.")
    return found


def _dialled(said: str) -> tuple[str, str] | None:
    extension = ""
    if parts := _EXTENSION.fullmatch(said):
        said, extension = parts.groups()
    plain = said.strip(" \"'").removeprefix("tel:")
    if plain.startswith(("+", "00")):
        plain = plain.replace("(0)", " ")
        plain = f"+{plain[2:]}" if plain.startswith("00") else plain
    plain = " ".join(re.sub(r"[()\[\].\u2010-\u2013-]", " ", plain).split()).replace("+ ", "+")
    try:
        telephone.validate(plain)
    except ValidationError:
        return None
    digits = sum(letter.isdigit() for letter in plain)
    return (plain, extension) if 3 <= digits <= 15 and len(plain) <= 20 else None


def phone_type(value: Any, notes: Notes) -> str | None:
    """Return ``voice`` or ``text``, and an empty text for what nobody speaks or writes to."""
    said = (line(value, 40) or "").lower()
    return PHONE_TYPES.get(said, "voice")


def status(value: Any, notes: Notes) -> str:
    """Return one of the four words; what we do not understand is not listed."""
    said = statuses.read(line(value, 40) or Status.ACTIVE)
    if said is None:
        notes.append("Its status is a word that we do not know, so it is not listed.")
    return said or Status.INACTIVE


def postcode(value: Any, notes: Notes) -> str | None:
    """Return a postcode as it is written in this country."""
    said = line(value, 20)
    if said is None:
        return None
    plain = said.upper()
    found = _POSTCODE.fullmatch(plain)
    return f"{found[1]} {found[2]}" if found else plain[:10].strip()
