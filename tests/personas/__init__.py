"""The people who come, each a small data file: adding one needs no code.

A file says what its person answers where that is not what ``_anyone.toml`` says, and what must
come of it. See docs/how-to/add-a-persona.md for its keys.
"""

import tomllib
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
Answers = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Persona:
    """One person: who they are, what they answer, how they come, and what must come of it."""

    key: str
    who: str
    answers: Answers
    comes: dict[str, Any] = field(default_factory=dict)
    expect: dict[str, Any] = field(default_factory=dict)

    @property
    def ends(self) -> str:
        """The journey's last page: ``sent`` or ``advice``."""
        return str(self.expect.get("ends", "sent"))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def anyone() -> Answers:
    """Return a fresh copy of what anyone answers."""
    return deepcopy(_read(FOLDER / "_anyone.toml")["answers"])


def load(key: str) -> Persona:
    """Read one persona; an unknown key in its file is an error, because nothing would test it."""
    data = _read(FOLDER / f"{key}.toml")
    unknown = data.keys() - {"who", "answers", "comes", "expect"}
    assert not unknown, (key, unknown)
    return Persona(
        key=key,
        who=data["who"],
        answers=anyone() | data.get("answers", {}),
        comes=data.get("comes", {}),
        expect=data.get("expect", {}),
    )


def keys() -> list[str]:
    """Return the names of all personas."""
    return sorted(path.stem for path in FOLDER.glob("[!_]*.toml"))


PERSONAS = {key: load(key) for key in keys()}
