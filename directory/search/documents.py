"""What the index knows of a service: only what everyone may see."""

from dataclasses import dataclass
from uuid import UUID

from directory.near.points import Point
from directory.near.reach import Reach
from hub.opening import Period


@dataclass(frozen=True, slots=True)
class Document:
    """A service as it is searched. ``terms`` are keys of the index's terms; points are degrees.

    ``hidden`` are words that its page does not show; ``phrases``, as their stems, count whole, and
    ``loose``, their words one by one, for little.
    ``reach`` is where people must live for it; None is anywhere.
    ``choices`` are pairs of a group and a value. A service without hours is never open. What
    ``sinks`` comes after everything else that was found as well. ``free_to_call`` is for whoever
    has no credit.
    """

    id: UUID
    names: str = ""
    hidden: str = ""
    loose: str = ""
    text: str = ""
    phrases: tuple[str, ...] = ()
    terms: tuple[UUID, ...] = ()
    choices: frozenset[tuple[str, str]] = frozenset()
    periods: tuple[Period, ...] = ()
    always: bool = False
    points: tuple[Point, ...] = ()
    reach: Reach | None = None
    lifeline_phrases: str = ""
    sinks: bool = False
    is_helpline: bool = False
    is_commissioned: bool = False
    free_to_call: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its words are found one by one, its ``phrases`` (commas between them) whole.

    It is offered as ``slug`` in its group of choices, if it has one.
    """

    id: UUID
    name: str
    words: str
    phrases: str
    slug: str = ""
    group: str = ""
