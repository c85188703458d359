"""What arrived beside what was applied last time: new, changed, unchanged, gone. Pure."""

import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from directory.arriving.cleaning import Form

MOST_GONE = 0.2
"""If more than this part of what a feed gave last time is gone, somebody is asked first."""
LONGEST_SAID = 90

WORDS = {
    "name": "name",
    "alternate_name": "other names",
    "summary": "in one sentence",
    "other_words": "other words people use",
    "description": "what it does",
    "what_happens_next": "what happens when someone gets in touch",
    "eligibility_description": "who it is for",
    "minimum_age": "youngest age",
    "maximum_age": "oldest age",
    "url": "web page",
    "email": "email address",
    "application_process": "how people start",
    "referral": "whether somebody has to refer them",
    "channels": "how people get the help",
    "facilities": "what there is",
    "is_free": "whether it is free",
    "fees_description": "cost",
    "cost_options": "cost in detail",
    "wait_time": "how long people wait",
    "interpretation_services": "interpreters",
    "accreditations": "accreditations",
    "alert": "notice",
    "status": "status",
    "assured_date": "last checked",
    "organization": "organisation",
    "phones": "telephone numbers",
    "schedules": "opening hours",
    "languages": "languages that are spoken",
    "service_areas": "where people live",
    "funding": "who pays for it",
    "service_at_locations": "places",
    "attributes": "what it is about",
}


def fingerprint(value: Any) -> str:
    """Return 32 letters that two values share only if they say the same, in whatever order."""
    said = json.dumps(_sorted(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(said.encode()).hexdigest()[:32]


def fingerprint_of(form: Form) -> str:
    """Return that of a service; when somebody says that it changed is no change."""
    return fingerprint({name: each for name, each in form.items() if name != "last_modified"})


@dataclass(slots=True)
class Difference:
    """Ids of services, in the order in which they arrived; ``unusable`` ones are never gone."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each."""
        return {name: len(getattr(self, name)) for name in self.__dataclass_fields__}

    @property
    def asks_first(self) -> bool:
        """Whether so many are gone that it may be a mistake of the feed's."""
        last_time = len(self.changed) + len(self.unchanged) + len(self.gone)
        known_unusable = len(self.unusable)
        return len(self.gone) > MOST_GONE * (last_time + known_unusable)


def compare(
    known: Mapping[str, str], arrived: Mapping[str, str], unusable: Set[str] = frozenset()
) -> Difference:
    """Return the difference. known, arrived: id -> fingerprint.

    unusable: ids that arrived and could not be used: nothing happens to what we have of them.
    """
    found = Difference()
    for key, mark in arrived.items():
        if key not in known:
            found.new.append(key)
        elif known[key] == mark:
            found.unchanged.append(key)
        else:
            found.changed.append(key)
    found.unusable = [key for key in known if key in unusable and key not in arrived]
    found.gone = [key for key in known if key not in arrived and key not in unusable]
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One member of a service: its name in words, and what it said and says, shortened."""

    member: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.member}: from “{self.before or 'nothing'}” to “{self.after or 'nothing'}”"


def changes(before: Form, after: Form) -> Iterator[Change]:
    """Yield each member that says something else, in the order of `WORDS`."""
    for name, words in WORDS.items():
        old, new = before.get(name), after.get(name)
        if _sorted(old) != _sorted(new):
            yield Change(words, in_words(old), in_words(new))


def in_words(value: Any) -> str:
    """Return a value as text without its ids, shortened."""
    said = "; ".join(_leaves(value))
    return said if len(said) <= LONGEST_SAID else said[: LONGEST_SAID - 1] + "…"


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "id":
                yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif value is not None:
        yield " ".join(str(value).split())


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _sorted(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda each: json.dumps(each, sort_keys=True))
    return value
