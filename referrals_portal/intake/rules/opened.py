"""What somebody opened to change it, found again in a draft that has changed meanwhile."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from hub.drafting import GENERAL

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """One of a part of the draft, as a form carries it.

    place: where it stood, in the draft's edition that the form carries too; empty for a new one.
    row: its fingerprint when it was opened.
    """

    part: str
    place: str
    row: str

    def found_in(self, document: Document) -> "Opened":
        """Return where it stands in a document; as a new one where it is there no more.

        The general settings are always there: it is their fingerprint that is another then.
        """
        if self.part == "general":
            return replace(self, row=fingerprint(general_of(document)))
        if not self.place:
            return self
        rows = [fingerprint(row) for row in document.get(self.part, ())]
        if self.row not in rows:
            return Opened(self.part, "", fingerprint({}))
        here = int(self.place) if self.place.isdecimal() else len(rows)
        stays = here < len(rows) and rows[here] == self.row
        return self if stays else replace(self, place=str(rows.index(self.row)))

    def row_in(self, document: Document) -> Document:
        """Return what stands at its place in a document; nothing for a new one."""
        if self.part == "general":
            return general_of(document)
        rows = document.get(self.part, ())
        here = self.place.isdecimal() and int(self.place) < len(rows)
        return dict(rows[int(self.place)]) if here else {}


def fingerprint(row: Mapping[str, Any]) -> str:
    """Return a few letters that are others for every other row."""
    text = json.dumps(row, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:16]


def general_of(document: Document) -> dict[str, Any]:
    """Return the general settings of a document."""
    return {name: document[name] for name in GENERAL if name in document}
