"""The table: for people on stdout, for programs as JSON."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. ``ratio`` compares it with the static file of the same run; None if it cannot.

    ``by`` names the load generator.
    """

    what: str
    per_second: float
    ratio: float | None
    by: str


def text(rows: list[Row], notes: list[str]) -> str:
    """Return the table as lines, with what one must know to read it."""
    lines = [f"{'':44}{'per second':>12}{'ratio':>9}   measured by"]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.3f}"
        lines.append(f"{row.what:44}{row.per_second:12,.0f}{ratio:>9}   {row.by}")
    return "\n".join([*lines, "", *notes])


def write(path: Path, rows: list[Row], notes: list[str]) -> None:
    """Write the same as JSON: ``{"rows": [...], "notes": [...]}``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = {"rows": [asdict(row) for row in rows], "notes": notes}
    path.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
