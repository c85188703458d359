"""Whether a text says an address: pure, and however somebody wrote it.

Case, accents, marks that nobody sees, markup, a web address's signs and look-alike letters do not
count; "Ln" is "Lane" and "One" is "1". A street is found without its number too. With another
number it is another house, unless the town is in the text as well.
"""

import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from directory.search.words import fold

_MARKUP = re.compile(r"<[^>]*>")
_NOT_A_WORD = re.compile(r"[\W_]+")
_ALIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458\u0501", "aeopcyxisjd"
)
_KINDS = {
    "ave": "avenue", "cl": "close", "cres": "crescent", "ct": "court", "dr": "drive",
    "gdns": "gardens", "gr": "grove", "ln": "lane", "pl": "place", "rd": "road", "sq": "square",
    "st": "street", "str": "street", "ter": "terrace", "terr": "terrace", "wy": "way",
}  # fmt: skip
_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
)  # fmt: skip
_WORDS = _KINDS | {word: str(number) for number, word in enumerate(_NUMBERS, start=1)}
_DIGITS = re.compile(r"\d+")
A_NAME = 3
"""A place's name of so many words is no name of anything else."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is looked for. Every part may be empty."""

    street: str = ""
    postcode: str = ""
    town: str = ""
    name: str = ""

    def is_in(self, text: str) -> bool:
        """Tell whether a text says it: its postcode, its street, or its name."""
        return self.is_among(words(text))

    def is_among(self, said: list[str]) -> bool:
        """Tell whether the words of a text, as `words` gives them, say it."""
        code = "".join(words(self.postcode))
        if len(code) > 4 and code in "".join(said):
            return True
        name = words(self.name)
        return self._street_is_in(said) or (len(name) >= A_NAME and bool(_places(name, said)))

    def _street_is_in(self, said: list[str]) -> bool:
        street = words(self.street)
        named = [place for place, word in enumerate(street) if not word[0].isdigit()]
        if not named:
            return False
        number, name = _number(street[: named[0]]), street[named[0] :]
        town = words(self.town)
        for place in _places(name, said):
            other = _number(said[max(0, place - 1) : place])
            if not (number and other) or number == other or (town and _places(town, said)):
                return True
        return False


def words(text: str) -> list[str]:
    """Return the words of a text as addresses are compared."""
    shown = unquote(unescape(_MARKUP.sub(" ", text)))
    if not shown.isascii():
        shown = "".join(letter for letter in shown if unicodedata.category(letter) != "Cf")
    plain = _NOT_A_WORD.sub(" ", fold(shown).translate(_ALIKE))
    return [_WORDS.get(word, word) for word in plain.split()]


def _places(sought: list[str], said: list[str]) -> list[int]:
    """Return where these words stand one after another."""
    length = len(sought)
    return [
        place for place in range(len(said) - length + 1) if said[place : place + length] == sought
    ]


def _number(before: list[str]) -> str:
    """Return the digits of a house's number; empty if there is none."""
    found = _DIGITS.match(before[-1]) if before else None
    return found[0] if found else ""
