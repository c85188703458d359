"""What a profile may say: every key, what it means, and what leaving it out means.

docs/hub-profile.md is drawn from this table (``manage.py hub schema``), and `problems` holds a
profile against it. Whether rules make sense together is ``hub.firing``'s question.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from core.telephone import can_be_texted
from hub import vocabulary as words
from hub.rules import CONDITIONS, OUTCODES

MOST = 8760
"""The largest number of a standard: a year of hours."""
SHORT = 160
"""Characters: what is added to an offer is no longer than a text of its own."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key. ``absent`` says what leaving it out means; empty where it must be there.

    kind: one of `KINDS`; ``one`` and ``some`` take values of ``allowed``, a ``number`` is at most
    ``most`` and a ``line`` has so many characters, ``part`` and ``parts`` have keys of their own.
    """

    kind: str
    meaning: str
    absent: str = ""
    allowed: tuple[str, ...] = ()
    parts: Mapping[str, "Key"] = field(default_factory=dict, hash=False)
    most: int = MOST


KINDS = {
    "text": 'text in quotation marks, such as "Example"',
    "line": "one line of at most {most} characters, in quotation marks",
    "email": 'an email address in quotation marks, such as "rota@example.org"',
    "mobile": 'a mobile number that can be sent a text, in quotation marks, such as "07700 900111"',
    "name": "at most 40 small letters, digits and _, such as case_team",
    "date": "a date without quotation marks, such as 2026-01-31",
    "time": 'a time in quotation marks, such as "09:00"',
    "flag": "true or false",
    "number": "a whole number from 1 to {most}",
    "one": "one of {allowed}",
    "some": "a list with at least one of {allowed}",
    "names": 'a list of names, such as ["case_team"]',
    "outcodes": "a list of first parts of postcodes, or of their beginnings, in capital letters "
                'and each by itself, such as ["ZZ1", "ZZ2"]',
    "outward": "a list of outward codes or of whole postcode areas, in capital letters and each by "
               'itself, such as ["SO14", "PO"]',
    "part": "a part of its own, in [brackets]",
    "parts": "any number of parts, each in [[double brackets]]",
}  # fmt: skip
"""Every kind of value, as it is asked for. Of ``outcodes`` the first letters are compared."""

SHOWN = 200
"""How many characters of a wrong value are shown."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
OUTCODE = re.compile(r"[A-Z]{1,2}([0-9][A-Z0-9]?)?")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

CONDITION_MEANS = {
    "sources": "it comes from any of these",
    "for_whom": "it is for any of these",
    "reported": "whether the police were told is any of these",
    "crime_types": "what happened is any of these",
    "age_bands": "their age is any of these",
    "markers": "it is marked as any of these",
    "relationships": "who did it is any of these",
    OUTCODES: "their postcode begins with any of these",
}
CONDITION_KEYS = {
    name: Key(
        "outcodes" if name == OUTCODES else "some", means, "not looked at", CONDITIONS.get(name, ())
    )
    for name, means in CONDITION_MEANS.items()
}

TEAM = {
    "key": Key("name", "its name in rules and in staff's accounts"),
    "name": Key("text", "its name for people"),
    "staffed_by": Key("text", "who works in it", "not stated"),
    "walled": Key("flag", "nobody outside the team may see what it holds", "everyone may"),
}
SPECIALIST = {
    "key": Key("name", "its name in rules and in a person's consent"),
    "name": Key("text", "its name for people"),
    "what": Key("text", "what it does", "not stated"),
    "email": Key("email", "where it is asked to ring us, without a word of whom", "nobody writes"),
    "ours": Key("flag", "it is part of the hub", "it is not: people are asked before it is told"),
    "crime_types": Key("some", "suggested for any of these crimes", "not suggested by it",
                       words.CRIME_TYPES),
    "age_bands": Key("some", "suggested for any of these ages", "not suggested by it",
                     words.AGE_BANDS),
    "markers": Key("some", "suggested where it is marked as any of these", "not suggested by it",
                   words.MARKERS),
}  # fmt: skip
THEN = {
    "priority": Key("one", "suggest it to staff", "left to other rules; else standard",
                    ("enhanced",)),
    "handling": Key("one", "what becomes of it", "left to other rules; else accept",
                    words.HANDLINGS),
    "team": Key("name", "the team that it goes to", "left to other rules; else the first team"),
    "specialists": Key("names", "keys of specialists to suggest", "none but those that match"),
    "messages": Key("flag", "whether messages may be sent that nobody asked for",
                    "left to other rules"),
}  # fmt: skip
RULE = {
    "when": Key("part", "when it holds; without conditions it always does", parts=CONDITION_KEYS),
    "then": Key("part", "what follows", parts=THEN),
    "reason": Key("text", "why, in a sentence that staff read"),
}
STANDARD = {
    "what": Key("one", "what is promised", allowed=words.WHATS),
    "starts": Key("one", "what starts the clock", "received", words.STARTS),
    "unit": Key("one", "how time is counted; working days end at closing time and count from the "
                "day it arrives, or from the next on which the hub opens", allowed=words.UNITS),
    "number": Key("number", "how many of those hours or days"),
    "channels": Key("some", "by which channels; each is due", "whichever suits the person",
                    words.CHANNELS),
    "either": Key("flag", "one of the channels is enough", "each of them is due"),
    "priority": Key("one", "for this priority only", "for both", words.PRIORITIES),
    "team": Key("name", "for what this team holds only", "for every team"),
    "when": Key("part", "for referrals of which this holds only", "for all", parts=CONDITION_KEYS),
}  # fmt: skip

