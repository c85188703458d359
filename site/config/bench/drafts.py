"""The rows that depend on where drafts are kept, measured once for each database."""

from config.bench import crowd, queries, side_by_side
from config.bench.side_by_side import Compared
from config.bench.table import Row

MILLISECONDS = "ms"
STOCK = "stock wizard"
ALONE = "step alone"
NOTES = [
    "stock wizard: django-formtools' own, with the same forms, answers, middleware, templates and "
    "database, but answers in clear in a session. A visitor of ours and one of its take turns at "
    f"each step; of {side_by_side.ROUNDS} rounds the fastest counts.",
    "A step: the answers are posted, and the page that they lead to is fetched. It may cost "
    f"{queries.ALLOWED} queries, and twice the stock wizard's time.",
    f"{crowd.PEOPLE:,} people have drafts of their own, half-way. First each presses Continue at a "
    f"moment of {crowd.THINKING:.0f} s, then all in the same moment. Whoever gets no page counts "
    "as refused.",
]


def measure(port: int, stock: int, database: str) -> list[Row]:
    """Return the rows for the database that both ports use; ``database`` is its name."""
    most = queries.most_per_step()
    compared = side_by_side.compare(port, stock)
    people = crowd.gather(port, compared.ours.steps // 2)
    asked = Row(f"queries of a step, at most, {database}", most, None, "Django", "queries")
    return [*_compared(compared, database), asked, *_crowd(people, compared.ours.step, database)]


def _compared(found: Compared, database: str) -> list[Row]:
    ours, stock, by = found.ours, found.stock, "our client, alone"
    pairs = [
        (f"step, {database}", ours.step, stock.step),
        ("  of it posting the answers", ours.posted, stock.posted),
        ("  of it fetching the next page", ours.fetched, stock.fetched),
    ]
    first = Row(f"step of the stock wizard, {database}", stock.step, None, by, MILLISECONDS)
    rows = [Row(what, own, own / its, by, MILLISECONDS, STOCK) for what, own, its in pairs]
    return [first, *rows]


def _crowd(found: crowd.Crowd, alone: float, database: str) -> list[Row]:
    by, rows = f"our client, {crowd.PEOPLE:,} people", []
    for how, pressed in (("thinking", found.thinking), ("all at once", found.at_once)):
        what = f"steps of {crowd.PEOPLE:,} people, {how}, {database}"
        ratio = pressed.slowest / alone
        rows.append(Row(what, pressed.per_second, None, by))
        rows.append(
            Row(
                "  the slowest twentieth wait at least",
                pressed.slowest,
                ratio,
                by,
                MILLISECONDS,
                ALONE,
            )
        )
    return [*rows, Row("  refused", found.refused, None, by, "times")]
