"""What a service itself may ask us to change, as text: read, compared, shown and put in.

A change is ``{name: [what we say, what they suggest]}``. Opening hours are words here, because an
editor has to set them: ``put_in`` leaves them out.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import telephone
from directory.hours import Hours
from directory.models import Phone, Service
from directory.models.codes import codes
from directory.vocabulary import LANGUAGES, Facility, Referral, labels

Changes = Mapping[str, list[str]]
HOURS = "hours"
PHONES = "phones"
CODES = {"languages": LANGUAGES, "facilities": Facility}
MOST_NUMBERS = 10
_TEXT = re.compile(r"\s*\(?\b(?:text|tecst)\)?\s*$", re.IGNORECASE)
TEXTS = (
    "summary", "description", "eligibility_description", "application_process", "referral",
    "wait_time", "fees_description", "languages", "facilities", "alert",
)  # fmt: skip
NAMES = {
    "summary": _("In one sentence"),
    "description": _("What it does"),
    "eligibility_description": _("Who it is for"),
    PHONES: _("Phone numbers"),
    HOURS: _("Opening hours"),
    "application_process": _("How people start"),
    "referral": _("Does somebody have to refer them?"),
    "wait_time": _("How long people wait"),
    "fees_description": _("Cost"),
    "languages": _("Languages that are spoken"),
    "facilities": _("What there is"),
    "alert": _("A notice for a short time"),
}
"""The fields, in the order of the form."""


@dataclass(frozen=True, slots=True)
class Row:
    """One change for an editor to read. ``moved`` is set where we say something else by now."""

    name: str
    now: str
    suggested: str
    moved: bool


def said(service: Service) -> dict[str, str]:
    """Return what we say of a service, field by field."""
    texts = {name: getattr(service, name) for name in TEXTS}
    return texts | {PHONES: phones_said(service), HOURS: hours_said(service)}


def phones_said(service: Service) -> str:
    """Return the numbers, a line each; one that takes texts says so."""
    return "\n".join(
        f"{phone.number} (text)" if phone.type == Phone.Type.TEXT else phone.number
        for phone in service.phones.all()
    )


def hours_said(service: Service) -> str:
    """Return the opening hours in words, and the notes on them."""
    hours: Hours = service.hours
    return "\n".join(filter(None, [hours.in_words(), *service.hours_notes]))


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the changes: what differs by more than spaces at its ends."""
    return {
        name: [before.get(name, ""), after[name].strip()]
        for name in NAMES
        if name in after and after[name].strip() != before.get(name, "").strip()
    }


def rows(service: Service, changes: Changes) -> list[Row]:
    """Return the changes as an editor reads them, beside what we say now."""
    now = said(service)
    return [
        Row(str(NAMES[name]), shown(name, now[name]), shown(name, after), now[name] != before)
        for name, (before, after) in changes.items()
        if name in NAMES
    ]


def shown(name: str, value: str) -> str:
    """Return a value in words that people read."""
    if name in CODES:
        return ", ".join(labels(CODES[name], codes(value)))  # type: ignore[arg-type]
    if name == "referral":
        return str(dict(Referral.choices).get(value, value))
    return value


def put_in(changes: Changes) -> Callable[[Service], None]:
    """Return what sets the changes on a service, but for the hours. Unknown names are left out."""

    def change(service: Service) -> None:
        for name, (_before, after) in changes.items():
            if name == PHONES:
                service.phones = phones_of(service, after)  # type: ignore[misc]
            elif name in TEXTS:
                setattr(service, name, after)

    return change


def phones_of(service: Service, text: str) -> list[Phone]:
    """Return the numbers of a text; one that is known already stays the same record."""
    known = {digits(phone.number): phone for phone in service.phones.all()}
    found = []
    for place, (number, kind) in enumerate(numbers_in(text)):
        phone = known.get(digits(number)) or Phone()
        phone.number, phone.type, phone.sort_order = number, kind, place
        found.append(phone)
    return found


def numbers_in(text: str) -> list[tuple[str, str]]:
    """Return the numbers of a text, a line each, with what they are for; ValidationError if none.

    ``(text)`` after a number says that it takes texts.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_NUMBERS:
        raise ValidationError(_("Give at most 10 numbers."))
    found: list[tuple[str, str]] = []
    for line in lines:
        number = re.sub(r"\s+", " ", _TEXT.sub("", line)).strip()
        try:
            telephone.validate(number)
            Phone(number=number).clean_fields(exclude=["service"])
        except ValidationError as error:
            raise ValidationError(
                _("“%(line)s” is not a number. Write one number on each line."),
                params={"line": line[:40]},
            ) from error
        found.append((number, Phone.Type.TEXT if _TEXT.search(line) else Phone.Type.VOICE))
    return found


def digits(number: str) -> str:
    """Return the digits of a number."""
    return re.sub(r"\D", "", number)
