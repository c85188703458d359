"""What a misspelt word may have been meant to be."""

from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
LONG = 8
MOST_GUESSES = 3


def may_be_meant(word: str) -> bool:
    """Tell whether a known word may be what a misspelt one was meant to be."""
    return len(word) >= SHORTEST and word.isalpha()


def nearest(word: str, known: Collection[str]) -> list[str]:
    """Return the known words nearest to a folded one, at most three; none if it is too far off.

    One slip (a letter too many, too few, another, or two changed over) is forgiven in words of
    four letters and more, two in words of eight. A shorter word is taken as it is.
    """
    if not may_be_meant(word):
        return []
    slips = 2 if len(word) >= LONG else 1
    found = process.extract(
        word, known, scorer=OSA.distance, score_cutoff=slips, limit=MOST_GUESSES
    )
    return [guess for guess, distance, _place in found if distance == found[0][1]]
