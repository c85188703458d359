"""What a spreadsheet would change, row by row, before anything is changed.

A row with an identifier that we know is that service; any other is a new one, as a draft. A service
without a row stays as it is, and so does what has no column.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from directory.models import Service
from directory.upkeep.sheets.cells import CELLS, IDENTIFIER, NAME, ORGANISATION
from directory.upkeep.sheets.files import Sheet

MOST_CHANGED = 1000


@dataclass(slots=True)
class RowChange:
    """One row that says something else: ``cells`` is heading → [what we say, what it says]."""

    row: int
    key: UUID | None
    name: str
    cells: dict[str, list[str]]
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Difference:
    """All such rows; ``unread`` are headings not read here, ``wrong`` faults of the whole file."""

    changes: list[RowChange] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    same: int = 0

    @property
    def faulty(self) -> list[RowChange]:
        """Those in which something is wrong: they are left as they are."""
        return [change for change in self.changes if change.problems]

    @property
    def fine(self) -> list[RowChange]:
        """Those that can be applied."""
        return [] if self.wrong else [change for change in self.changes if not change.problems]


def compare(sheet: Sheet, may_add: bool = True) -> Difference:
    """Return the difference. Nothing is changed."""
    found = Difference(unread=_unread(sheet.headings), wrong=_wrong(sheet.headings))
    if found.wrong:
        return found
    known = {str(service.pk): service for service in with_all(Service.objects.all())}
    formulas: dict[int, list[str]] = {}
    for row, heading in sheet.formulas:
        formulas.setdefault(row, []).append(heading)
    seen: set[str] = set()
    for number, cells in sheet.rows.items():
        change = _row(number, cells, known, formulas.get(number, []))
        if change.key and str(change.key) in seen:
            change.problems.append(_("This service stands in two rows."))
        seen.add(str(change.key))
        if not change.key and not may_add:
            change.problems.append(_("You may not add services."))
        if change.cells or change.problems:
            found.changes.append(change)
        else:
            found.same += 1
    if len(found.changes) > MOST_CHANGED:
        found.wrong.append(_("More than 1,000 rows would change. Make several files of it."))
    return found


def with_all(services: QuerySet[Service]) -> Iterator[Service]:
    """Give the services as editors see them, with what the columns say: drafts by their draft."""
    parts = services.select_related("organisation", "latest_revision").prefetch_related(
        "phones", "schedules", "taxonomy_terms"
    )
    for service in parts:
        drafted = not service.live and service.latest_revision
        yield service.latest_revision.as_object() if drafted else service


def put(service: Service, cells: Iterable[tuple[str, str]]) -> list[str]:
    """Let a service say these cells, in memory; return what is wrong, column by column."""
    problems = []
    for heading, to in cells:
        try:
            CELLS[heading].put(service, to)
        except ValidationError as error:
            problems.append(f"{heading}: {' '.join(error.messages)}")
    return problems


def faults(service: Service) -> list[str]:
    """Return what stands in the way of publishing it as it is in memory."""
    try:
        service.full_clean(exclude=["slug", "latest_revision", "live_revision"])
    except ValidationError as error:
        labels = {
            f.name: str(getattr(f, "verbose_name", f.name)) for f in Service._meta.get_fields()
        }
        return [
            f"{labels.get(name, name)}: {' '.join(words)}"
            for name, words in error.message_dict.items()
        ]
    return []


def _row(
    number: int, cells: dict[str, str], known: dict[str, Service], formulas: list[str]
) -> RowChange:
    key = cells.get(IDENTIFIER, "").strip().casefold()
    service = known.get(key) or Service(live=False)
    is_known = key in known
    said = {
        heading: [CELLS[heading].said(service) if is_known else "", cells[heading].strip()]
        for heading in CELLS
        if heading in cells
    }
    changed = {heading: pair for heading, pair in said.items() if pair[0].strip() != pair[1]}
    change = RowChange(
        row=number,
        key=service.pk if is_known else None,
        name=cells.get(NAME, "").strip() or (service.name if is_known else ""),
        cells=changed,
        problems=[
            _("%(column)s: a formula is not read. Write what it says.") % {"column": heading}
            for heading in formulas
        ],
    )
    if not is_known:
        missing = [each for each in (NAME, ORGANISATION) if not cells.get(each, "").strip()]
        change.problems += [_("%(column)s is missing.") % {"column": each} for each in missing]
    if changed and not change.problems:
        change.problems += put(service, ((heading, to) for heading, (_from, to) in changed.items()))
        change.problems += [] if change.problems else faults(service)
    return change


def _unread(headings: list[str]) -> list[str]:
    return [each for each in headings if each and each not in CELLS and each != IDENTIFIER]


def _wrong(headings: list[str]) -> list[str]:
    twice = sorted({each for each in headings if each and headings.count(each) > 1})
    wrong = [_("There are two columns “%(column)s”.") % {"column": each} for each in twice]
    if IDENTIFIER not in headings:
        wrong.append(_("There is no column “Identifier”: download a spreadsheet from here first."))
    return wrong
