"""Words as they are searched: without case, accents or apostrophes, the same on every database."""

import re
import unicodedata
from collections.abc import Iterable

_APOSTROPHES = re.compile("['`\u2018\u2019\u02bc]")
_WORD = re.compile(r"\w+")

_EMPTY = """
a about am an and any are as at be been by can do for from get had has have he help her him his how
i im in is it its ive me my need of on or our please she some someone somebody that the their them
they this to us want was we were what when where who will with you your
"""
EMPTY_WORDS = frozenset(_EMPTY.split())
"""These say nothing about a service, so "I need help with my ex" looks for "ex"."""


def fold(text: str) -> str:
    """Return the text without case, accents and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKD", plain.casefold())


def words(text: str) -> list[str]:
    """Return the folded words of a text, each once, in their order."""
    return list(dict.fromkeys(_WORD.findall(fold(text))))


def sought(text: str) -> list[str]:
    """Return the words to look for; empty ones count only where there is nothing else."""
    every = words(text)
    return [word for word in every if word not in EMPTY_WORDS] or every


def searchable(texts: Iterable[str]) -> str:
    """Return what is kept for searching: every word with a blank before it.

    The blank lets a word be sought from its beginning only: "rape" must not find "therapeutic".
    """
    return "".join(f" {word}" for word in words(" ".join(texts)))
