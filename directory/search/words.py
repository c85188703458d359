"""Words as they are searched, the same on every database.

Case, accents, apostrophes and light English endings do not count: "stalker", "Stalked" and
"stalking" are one word. What is kept and what is sought go through the same functions.
"""

import re
import unicodedata
from collections.abc import Iterable

_APOSTROPHES = re.compile("['`\u2018\u2019\u02bc]")
_WORD = re.compile(r"\w+")
_PHRASE = re.compile(r"[,\n]")

_EMPTY = """
a about after again ago all also always am an and any anyone anything are as at be because been
being but by can cant could did didnt do does doesnt doing dont feel feeling feels for from get gets
getting go goes going got had has have having he help her here hers hes him his how i id if ill im
in into is isnt it its ive just keep keeps know last let like lot make makes me mine must my need
nite no not now of on or our ours out own please really said say says she shes should so some
somebody someone something that thats the their them then there they theyre thing things think this
to too up us very want wanted wants was we were what when where which while who why will with wont
would yesterday you your yours
"""
EMPTY_WORDS = frozenset(_EMPTY.split())
"""These say nothing about a service, so "I need help with my ex" looks for "ex"."""

_ENDINGS = (
    "s", "ing", "ed", "ally", "y", "er", "en", "ist", "ism", "ment", "al", "ence", "ent", "ive",
    "ie", "i", "e",
)  # fmt: skip
_SHORTEST_STEM = 3
LONGEST = 1000
"""Characters of one text that are looked at, however long it is."""
MOST_WORDS = 20
"""So many words of one search are looked for: a sentence or two, at a bounded cost."""


def fold(text: str) -> str:
    """Return the text without case, accents and apostrophes."""
    if text.isascii():
        return text.replace("'", "").replace("`", "").lower()
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKD", plain.casefold())


def stem(word: str) -> str:
    """Return a folded word without its endings, tried once each, in order.

    "threatened" becomes "threaten" and then "threat"; "hitting" becomes "hitt" and then "hit".
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word.removesuffix(ending)
    return word[:-1] if len(word) > _SHORTEST_STEM and word[-1] == word[-2] else word


def words(text: str) -> list[str]:
    """Return the folded words of a text, in their order."""
    return _WORD.findall(fold(text))


def stems(text: str) -> list[str]:
    """Return the stem of every word of a text, in their order."""
    return [stem(word) for word in words(text)]


def sought(text: str) -> dict[str, str]:
    """Return the stems to look for, each with its word; at most twenty.

    Empty words count only if there is nothing else.
    """
    every = words(text[:LONGEST])
    telling = [word for word in every if word not in EMPTY_WORDS] or every
    found: dict[str, str] = {}
    for word in telling:
        found.setdefault(stem(word), word)
    return dict(list(found.items())[:MOST_WORDS])


def phrases(text: str) -> list[str]:
    """Return phrases, which commas or new lines part, each as its stems with blanks between."""
    return [said for phrase in _PHRASE.split(text) if (said := " ".join(stems(phrase)))]


def single_words(text: str) -> str:
    """Return those of the phrases, which commas or new lines part, that are one word."""
    return " ".join(phrase for phrase in _PHRASE.split(text) if len(words(phrase)) == 1)


def said_of(text: str, wanted: Iterable[str]) -> list[str]:
    """Return those of the ``phrases`` that a text holds."""
    said = as_said(text)
    return [phrase for phrase in wanted if f" {phrase} " in said]


def as_said(text: str) -> str:
    """Return the stems of a text with a blank before and after each: what phrases are sought in."""
    return f" {' '.join(stems(text[:LONGEST]))} "
