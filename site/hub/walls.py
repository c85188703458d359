"""Which teams are behind a wall: those that the rules say so of, and those they have no more."""

from collections.abc import Iterable, Mapping
from typing import Any


def teams_in(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the keys of the teams of a rules document."""
    return frozenset(team["key"] for team in document.get("teams", ()))


def walled_in(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the keys of those that it says are walled."""
    return frozenset(team["key"] for team in document.get("teams", ()) if team.get("walled"))


def walls_after(document: Mapping[str, Any], before: Iterable[str]) -> frozenset[str]:
    """Return the walls once a document is in force; ``before`` are those until then.

    A team that the document does not have keeps its wall: what it held is still there, and is
    nobody else's because the team was renamed or ended.
    """
    return walled_in(document) | (frozenset(before) - teams_in(document))
