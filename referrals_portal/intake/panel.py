"""The safe-contact panel: what may be done to reach this person, and what must not be. In words.

It looks the same everywhere. What is not safe is said, never left out.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import phonenumbers
from django.utils.translation import gettext as _

from referrals_portal.safe_contact import SafeContact


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reaching them: ``safe`` and ``words`` say the same thing."""

    name: str
    safe: bool
    words: str


@dataclass(frozen=True, slots=True)
class Address:
    """A number or an address as it was typed; ``link`` only where using it is safe."""

    text: str
    link: str
    safe: bool
    words: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything that the panel says, in its order."""

    ask_for: str
    about: str
    phone: Address | None
    email: Address | None
    ways: tuple[Way, ...]
    say_who: str
    times: str


def panel(answers: dict[str, dict[str, Any]]) -> Panel:
    """Draw the panel from what the person answered; what they did not answer is not safe."""
    safe = SafeContact.from_answers(answers)
    ask_for, about = _people(answers)
    return Panel(
        ask_for=ask_for,
        about=about,
        phone=_phone(safe),
        email=_email(safe),
        ways=_ways(safe),
        say_who=_say_who(safe),
        times=safe.times,
    )


def _people(answers: dict[str, dict[str, Any]]) -> tuple[str, str]:
    name, asking = answers.get("name", {}).get("name", ""), answers.get("you", {})
    if asking.get("your_name"):
        return asking["your_name"], name
    return name, ""


def _ways(safe: SafeContact) -> tuple[Way, ...]:
    return (
        _way(_("Call"), safe.may_call, _("Safe to call"), _("Not safe to call")),
        _way(
            _("Voicemail"),
            safe.may_leave_voicemail,
            _("Safe to leave a voicemail"),
            _("Do not leave a voicemail"),
        ),
        _way(_("Text"), safe.may_text, _("Safe to text"), _("Not safe to text")),
        _way(_("Email"), safe.may_email, _("Safe to email"), _("Not safe to email")),
    )


def _way(name: str, safe: bool, yes: str, no: str) -> Way:
    return Way(name, safe, yes if safe else no)


def _phone(safe: SafeContact) -> Address | None:
    if not safe.phone:
        return None
    if safe.may_call:
        return Address(safe.phone, _dialled(safe.phone), True, "")
    if safe.may_text:
        return Address(safe.phone, "", True, _("Text only. Not safe to call."))
    return Address(safe.phone, "", False, _("Not safe to call"))


def _email(safe: SafeContact) -> Address | None:
    if not safe.email:
        return None
    if safe.may_email:
        return Address(safe.email, f"mailto:{quote(safe.email, safe='@')}", True, "")
    return Address(safe.email, "", False, _("Not safe to email"))


def _dialled(typed: str) -> str:
    """Return ``tel:+44…`` for whatever was typed, or nothing if it is not a number."""
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        return ""
    return f"tel:{phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)}"


def _say_who(safe: SafeContact) -> str:
    if not safe.may_call:
        return ""
    if safe.say_who:
        return _("If someone else answers, you may say who we are.")
    return _("Do not say where you are calling from.")
