"""What goes wrong when: spells of every fault in random order, often two at once. Pure."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

HOURS = timedelta(hours=6)
AWAY_FOR = timedelta(minutes=30)

ALL_DAY = "429 for a day"
REQUESTS: dict[str, dict[str, object]] = {
    "500": {"kind": "500"},
    "502": {"kind": "502"},
    "502, and taken in": {"kind": "502", "accepts": True},
    "503 with HTML": {"kind": "503"},
    "504": {"kind": "504"},
    "504, and taken in": {"kind": "504", "accepts": True},
    "429 for a minute": {"kind": "429"},
    ALL_DAY: {"kind": "429-day"},
    "slow": {"kind": "delay", "seconds": 0.1},
    "hang": {"kind": "delay", "seconds": 0.4, "accepts": False},
    "reset": {"kind": "refuse"},
    "accepted but unanswered": {"kind": "drop"},
    "accepted, then hang": {"kind": "delay", "seconds": 0.4},
    "invalid JSON": {"kind": "malformed"},
}
"""Faults of single requests, as the stand-in's order ``next`` names them."""

RECEIPTS: dict[str, dict[str, object]] = {
    "receipts doubled": {"copies": 5},
    "receipts out of order": {"out_of_order": True},
    "receipts early": {"early": True},
    "receipts lost": {"lost": True},
}
"""Faults of receipts, as the stand-in's order ``receipts`` names them."""

AWAY = "receipts have nowhere to go"
"""For half an hour: Notify tries again every five minutes, so they come late, or never."""
FORGED = "receipts forged"
WRONG_KEY = "wrong key"
NO_TEMPLATES = "templates missing"
REFUSED = "texts not allowed"
SKEWED = "clocks disagree"
"""Ours and Notify's, by more than its 30 seconds."""
ASTRAY = "our clock is wrong"
"""By up to ten minutes, either way."""

KINDS = (
    *REQUESTS, *RECEIPTS, AWAY, FORGED, WRONG_KEY, NO_TEMPLATES, REFUSED, SKEWED, ASTRAY,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spell:
    """One fault from ``begins`` until ``ends``, both since the start."""

    kind: str
    begins: timedelta
    ends: timedelta


def forecast(chance: random.Random, length: timedelta = HOURS) -> tuple[Spell, ...]:
    """Return spells such that every fault has at least one that fits into ``length``.

    Two rows of them, each in an order of its own, so that mostly two faults rage together.
    """
    return (*_row(chance, length), *_row(chance, length))


def raging(spells: tuple[Spell, ...], since: timedelta) -> frozenset[str]:
    """Return the faults that rage at a moment."""
    return frozenset(spell.kind for spell in spells if spell.begins <= since < spell.ends)


def _row(chance: random.Random, length: timedelta) -> Iterator[Spell]:
    kinds = chance.sample(KINDS, len(KINDS))
    # This one lets nothing more be sent that day, so it comes last of all but a few.
    kinds.remove(ALL_DAY)
    kinds.insert(len(kinds) - chance.randrange(4), ALL_DAY)
    weights = [chance.uniform(0.5, 1.5) for _ in kinds]
    begins = timedelta()
    for kind, weight in zip(kinds, weights, strict=True):
        share = length * (weight / sum(weights))
        lasts = max(share, min(AWAY_FOR, length / 12)) if kind == AWAY else share
        yield Spell(kind, begins, min(begins + lasts, length))
        begins += share
