"""What somebody typed, read as a postcode or part of one: pure, and forgiving.

Capital letters, spaces and points do not count, nor does the letter O for nought or I for one.
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import chain, product

_OUTWARD = r"([A-Z]{1,2}[1-9][A-Z0-9]?|[A-Z]{2}0)"
_FULL = re.compile(_OUTWARD + r"([0-9][A-Z]{2})")
_WITHIN = re.compile(rf"(?<![A-Z0-9]){_OUTWARD} ?([0-9][A-Z]{{2}})(?![A-Z0-9])")
_PART = re.compile(_OUTWARD)
_BEGUN = re.compile(_OUTWARD + r" ?[0-9][A-Z]?")
_AREA = re.compile(r"[A-Z]{1,2}")
_ALIKE = {"O": "O0", "0": "0O", "I": "I1", "L": "L1", "1": "1I"}
_LONGEST = 7
"""Letters and digits of a whole postcode."""


@dataclass(frozen=True, slots=True)
class Postcode:
    """As much of a postcode as there was: ``area`` always, the outward and inward code if typed."""

    area: str
    outward: str = ""
    inward: str = ""

    @property
    def unit(self) -> str:
        """The whole postcode without a space; empty where only a part was typed."""
        return self.outward + self.inward if self.inward else ""


def area_of(outward: str) -> str:
    """Return the one or two letters with which a postcode begins."""
    found = _AREA.match(outward)
    return found[0] if found else ""


def read(typed: str, areas: Container[str]) -> Postcode | None:
    """Return the postcode, outward code or area that was typed; None if it is none of them.

    areas: the postcode areas that there are. A whole postcode is also found at any place within
    other words, such as an address.
    """
    text = _plain(typed)
    ways = chain(_as_typed(text), _with_mistakes(text), _within(text))
    return next((found for found in ways if found.area in areas), None)


def split(whole: str) -> Postcode | None:
    """Return a whole postcode as files write it, with any spaces; None if it is none."""
    found = _FULL.fullmatch(whole.replace(" ", "").upper())
    return _postcode(found[1], found[2]) if found else None


def _plain(typed: str) -> str:
    upper = unicodedata.normalize("NFKC", typed).upper()
    return " ".join(re.sub(r"[^A-Z0-9 ]", " ", upper.replace(".", "")).split())


def _as_typed(text: str) -> Iterator[Postcode]:
    close = text.replace(" ", "")
    if found := _FULL.fullmatch(close):
        yield _postcode(found[1], found[2])
    elif _AREA.fullmatch(text):
        yield Postcode(text)
    # "PO1 2" is begun after PO1, but "PO12" and "PO 12" are PO12.
    elif found := _PART.fullmatch(text) or _BEGUN.fullmatch(text) or _PART.fullmatch(close):
        yield _postcode(found[1])


def _with_mistakes(text: str) -> Iterator[Postcode]:
    """What it may be where look-alikes were mixed up, with the fewest mistakes first."""
    close = text.replace(" ", "")
    if len(close) > _LONGEST or not any(map(str.isdigit, close)):
        return
    variants = map("".join, product(*(_ALIKE.get(letter, letter) for letter in close)))
    for variant in sorted(variants, key=lambda variant: sum(map(str.__ne__, variant, close))):
        yield from _as_typed(variant)


def _within(text: str) -> Iterator[Postcode]:
    if found := _WITHIN.search(text):
        yield _postcode(found[1], found[2])


def _postcode(outward: str, inward: str = "") -> Postcode:
    return Postcode(area_of(outward), outward, inward)
