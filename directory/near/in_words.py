"""A place among other words: "stalking near SO14", "help in Cardiff". Pure; nothing is guessed."""

import re

from directory.near import names, postcodes
from directory.near.areas import areas

MOST_WORDS = 5
"""So many words a place's name has at most."""

_BEFORE = frozenset({"in", "near", "around", "nr", "yn", "ger"})
_SURE_CODE = re.compile(r"[a-z]{2}[1-9][0-9]?[a-z]?(?: ?[0-9][a-z]{2})?", re.IGNORECASE)
"""Not those of one letter: the M25 is a road as well."""

_WORDS_TOO = frozenset({"battle", "deal", "hope", "march", "rugby", "sale", "street"})
"""Towns only where they are written with a capital letter."""


def apart(words: str) -> tuple[str, str]:
    """Return the words without the place that they name, and the place; empty where none is.

    A name counts after "in" or "near" alone: many a town is called like something else.
    """
    said = words.split()
    for at in range(len(said)):
        if said[at].lower() in _BEFORE:
            for end in range(min(len(said), at + 1 + MOST_WORDS), at + 1, -1):
                place = _plain(said[at + 1 : end])
                if _is_place(place) or _is_code(place):
                    return " ".join([*said[:at], *said[end:]]), place
        for end in (at + 2, at + 1):
            code = _plain(said[at:end])
            if _SURE_CODE.fullmatch(code) and _is_code(code):
                return " ".join([*said[:at], *said[end:]]), code
    return words, ""


def _is_place(text: str) -> bool:
    if text.lower().removeprefix("the ") in _WORDS_TOO and text[:1].islower():
        return False
    return bool(names.exactly(text))


def _plain(said: list[str]) -> str:
    return " ".join(said).strip(".,;:!?")


def _is_code(text: str) -> bool:
    found = postcodes.read(text, areas())
    return bool(found and found.outward and any(letter.isdigit() for letter in text))