RULES: dict[str, Key] = {
    "triage": Key("flag", "whether rules sort what arrives", "they do"),
    "routes": Key("some", "from whom it takes referrals; others are signposted",
                  "not stated: from everybody", words.ROUTES),
    "teams": Key("parts", "its teams; the first takes what no rule gives to another",
                 "there is one team", parts=TEAM),
    "specialists": Key("parts", "who knows more of one thing", "nobody is suggested",
                       parts=SPECIALIST),
    "rules": Key("parts", "when what follows, and why; the first to settle a thing settles it",
                 "all is accepted by the first team", parts=RULE),
    "standards": Key("parts", "what is promised, by when",
                     "nothing is promised, and the queue goes by the order of arrival",
                     parts=STANDARD),
    "working_hours": Key("one", "what a working hour is: any hour of a working day, or an hour "
                         "within the opening hours", "weekday_24h", words.WORKING_HOURS),
    "reach_by": Key("parts", "by which channels it reaches people, where no time is stated",
                    "not stated", parts={
        "channels": Key("some", "any of these", allowed=words.CHANNELS),
        "priority": Key("one", "for this priority only", "for both", words.PRIORITIES),
    }),
    "messages": Key("part", "what is sent by itself", "nothing but the confirmation", parts={
        "offer": Key("flag", "offers of support to people whom others refer", "none is sent"),
        "after_attempts": Key("number", "how many times to try before something is sent",
                              "nothing is sent", most=20),
        "then_by": Key("some", "how it is sent", "by letter", words.WRITTEN),
        "never_after": Key("some", "crimes after which nobody is written to who did not ask for "
                           "it, unless whoever referred them says that the channel is safe; "
                           "always also domestic abuse, sexual violence, stalking and honour-based "
                           "abuse",
                           "after those four", words.CRIME_TYPES),
        "named_after": Key("some", "crimes after which an offer says who we are, so that it is "
                           "believed; none of those after which nothing is sent",
                           "an offer names nobody", words.CRIME_TYPES),
        "offer_from": Key("line", "what such an offer says of who we are and who gave us their "
                          "name; it names no crime, and no person", "an offer names nobody",
                          most=SHORT),
        "offer_from_cy": Key("line", "the same in Welsh", "in Welsh an offer names nobody",
                             most=SHORT),
        "try_another_way": Key("flag", "a message that did not arrive for now goes by another way "
                               "that is safe", "staff are told, and nothing else is sent"),
        "ask_feedback": Key("some", "at which points those who agreed are asked how we did",
                            "nobody is asked", words.FEEDBACK_POINTS),
        "rota_text": Key("mobile", "the mobile of those on the rota, never somebody's own, which "
                         "is told at once when somebody in danger, a child under 13 or a thought "
                         "of self-harm has arrived out of hours", "nobody is told by text"),
        "rota_email": Key("email", "the inbox of the rota, which is told the same",
                          "nobody is told by email"),
    }),
    "reports": Key("some", "for which periods it reports", "not stated", words.PERIODS),
    "retention": Key("part", "how long a closed referral is kept", "as each key says", parts={
        "not_taken_up_weeks": Key("number", "how long it is kept where no support was taken up, "
                                  "in weeks", "6", most=520),
        "not_reached_months": Key("number", "how long it is kept where nobody could be reached, "
                                  "in months", "6", most=120),
        "supported_years": Key("number", "how long it is kept where support was given, in years",
                               "6", most=30),
    }),
}  # fmt: skip
"""What decides about referrals. Managers change it in the queue's settings."""

