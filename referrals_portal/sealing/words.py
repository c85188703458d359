"""A code and four words: what a person keeps so that they can come back, and reading them again.

The code is ten digits, nine of them chance and the last a check digit after Damm, which finds
every single wrong digit and every two neighbours that changed places. The words are drawn from
the English list of BIP 39, whose first four letters tell them apart, without those that would
say something. Pure: what opens with them is in `returning`.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache

from mnemonic import Mnemonic

from referrals_portal.sealing.unsaid import UNSAID

DIGITS, WORDS = 10, 4
TELLING = 4  # letters that tell one word from all others
BESIDE = frozenset({"code", "four", "word", "your"})
"""What our own page says beside them, as far as it tells; whoever copies all of it may paste it."""

_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """What the person keeps: ten digits, and four words of the list."""

    code: str
    words: tuple[str, ...]

    @classmethod
    def new(cls) -> "Kept":
        """Draw both."""
        digits = f"{secrets.randbelow(10 ** (DIGITS - 1)):0{DIGITS - 1}}"
        words = tuple(secrets.choice(given()) for _ in range(WORDS))
        return cls(digits + check_digit(digits), words)

    @property
    def in_groups(self) -> str:
        """The code as it is written down."""
        return f"{self.code[:3]} {self.code[3:6]} {self.code[6:]}"

    def __repr__(self) -> str:
        return "<Kept>"


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, however it was spaced, and what of it cannot be.

    ``unknown`` are the places of words that are not of the list, counted from 1.
    """

    code: str
    words: tuple[str, ...]
    unknown: tuple[int, ...] = ()

    @property
    def code_is_whole(self) -> bool:
        """Whether there are ten digits without a slip."""
        return len(self.code) == DIGITS and check_digit(self.code[:-1]) == self.code[-1]

    @property
    def words_are_whole(self) -> bool:
        """Whether there are four words, all of the list."""
        return len(self.words) == WORDS and not self.unknown

    @property
    def kept(self) -> Kept | None:
        """What was meant; None if that cannot be."""
        whole = self.code_is_whole and self.words_are_whole
        return Kept(self.code, self.words) if whole else None

    def __repr__(self) -> str:
        return "<Typed>"


def read(*boxes: str) -> Typed:
    """Read a code and words out of what was typed or pasted, in either box or in one."""
    text = unicodedata.normalize("NFKC", " ".join(boxes)).casefold()
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    code = "".join(str(unicodedata.decimal(digit)) for digit in re.findall(r"\d", text))
    typed = [word for word in re.findall(r"[^\W\d_]+", text) if word[:TELLING] not in BESIDE]
    found = {word: _by_their_letters().get(word[:TELLING]) for word in typed}
    return Typed(
        code,
        tuple(known for word in typed if (known := found[word])),
        tuple(place for place, word in enumerate(typed, 1) if not found[word]),
    )


def check_digit(digits: str) -> str:
    """Return the digit that Damm's scheme puts after these."""
    interim = "0"
    for digit in digits:
        interim = _DAMM[int(interim)][int(digit)]
    return interim


@cache
def given() -> tuple[str, ...]:
    """Return the words that may be given to somebody."""
    return tuple(word for word in _all() if word not in UNSAID)


@cache
def _by_their_letters() -> dict[str, str]:
    # Words that are no longer given were given to somebody, and are read for ever.
    return {word[:TELLING]: word for word in _all()}


def _all() -> list[str]:
    return list(Mnemonic("english").wordlist)
