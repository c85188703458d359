"""What a decision may rest on, and reading it from what a program or an operator gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from hub import vocabulary as words
from hub.rules import CONDITIONS, OUTCODES


class FactsError(ValueError):
    """Facts that cannot be read. The message names the field and says what it may be.

    ``plain`` says the same without what was given, for whoever must not read that.
    """

    def __init__(self, message: str, plain: str = "") -> None:
        super().__init__(message)
        self.plain = plain or message


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one referral. Moments are aware; each is the start of a clock, or unknown.

    outcode: the first part of a postcode, or as much of it as is known. safe_channels: those that
    whoever referred them says are safe, and then no other is; None where nothing was said of that.
    """

    received_at: datetime
    source: str = "self"
    for_whom: str = "me"
    reported: str = "not_sure"
    crime_types: tuple[str, ...] = ()
    age_band: str = "not_given"
    markers: tuple[str, ...] = ()
    outcode: str = ""
    relationship: str = "not_given"
    safe_channels: tuple[str, ...] | None = None
    crime_recorded_at: datetime | None = None
    offer_accepted_at: datetime | None = None

    def as_values(self) -> dict[str, frozenset[str]]:
        """Return them as the rules' conditions look at them."""
        return {
            "sources": frozenset({self.source}),
            "for_whom": frozenset({self.for_whom}),
            "reported": frozenset({self.reported}),
            "crime_types": frozenset(self.crime_types),
            "age_bands": frozenset({self.age_band}),
            "markers": frozenset(self.markers),
            "relationships": frozenset({self.relationship}),
            OUTCODES: frozenset({self.outcode.upper()} - {""}),
        }

    def starts(self, clock: str) -> datetime | None:
        """Return when a clock starts, of ``hub.vocabulary.STARTS``; None where it has not yet."""
        moment: datetime | None = getattr(self, f"{clock}_at")
        return moment

    def to_json(self) -> dict[str, Any]:
        """Return them as `read` takes them; what is not known is left out."""
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: _plain(value) for name, value in given.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


ONE = {
    "source": words.SOURCES,
    "for_whom": words.FOR_WHOM,
    "reported": words.REPORTED,
    "age_band": words.AGE_BANDS,
    "relationship": words.RELATIONSHIPS,
}
SOME = {name: CONDITIONS[name] for name in ("crime_types", "markers")} | {
    "safe_channels": words.CHANNELS
}
MOMENTS = ("received_at", "crime_recorded_at", "offer_accepted_at")
NAMES = tuple(each.name for each in fields(Facts))


def read(data: Any) -> Facts:
    """Return facts from plain data (JSON); raise `FactsError` at the first thing that is wrong.

    ``received_at`` must be there; what else is left out is not known.
    """
    if not isinstance(data, Mapping):
        raise FactsError('facts: must be an object, such as {"source": "self"}.')
    for name in data:
        if name not in NAMES:
            raise FactsError(f"{name}: is no fact; there are {', '.join(NAMES)}.")
    if "received_at" not in data:
        raise FactsError("received_at: is missing; the clocks start from it.")
    given = {name: fact(name, value) for name, value in data.items()}
    return Facts(**{name: value for name, value in given.items() if value is not None})


def fact(name: str, value: Any) -> Any:
    """Return one fact from plain data; None for one that is not known. Raises `FactsError`."""
    if name in MOMENTS:
        return None if value is None and name != "received_at" else _moment(name, value)
    if name in ONE:
        if value not in ONE[name]:
            raise _unknown(name, value, ONE[name])
        return value
    if name in SOME:
        return _some(name, value)
    if not isinstance(value, str) or not (value.isalnum() or not value):
        raise FactsError(f'{name}: must be the first part of a postcode, such as "PO1".')
    return value


def _some(name: str, values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise FactsError(f"{name}: must be a list.")
    for value in values:
        if value not in SOME[name]:
            raise _unknown(name, value, SOME[name])
    return tuple(values)


def _unknown(name: str, value: Any, known: Iterable[str]) -> FactsError:
    use = f"is unknown; use {', '.join(known)}."
    return FactsError(f"{name}: {value!r} {use}", f"{name}: what is given {use}")


def _moment(name: str, value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None or not 2000 <= moment.year < 2100:
        example = "2026-11-20T16:30:00+00:00"
        raise FactsError(
            f'{name}: must be a moment of this century with its offset, such as "{example}".'
        )
    return moment