IDENTITY: dict[str, Key] = {
    "as_of": Key("date", "the date of the youngest source"),
    "name": Key("text", "what the hub calls itself"),
    "force_area": Key("text", "the police force's area"),
    "area": Key("text", "the area as people call it", "the police force's area"),
    "postcodes": Key("outward", "the postcodes of its area; one that crosses its border belongs to "
                     "each side, and an outward code counts for more than a whole postcode area",
                     "not known, so nobody is told that it serves their place"),
    "model": Key("one", "how it is run", "not stated", words.MODELS),
    "model_is": Key("one", "whether a source says so", "stated", ("stated", "inferred")),
    "lead": Key("text", "who leads it", "not stated"),
    "delivered_by": Key("text", "who runs it, as the website says", "nobody is named"),
    "supports": Key("text", "who may be supported", "everyone affected by a crime"),
    "languages": Key("some", "languages of its website and form", "English", words.LANGUAGES),
    "contact": Key("part", "how to reach it", "not known: an editor must fill it in", parts={
        "phone": Key("text", "telephone", "not shown"),
        "email": Key("text", "email address", "not shown"),
        "website": Key("text", "its website today", "not known"),
    }),
    "places": Key("parts", "where it can be found", "not stated", parts={
        "name": Key("text", "the building"),
        "town": Key("text", "the town or area"),
    }),
    "opening_hours": Key("parts", "when its telephone is answered, Europe/London; never on bank "
                         "holidays", "Monday to Friday, 9:00 to 17:00, marked as assumed", parts={
        "day": Key("one", "day of the week", allowed=DAYS),
        "opens": Key("time", "from"),
        "closes": Key("time", "until"),
    }),
}  # fmt: skip
"""Who the hub is. Editors keep it in the CMS."""

PROFILE = IDENTITY | RULES


CALLED = {"standards": "promises (standards)", "reach_by": "how people are reached (reach_by)"}
"""Parts that are called otherwise by people who never saw the data."""


def nth(part: str, number: int) -> str:
    """Return one of a part as it is spoken of."""
    return f"{CALLED.get(part, part)}, number {number}"


def problems(data: Mapping[str, Any], keys: Mapping[str, Key] = PROFILE) -> list[str]:
    """Return what is wrong, a sentence each: the key, and what to write instead."""
    return list(_part("", "", data, keys))


def _part(where: str, path: str, data: Any, keys: Mapping[str, Key]) -> Iterator[str]:
    """where: the beginning of each sentence. path: of the part in what it is about."""
    if not isinstance(data, Mapping):
        yield f"{where}{path}".rstrip(": .") + f" must be {KINDS['part']}."
        return
    for name in sorted(data.keys() - keys.keys()):
        nearest = get_close_matches(name, keys, n=1) or sorted(keys)
        use = (
            " or ".join(nearest) if len(nearest) < len(IDENTITY) else "those of docs/hub-profile.md"
        )
        yield f"{where}{path}{name} is unknown; use {use}."
    for name, key in keys.items():
        if name in data:
            yield from _value(where, f"{path}{name}", data[name], key)
        elif not key.absent:
            yield f"{where}“{key.meaning}” ({path}{name}) is missing; add {asked_for(key)}."


def _value(where: str, path: str, value: Any, key: Key) -> Iterator[str]:
    if key.kind == "part":
        yield from _part(where, f"{path}.", value, key.parts)
    elif key.kind == "parts" and isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from _part(f"{nth(path, number)}: ", "", each, key.parts)
    elif key.kind == "some" and _is_a_list(value):
        for each in value:
            if each not in key.allowed:
                nearest = get_close_matches(each, key.allowed, n=1) or key.allowed
                yield (
                    f"{where}“{key.meaning}” ({path}) cannot be {_shown(each)}; "
                    f"use {', '.join(nearest)}."
                )
    elif not _fits(value, key):
        yield f"{where}“{key.meaning}” ({path}) must be {asked_for(key)}, not {_shown(value)}."


def _fits(value: Any, key: Key) -> bool:
    match key.kind:
        case "text":
            return isinstance(value, str) and bool(value.strip())
        case "line" | "email" | "mobile":
            return isinstance(value, str) and can_be(value, key)
        case "name":
            return isinstance(value, str) and bool(NAME.fullmatch(value))
        case "date":
            return isinstance(value, date) and not isinstance(value, datetime)
        case "time":
            return _is_a_time(value)
        case "flag":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= key.most
        case "one":
            return value in key.allowed
        case "some":
            return _is_a_list(value) and set(value) <= set(key.allowed)
        case "outcodes" | "outward":
            return _is_a_list(value) and all(map(OUTCODE.fullmatch, value))
        case "names":
            return _is_a_list(value)
    return False


def can_be(text: str, key: Key) -> bool:
    """Tell whether a text is a ``line``, an ``email`` or a ``mobile``, as the key asks."""
    match key.kind:
        case "email":
            return _is_an_address(text)
        case "mobile":
            return can_be_texted(text)
    return bool(text.strip()) and len(text) <= key.most and text.isprintable()


def _shown(value: Any) -> str:
    """Return a value as it was written, or the beginning of it."""
    try:
        return (str(value) if isinstance(value, date | time) else repr(value))[:SHOWN]
    except ValueError:
        return "so large a number"


def _is_an_address(text: str) -> bool:
    try:
        EmailValidator(allowlist=[])(text)
    except ValidationError:
        return False
    return True


def _is_a_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(
        isinstance(each, str) and each.strip() for each in value
    )  # fmt: skip


def _is_a_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and time.fromisoformat(value).tzinfo is None
    except ValueError:
        return False


def asked_for(key: Key) -> str:
    """Return what is to be written for a key."""
    return KINDS[key.kind].format(allowed=", ".join(key.allowed), most=key.most)
