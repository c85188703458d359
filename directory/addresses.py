"""Whether a text says an address: pure, and however somebody wrote it.

Case, accents, marks that nobody sees, markup, a web address's signs, look-alike letters and where
words are parted do not count; "Ln" is "Lane", "One" is "1", "Saint" is "St". Of a street that was
written with a house, a flat or the town, what has a number is looked for; of a range, each number.
A street is found without its number too. With another number it is another house, unless the town
is in the text as well.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from itertools import takewhile
from urllib.parse import unquote

from directory.search.words import fold

_MARKUP = re.compile(r"<[^>]*>")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_NOT_A_WORD = re.compile(r"[\W_]+")
_ALIKE = str.maketrans(
    # Latin; Cyrillic capitals and small letters; Greek capitals and small letters.
    "\u0131\u0237\u0142\u0141\u00f8\u00d8"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0405\u0408"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458\u0501"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7",
    "ijlloo" "abekmhopctyxisj" "aeopcyxisjd" "abezhikmnoptyx" "aeikvoptux",
)  # fmt: skip
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are blank."""
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
_WORDS = (
    _KINDS
    # As "St" is written, which nobody can tell from a street.
    | {"saint": "street"}
    | {word: str(number) for number, word in enumerate(_NUMBERS, start=1)}
)
_STREETS = frozenset(_KINDS.values())
_PARTS = re.compile(r"[,;\n]")
_DIGITS = re.compile(r"\d+")
_HOUSE = re.compile(r"\d+[a-z]?")
_INSIDE = frozenset(("apartment", "apt", "flat", "floor", "room", "studio", "suite", "unit"))
"""A number after one of these is not that of a house."""
_LONGEST_RANGE = 100
_BEFORE = 40
"""Characters before a street in which its number is looked for."""
A_NAME = 3
"""A place's name of so many words is no name of anything else."""


@dataclass(frozen=True)
class Said:
    """The words of a text, made ready for many addresses."""

    spaced: str

    @cached_property
    def joined(self) -> str:
        """The words with nothing between them."""
        return self.spaced.replace(" ", "")

    @cached_property
    def code(self) -> str:
        """The same for postcodes, where an O and a zero are one."""
        return self.joined.replace("o", "0")

    @classmethod
    def by(cls, text: str) -> "Said":
        """Return what a text says."""
        return cls(" ".join(words(text)))


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is looked for. Every part may be empty."""

    street: str = ""
    postcode: str = ""
    town: str = ""
    name: str = ""

    def is_in(self, text: str) -> bool:
        """Tell whether a text says it: its postcode, its street, or its name."""
        return self.is_among(Said.by(text))

    def is_among(self, said: Said) -> bool:
        """Tell whether what is said says it."""
        sought = _sought(self)
        return (
            bool(sought.code and sought.code in said.code)
            or any(street.is_in(said, sought.town) for street in sought.streets)
            or bool(sought.name and sought.name.is_in(said))
        )


@dataclass(frozen=True)
class _Phrase:
    """Words that stand one after another, wherever they are parted."""

    joined: str

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(r"(?<![^ \d])" + " ?".join(map(re.escape, self.joined)) + r"(?![^ ])")

    def places(self, said: Said) -> Iterator[int]:
        """Yield where it begins. Nearly every text is done with at the first look."""
        if self.joined in said.joined:
            for found in self._pattern.finditer(said.spaced):
                yield found.start()

    def is_in(self, said: Said) -> bool:
        """Tell whether it is there at all."""
        return any(True for _ in self.places(said))


@dataclass(frozen=True, slots=True)
class _Street:
    """A street, and the numbers of the house if it has any."""

    numbers: frozenset[str]
    name: _Phrase

    def is_in(self, said: Said, town: _Phrase | None) -> bool:
        """Tell whether it is said, and not with the number of another house."""
        for place in self.name.places(said):
            before = said.spaced[max(0, place - _BEFORE) : place].split()
            others = _numbers(_last_numbers(before))
            if not (self.numbers and others) or self.numbers & others:
                return True
            if town and town.is_in(said):
                return True
        return False


@dataclass(frozen=True, slots=True)
class _Sought:
    """An address as it is looked for."""

    code: str
    streets: tuple[_Street, ...]
    town: _Phrase | None
    name: _Phrase | None


@lru_cache(maxsize=256)
def _sought(address: Address) -> _Sought:
    code, town, name = words(address.postcode), words(address.town), words(address.name)
    joined = "".join(code).replace("o", "0")
    return _Sought(
        joined if len(joined) > 4 else "",
        tuple(_streets(address.street, [code, town])),
        _Phrase("".join(town)) if town else None,
        _Phrase("".join(name)) if len(name) >= A_NAME else None,
    )


def _streets(street: str, known: list[list[str]]) -> list[_Street]:
    """Return what to look for: what has a number, or else everything that may be a street."""
    parts = [_without_end(words(part), known) for part in _PARTS.split(street)]
    if numbered := [found for part in parts if (found := _numbered(part))]:
        return numbered
    named = [part for part in parts if any(_is_a_name(word) for word in part)]
    alone = [part for part in named if len(part) > 1 and part[-1] in _STREETS]
    whole = [word for part in named for word in part]
    return [_Street(frozenset(), _Phrase("".join(name))) for name in (whole, *alone) if name]


def _is_a_name(word: str) -> bool:
    return not word[0].isdigit() and word not in _INSIDE


def _without_end(part: list[str], known: list[list[str]]) -> list[str]:
    """Return the words without the town and the postcode that they end with."""
    for end in [*known, *known]:
        if end and part[-len(end) :] == end:
            part = part[: -len(end)]
    return part


def _numbered(part: list[str]) -> _Street | None:
    """Return the street whose house has a number here."""
    first = next((place for place, word in enumerate(part[::-1]) if _HOUSE.fullmatch(word)), 0)
    before, name = part[: len(part) - first], part[len(part) - first :]
    numbers = _last_numbers(before)
    if before[: -len(numbers)] and before[-len(numbers) - 1] in _INSIDE:
        numbers = numbers[1:]
    if not (numbers and any(map(_is_a_name, name))):
        return None
    return _Street(_numbers(numbers), _Phrase("".join(name)))


def words(text: str) -> list[str]:
    """Return the words of a text as addresses are compared."""
    if "<" in text:
        text = "\n".join((_MARKUP.sub(" ", text), *_MARKUP.findall(text)))
    shown = unquote(unescape(text))
    if not shown.isascii():
        shown = _NOT_ASCII.sub(_seen, shown).translate(_ALIKE)
    plain = _NOT_A_WORD.sub(" ", fold(shown))
    return [_WORDS.get(word, word) for word in plain.split() if word != "and"]


def _seen(letter: re.Match[str]) -> str:
    kind = unicodedata.category(letter[0])
    return "" if letter[0] in _UNSEEN or kind in ("Cf", "Mn", "Me") else letter[0]


def _last_numbers(before: list[str]) -> list[str]:
    """Return the numbers that these words end with."""
    return list(takewhile(_HOUSE.fullmatch, reversed(before)))[::-1]


def _numbers(written: list[str]) -> frozenset[str]:
    """Return the numbers of houses in "1", "1a" and "1-3"."""
    found = [int(digits[0][:9]) for word in written if (digits := _DIGITS.match(word))]
    if len(found) == 2 and found[0] < found[1] < found[0] + _LONGEST_RANGE:
        found = list(range(found[0], found[1] + 1))
    return frozenset(map(str, found))
