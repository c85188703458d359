"""What was tried, and what happened: for people, and as an exit status."""

from collections.abc import Sequence
from dataclasses import dataclass, field

MOST = 10
"""Lines that say what is wrong, of one row."""
WIDTH = 44


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was tried. wrong: one line for each thing that should not have happened."""

    tried: str
    happened: str
    wrong: Sequence[str] = field(default=())


def text(rows: Sequence[Row]) -> str:
    """Return the table."""
    return "\n".join(line for row in rows for line in _lines(row)) + "\n"


def all_right(rows: Sequence[Row]) -> bool:
    """Tell whether nothing was lost, doubled, leaked or let in. Without rows, nothing is known."""
    return bool(rows) and not any(row.wrong for row in rows)


def _lines(row: Row) -> list[str]:
    first = f"{'NOT OK' if row.wrong else 'OK':<8}{row.tried:<{WIDTH}}  {row.happened}"
    more = [f"        - {line}" for line in row.wrong[:MOST]]
    if len(row.wrong) > MOST:
        more.append(f"        - and {len(row.wrong) - MOST} more")
    return [first, *more]
