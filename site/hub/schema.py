"""What a profile may say: every key, what it means, and what leaving it out means.

docs/hub-profile.md is drawn from this table (``manage.py hub schema``), and `problems` holds a
profile against it. Whether rules make sense together is ``hub.firing``'s question.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from difflib import get_close_matches
from typing import Any

from hub import vocabulary as words
from hub.rules import CONDITIONS, OUTCODES

MOST = 8760
"""The largest number of a standard: a year of hours."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key. ``absent`` says what leaving it out means; empty where it must be there.

    kind: one of `KINDS`; ``one`` and ``some`` take values of ``allowed``, ``part`` and ``parts``
    have keys of their own.
    """

    kind: str
    meaning: str
    absent: str = ""
    allowed: tuple[str, ...] = ()
    parts: Mapping[str, "Key"] = field(default_factory=dict, hash=False)


KINDS = {
    "text": 'text in quotation marks, such as "Example"',
    "name": "at most 40 small letters, digits and _, such as case_team",
    "date": "a date without quotation marks, such as 2026-01-31",
    "time": 'a time such as "09:00"',
    "flag": "true or false",
    "number": f"a whole number from 1 to {MOST}",
    "one": "one of {allowed}",
    "some": "a list with at least one of {allowed}",
    "texts": 'a list of texts, such as ["ZZ1"]',
    "part": "a part of its own, in [brackets]",
    "parts": "any number of parts, each in [[double brackets]]",
}
"""Every kind of value, as it is asked for. Of a ``texts`` the first letters are compared."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
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
        "texts" if name == OUTCODES else "some", means, "not looked at", CONDITIONS.get(name, ())
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
    "ours": Key("flag", "it is part of the hub", "it is not: people are asked before it is told"),
    **{
        name: Key("some", "suggested for any of these", "not suggested by it", CONDITIONS[name])
        for name in ("crime_types", "age_bands", "markers")
    },
}
THEN = {
    "priority": Key("one", "suggest it to staff", "left to other rules; else standard",
                    ("enhanced",)),
    "handling": Key("one", "what becomes of it", "left to other rules; else accept",
                    words.HANDLINGS),
    "team": Key("name", "the team that it goes to", "left to other rules; else the first team"),
    "specialists": Key("texts", "keys of specialists to suggest", "none but those that match"),
    "messages": Key("flag", "whether messages may be sent by themselves", "left to other rules"),
}  # fmt: skip
RULE = {
    "when": Key("part", "when it holds; without conditions it always does", parts=CONDITION_KEYS),
    "then": Key("part", "what follows", parts=THEN),
    "reason": Key("text", "why, in a sentence that staff read"),
}
STANDARD = {
    "what": Key("one", "what is promised", allowed=words.WHATS),
    "starts": Key("one", "what starts the clock", "received", words.STARTS),
    "unit": Key("one", "how time is counted", allowed=words.UNITS),
    "number": Key("number", "how many of them"),
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
                              "nothing is sent"),
        "then_by": Key("some", "how it is sent", "by letter", words.CHANNELS),
    }),
    "reports": Key("some", "for which periods it reports", "not stated", words.PERIODS),
    "retention": Key("part", "how long a closed referral is kept", "as each key says", parts={
        "not_taken_up_weeks": Key("number", "where no support was taken up", "6"),
        "not_reached_months": Key("number", "where nobody could be reached", "6"),
        "supported_years": Key("number", "where support was given", "6"),
    }),
}  # fmt: skip
"""What decides about referrals. Managers change it in the queue's settings."""

IDENTITY: dict[str, Key] = {
    "as_of": Key("date", "the date of the youngest source"),
    "name": Key("text", "what the hub calls itself"),
    "force_area": Key("text", "the police force's area"),
    "area": Key("text", "the area as people call it", "the police force's area"),
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


def problems(data: Mapping[str, Any], keys: Mapping[str, Key] = PROFILE) -> list[str]:
    """Return what is wrong, a sentence each: the key, and what to write instead."""
    return list(_part("", data, keys))


def _part(where: str, data: Any, keys: Mapping[str, Key]) -> Iterator[str]:
    if not isinstance(data, Mapping):
        yield f"{where.rstrip('.')} must be {KINDS['part']}."
        return
    for name in sorted(data.keys() - keys.keys()):
        nearest = get_close_matches(name, keys, n=1) or sorted(keys)
        use = (
            " or ".join(nearest) if len(nearest) < len(IDENTITY) else "those of docs/hub-profile.md"
        )
        yield f"{where}{name} is unknown; use {use}."
    for name, key in keys.items():
        if name in data:
            yield from _value(f"{where}{name}", data[name], key)
        elif not key.absent:
            yield f"{where}{name} is missing; add {_asked_for(key)}."


def _value(where: str, value: Any, key: Key) -> Iterator[str]:
    if key.kind == "part":
        yield from _part(f"{where}.", value, key.parts)
    elif key.kind == "parts":
        if not isinstance(value, list):
            yield f"{where} must be {KINDS['parts']}."
            return
        for number, each in enumerate(value, 1):
            yield from _part(f"{where}, number {number}: ", each, key.parts)
    elif not _fits(value, key):
        yield f"{where} must be {_asked_for(key)}, not {value!r}."


def _fits(value: Any, key: Key) -> bool:
    match key.kind:
        case "text":
            return isinstance(value, str) and bool(value.strip())
        case "name":
            return isinstance(value, str) and bool(NAME.fullmatch(value))
        case "date":
            return isinstance(value, date)
        case "time":
            return _is_a_time(value)
        case "flag":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST
        case "one":
            return value in key.allowed
        case _:
            return _is_a_list(value) and (key.kind == "texts" or set(value) <= set(key.allowed))


def _is_a_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(
        isinstance(each, str) and each.strip() for each in value
    )  # fmt: skip


def _is_a_time(value: Any) -> bool:
    try:
        time.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _asked_for(key: Key) -> str:
    return KINDS[key.kind].format(allowed=", ".join(key.allowed))
