"""Which entries may be the same as the one being written: pure.

By name (words in any order, endings like "Ltd" not counting), by a telephone number, and by the
website, where the names are a little alike too: one website may stand for many services.
"""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from directory.search.words import words

_SAYS_NOTHING = frozenset(
    ("the", "a", "of", "and", "for", "in", "at", "ltd", "limited", "cio", "charity", "trust", "co")
)
ALIKE = 90
"""Of 100, how alike two names must be."""
ALIKE_AT_ONE_SITE = 65
MOST = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is compared. ``url`` is any address of its website, or empty."""

    name: str
    phones: tuple[str, ...] = ()
    url: str = ""
    key: Hashable = None


@dataclass(frozen=True, slots=True)
class Like:
    """An entry that may be the same, and why: ``phone``, ``name``, ``website``."""

    entry: Entry
    why: tuple[str, ...]
    score: float = field(default=0, compare=False)


def similar(written: Entry, every: Iterable[Entry]) -> list[Like]:
    """Return at most five entries that may be the same, the likeliest first; never itself."""
    name, phones = normal(written.name), {digits(phone) for phone in written.phones} - {""}
    site = host(written.url)
    found = (
        _like(name, phones, site, entry)
        for entry in every
        if written.key is None or entry.key != written.key
    )
    likely = [like for like in found if like]
    return sorted(likely, key=lambda like: (-like.score, like.entry.name))[:MOST]


def normal(name: str) -> str:
    """Return a name's words as they are compared."""
    return " ".join(word for word in words(name) if word not in _SAYS_NOTHING)


def digits(phone: str) -> str:
    """Return a number's digits as they are dialled in the country; empty if there are too few."""
    dialled = re.sub(r"^(?:\+|00)44", "0", re.sub(r"[^\d+]", "", phone)).replace("+", "")
    return dialled if len(dialled) >= 5 else ""


def host(url: str) -> str:
    """Return the host of an address without ``www``; empty if there is none."""
    try:
        found = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return found.removeprefix("www.")


def _like(name: str, phones: set[str], site: str, entry: Entry) -> Like | None:
    other = normal(entry.name)
    alike = _alike(name, other)
    same_phone = bool(phones & {digits(phone) for phone in entry.phones})
    same_site = bool(site) and site == host(entry.url)
    reasons = {
        "phone": same_phone,
        "name": alike >= ALIKE,
        "website": same_site and max(alike, token_sort_ratio(name, other)) >= ALIKE_AT_ONE_SITE,
    }
    why = tuple(reason for reason, holds in reasons.items() if holds)
    return Like(entry, why, alike + 100 * same_phone + 50 * same_site) if why else None


def _alike(name: str, other: str) -> float:
    """Return from 0 to 100; one word alone is like a longer name only if it is all of it."""
    if not name or not other:
        return 0.0
    if min(name.count(" "), other.count(" ")) == 0:
        return token_sort_ratio(name, other)
    return token_set_ratio(name, other)
