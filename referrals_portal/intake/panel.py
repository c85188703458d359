"""The safe-contact panel: what may be done to reach this person, and what must not be. In words.

It looks the same everywhere. What is not safe is said, never left out. What is safe only at some
times can be pressed only then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote

import phonenumbers
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from directory.hours import Hours, clock
from hub.vocabulary import FOR_ONESELF
from referrals_portal.safe_contact import SafeContact, Safety

Answers = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one way is safe. ``tone`` (``yes``, ``sometimes``, ``no``) only colours it."""

    name: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Address:
    """A number or an address as it was typed; ``link`` only where using it is safe now.

    ``sms`` writes to a number, only where a text is safe now.
    """

    text: str
    link: str
    safe: bool
    words: str
    sms: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything that the panel says, in its order.

    ``warnings`` are what must not happen; ``say`` is what may be said on a call; ``times`` are in
    words, ``times_note`` is the person's own.
    """

    ask_for: str
    about: str
    warnings: tuple[str, ...]
    addresses: tuple[Address, ...]
    ways: tuple[Verdict, ...]
    say: tuple[str, ...]
    said: tuple[tuple[str, str], ...]
    times: str
    times_note: str


def panel(answers: Answers, at: datetime, safe: SafeContact | None = None) -> Panel:
    """Draw the panel from what the person answered; what they did not answer is not safe.

    safe: what holds now, where the person has changed it since.
    """
    safe = safe or SafeContact.from_answers(answers)
    ask_for, about = _people(answers, safe)
    return Panel(
        ask_for=ask_for,
        about=about,
        warnings=tuple(_warnings(answers, safe)),
        addresses=tuple(_addresses(safe, at)),
        ways=tuple(_ways(safe, at)),
        say=tuple(_say(safe)),
        said=tuple(_said(answers, safe)),
        times=times_in_words(safe),
        times_note=safe.times_note,
    )


def _people(answers: Answers, safe: SafeContact) -> tuple[str, str]:
    name = answers.get("name", {}).get("name", "")
    if "call" in answers:
        for_themselves = answers.get("who", {}).get("for_whom", "me") in FOR_ONESELF
        return answers["call"].get("name", ""), "" if for_themselves else name
    asking = answers.get("you", {}).get("your_name", "")
    if not asking:
        return name, ""
    return (name, "") if safe.of_another else (asking, name)


def _warnings(answers: Answers, safe: SafeContact) -> list[str]:
    """Return what must not happen, besides using what is not safe."""
    child = answers.get("child", {})
    words = [_("Nobody could ask them what is safe.")] if safe.unasked else []
    if safe.unconfirmed:
        words.append(
            _(
                "This came by the code of our offer, which somebody else may have found. Check who "
                "this is before you say who we are."
            )
        )
    if child.get("family_danger") in ("yes", "not_sure"):
        words.append(
            _("Someone in the family may be the danger. Speak with nobody there but this person.")
        )
    if child.get("contact_child") == "no":
        words.append(_("Do not contact the child."))
    if child.get("contact_child") == "with_me":
        words.append(_("Speak with the child only when this person is there."))
    if safe.child_alone:
        words.append(_("A child is asking alone. Do not speak with a parent before the child."))
    if answers.get("agreed"):
        asking = answers.get("you", {}).get("your_name", "")
        words.append(
            _("Tell %(name)s nothing about the person who needs support.") % {"name": asking}
        )
    if safe.whose_phone in ("shared", "someone_elses") and safe.phone:
        words.append(_("Others may look at this phone."))
    if safe.whose_email in ("shared", "someone_elses") and safe.email:
        words.append(_("Others may look at this email."))
    return words


def _ways(safe: SafeContact, at: datetime) -> list[Verdict]:
    voicemail = safe.may_leave_voicemail
    # Of who is not to be contacted at all, what they gave may just not be shown.
    no_number = _("No number") if not (safe.phone or safe.no_contact) else ""
    no_email = _("No email") if not (safe.email or safe.no_contact) else ""
    return [
        _way(safe, at, "call", _("Call"), _("Safe to call"), no_number or _("Not safe to call")),
        Verdict(
            _("Voicemail"),
            "yes" if voicemail else "no",
            _("Safe to leave a voicemail") if voicemail else _("Do not leave a voicemail"),
        ),
        _way(safe, at, "text", _("Text"), _("Safe to text"), no_number or _("Not safe to text")),
        _way(safe, at, "email", _("Email"), _("Safe to email"), no_email or _("Not safe to email")),
        _way(safe, at, "letter", _("Letter"), _("Safe to send a letter"), _("No letters")),
    ]


def _way(safe: SafeContact, at: datetime, channel: str, name: str, yes: str, no: str) -> Verdict:
    if not safe.may(channel):
        return Verdict(name, "no", _not_asked(safe, channel) or no)
    if safe.safety[channel] == Safety.YES:
        return Verdict(name, "yes", yes)
    if safe.is_safe_now(channel, at):
        return Verdict(name, "yes", _("%(safe)s now, not always") % {"safe": yes})
    return Verdict(name, "sometimes", _not_now(safe.next_safe(channel, at)))


def _not_asked(safe: SafeContact, channel: str) -> str:
    """Return that nobody knows if a way is safe; empty where somebody was asked, or gave none."""
    return _("Nobody could ask if this is safe") if safe.unasked and safe.has(channel) else ""


def _not_now(then: datetime | None) -> str:
    if then is None:
        return _("Not safe now")
    local = timezone.localtime(then)
    return _("Not safe now. Safe from %(day)s, %(time)s.") % {
        "day": date_format(local, "l j F"),
        "time": clock(local.time()),
    }


def _text_only_now(then: datetime | None) -> str:
    if then is None:
        return _("Text only now. Do not call now.")
    local = timezone.localtime(then)
    return _("Text only now. Call from %(day)s, %(time)s.") % {
        "day": date_format(local, "l j F"),
        "time": clock(local.time()),
    }


def _addresses(safe: SafeContact, at: datetime) -> list[Address]:
    made = [
        _phone(safe, at),
        _address(safe, at, "email", safe.email, _email_link),
        _address(safe, at, "letter", safe.address, lambda text: ""),
    ]
    return [address for address in made if address.text]


def _phone(safe: SafeContact, at: datetime) -> Address:
    """Return the number: to be called, to be texted, each only while that is safe."""
    if not safe.may_text:
        return _address(safe, at, "call", safe.phone, partial(_phone_link, "tel"))
    sms = _phone_link("sms", safe.phone) if safe.is_safe_now("text", at) else ""
    if safe.is_safe_now("call", at):
        return Address(safe.phone, _phone_link("tel", safe.phone), True, "", sms)
    unasked = _("Text only. Nobody could ask if a call is safe.")
    text_only = unasked if safe.unasked else _("Text only. Not safe to call.")
    words = [] if safe.may_call else [text_only]
    if not sms:
        words.append(_not_now(safe.next_safe("text", at)))
    elif safe.may_call:
        words.append(_text_only_now(safe.next_safe("call", at)))
    return Address(safe.phone, "", bool(sms), " ".join(words), sms)


def _address(
    safe: SafeContact, at: datetime, channel: str, text: str, link: Callable[[str], str]
) -> Address:
    """Return it with a link only where it is safe to use at this moment."""
    if not safe.may(channel):
        # A number that may have to be used after all is not struck, and is no link either.
        unasked = _not_asked(safe, channel)
        return Address(text, "", bool(unasked), unasked or _("Not safe to use"))
    if not safe.is_safe_now(channel, at):
        return Address(text, "", False, _not_now(safe.next_safe(channel, at)))
    return Address(text, link(text), True, "")


def _email_link(text: str) -> str:
    return f"mailto:{quote(text, safe='@')}"


def _phone_link(scheme: str, typed: str) -> str:
    """Return ``tel:+44…`` (or ``sms:``) for what was typed, or nothing if it is not a number."""
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        return ""
    return f"{scheme}:{phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)}"


def _say(safe: SafeContact) -> list[str]:
    if not safe.may_call:
        return []
    if safe.may_say_who:
        who = [_("If someone else answers, you may say who we are.")]
    else:
        who = [_("Do not say where you are calling from.")]
        # What the form promises whoever leaves out what to say instead.
        who += [] if safe.answer_with else [_("Say that it was a wrong number.")]
    return [
        *who,
        _("They answer a number that does not show.")
        if safe.withheld
        else _("They may not answer a number that does not show."),
    ]


def _said(answers: Answers, safe: SafeContact) -> list[tuple[str, str]]:
    """Return what the person gave us to say, in their own words."""
    words = [
        (_("If someone else answers, say:"), safe.answer_with if safe.may_call else ""),
        (_("Code word, say it first:"), safe.code_word),
    ]
    return [(question, answer) for question, answer in words if answer]


def times_in_words(safe: SafeContact) -> str:
    """Return the times at which something is safe that is not always; empty where none is asked."""
    if not safe.times:
        return ""
    return _("%(times)s. Not on bank holidays.") % {"times": Hours(safe.times).in_words()}
