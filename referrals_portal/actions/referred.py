"""Somebody whom others referred: what may be said of them, and reading it from plain data. Pure.

The facts are those of ``triage.facts``; beside them stand who it is, how they may be reached, and
the reference of whoever refers them. No message about a fault has a word of what was given.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from core.forms import plain
from hub import vocabulary as words
from referrals_portal.forms.contact import callable_number
from referrals_portal.safe_contact import REFERRED, Safety
from referrals_portal.triage import Facts, FactsError
from referrals_portal.triage.facts import MOMENTS, NAMES, fact

LONGEST = {"reference": 80, "name": 80, "phone": 40, "email": 254, "address": 300}
LANGUAGES = ("en", "cy")
NEEDED = ("source", "reference", "crime_types")
FACTS = tuple(name for name in NAMES if name != "received_at")
"""It is received when it comes to us."""
KEYS = (*FACTS, *LONGEST, "language")
SAID = {"call": "telephone", "text": "text", "email": "email", "letter": "letter"}
"""What a feed calls each way of reaching somebody."""


@dataclass(frozen=True, slots=True)
class Referred:
    """One person. reference: by which whoever refers them knows it again; it is never another's."""

    facts: Facts
    reference: str
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    language: str = "en"

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """What is known, as the journey's steps would have it, so that staff read it as always."""
        facts = self.facts
        safe = {
            way: Safety.YES for way, name in SAID.items() if name in (facts.safe_channels or ())
        }
        interpreter = ["interpreter"] if "interpreter" in facts.markers else []
        return {
            REFERRED: {"by": facts.source, "reference": self.reference},
            "who": {"for_whom": facts.for_whom},
            "name": {"name": self.name, "age_band": facts.age_band},
            "contact": {
                "phone": self.phone, "email": self.email, "address": self.address,
                "no_contact": False,
            },
            "safe": {way: str(said) for way, said in safe.items()},
            "details": {"crime_types": list(facts.crime_types), "words": ""},
            "told": {"reported": facts.reported, "crime_reference": ""},
            **({"access": {"access": interpreter}} if interpreter else {}),
        }  # fmt: skip

    def without_contact(self) -> "Referred":
        """Return it without who it is and where, for what goes no further."""
        return Referred(facts=self.facts, reference=self.reference, language=self.language)


def read(data: Any, at: datetime) -> tuple[Referred | None, list[str]]:
    """Return what plain data (JSON) say, received at a moment, and every fault of it.

    There is nobody where there is a fault. A fault is one sentence that begins with its key.
    """
    if not isinstance(data, Mapping):
        return None, ['It must be an object, such as {"source": "police"}.']
    faults = [f"{name}: is missing." for name in NEEDED if _is_nothing(data.get(name))]
    given: dict[str, Any] = {}
    for name, value in data.items():
        try:
            given[name] = None if _is_nothing(value) and name in NEEDED else _one(name, value, at)
        except FactsError as error:
            faults.append(error.plain)
    if faults:
        return None, list(dict.fromkeys(faults))
    known = {name: value for name, value in given.items() if value not in (None, "")}
    facts = {name: known.pop(name) for name in FACTS if name in known}
    return Referred(facts=Facts(received_at=at, **facts), **known), []


def _is_nothing(value: Any) -> bool:
    return value in (None, []) or (isinstance(value, str) and not value.strip())


def _one(name: str, value: Any, at: datetime) -> Any:
    if name not in KEYS:
        called = name if re.fullmatch(r"[a-z_]{1,40}", name) else "One key"
        raise FactsError(f"{called}: is not known; there are {', '.join(KEYS)}.")
    if name == "safe_channels" and value is None:
        return None
    if name in FACTS:
        return _fact(name, value, at)
    if value is None:
        return ""
    if name == "language":
        if value not in LANGUAGES:
            raise FactsError("language: must be en or cy.")
        return value
    if not isinstance(value, str) or len(value.strip()) > LONGEST[name]:
        raise FactsError(f"{name}: must be a text of at most {LONGEST[name]} characters.")
    return CHECKED.get(name, _text)(name, value.strip())


def _fact(name: str, value: Any, at: datetime) -> Any:
    said = fact(name, value)
    if name == "source" and said in words.THEMSELVES:
        raise FactsError("source: people who come by themselves fill in the form.")
    if name in MOMENTS and said and said > at:
        raise FactsError(f"{name}: is in the future.")
    return said


def _text(name: str, value: str) -> str:
    try:
        return plain(value)
    except ValidationError:
        raise FactsError(f"{name}: has characters that cannot be read.") from None


def _phone(name: str, value: str) -> str:
    try:
        return callable_number(_text(name, value))
    except ValidationError:
        raise FactsError(f"{name}: is no telephone number that we can call.") from None


def _email(name: str, value: str) -> str:
    try:
        if value:
            validate_email(value)
    except ValidationError:
        raise FactsError(f"{name}: is no email address.") from None
    return value


CHECKED: Mapping[str, Callable[[str, str], str]] = {"phone": _phone, "email": _email}
