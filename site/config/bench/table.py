"""The table: for people on stdout, for programs as JSON."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RATE = "per second"
STATIC = "static file"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, with its unit. ``by`` names what measured it.

    ``ratio`` compares it with another figure ``to``, of the same run; None if nothing does.
    """

    what: str
    value: float
    ratio: float | None
    by: str
    unit: str = RATE
    to: str = STATIC

    def facts(self) -> dict[str, Any]:
        """Return it for JSON; ``per_second`` is None where the unit is another."""
        return asdict(self) | {"per_second": self.value if self.unit == RATE else None}


def text(rows: list[Row], notes: list[str]) -> str:
    """Return the table as lines, with what one must know to read it."""
    lines = [f"{'':50}{'':21}{'ratio':>8} {'to the':13}   measured by"]
    for row in rows:
        ratio, to = ("", "") if row.ratio is None else (f"{row.ratio:.3f}", row.to)
        figure = (
            f"{row.value:,.0f}" if row.value >= 100 or row.value % 1 == 0 else f"{row.value:.2f}"
        )
        lines.append(f"{row.what:50}{figure:>8} {row.unit:12}{ratio:>8} {to:13}   {row.by}")
    return "\n".join([*lines, "", *notes])


def write(path: Path, rows: list[Row], notes: list[str]) -> None:
    """Write the same as JSON: ``{"rows": [...], "notes": [...]}``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = {"rows": [row.facts() for row in rows], "notes": notes}
    path.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> list[Row]:
    """Return the rows that `write` wrote."""
    rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
    return [Row(**{name: row[name] for name in Row.__slots__}) for row in rows]
