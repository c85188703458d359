"""What a search found, as a page shows it: one page of entries, and what stands beside them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from core.kept import kept
from directory.entries import Entry, entries_now, entry_now
from directory.models import Service
from directory.near.points import near_in_words
from directory.querysets import ServiceQuerySet
from directory.search import building, finding
from directory.search.choices import Asked
from directory.search.finding import Hit

PAGE_LENGTH = 10
MOST_SHOWN = 500
"""So many services are kept in memory as a list shows them, some 6 megabytes."""


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found, and how many each choice would leave.

    ``lifeline`` is whom to call for someone whose words say that they might hurt themselves;
    ``guesses`` are the known words that were looked for in place of a misspelt one.
    """

    total: int
    number: int
    pages: int
    entries: list[Entry]
    counts: Mapping[tuple[str, str], int]
    guesses: list[str]
    lifeline: Service | None = None

    @property
    def previous(self) -> int:
        """The number of the page before; 0 if this is the first."""
        return self.number - 1

    @property
    def next(self) -> int:
        """The number of the page after; 0 if this is the last."""
        return self.number + 1 if self.number < self.pages else 0


@dataclass(frozen=True, slots=True)
class Beside:
    """What a list never lacks: the hub's own, and the helplines by whether they answer now.

    ``untold`` are the helplines whose hours nobody told us.
    """

    commissioned: list[Entry] = field(default_factory=list)
    open: list[Entry] = field(default_factory=list)
    untold: list[Entry] = field(default_factory=list)
    closed: list[Entry] = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        """Everything whose words, or whose place, depend on the time."""
        return [*self.commissioned, *self.open, *self.closed]


def results(asked: Asked, number: int, roughly: bool = True) -> Results:
    """Return that page of what was asked for; the last there is for a number beyond it.

    ``roughly`` says that the point is only about right, and so are the distances.
    """
    index, at = building.current(), timezone.now()
    found = finding.find(index, asked, at, (number - 1) * PAGE_LENGTH, PAGE_LENGTH)
    known = _services([*(hit.id for hit in found.hits), *found.lifelines])
    lifelines = (known[key] for key in found.lifelines if key in known)
    return Results(
        total=found.total,
        number=found.start // PAGE_LENGTH + 1,
        pages=max(1, -(-found.total // PAGE_LENGTH)),
        entries=[_entry(known[hit.id], hit, roughly) for hit in found.hits if hit.id in known],
        counts=found.counts,
        guesses=sorted({guess for guesses in found.guesses.values() for guess in guesses}),
        lifeline=next((service for service in lifelines if service.number), None),
    )


def everything_beside() -> Beside:
    """Return what stands beside the whole list: the hub's own first, and every helpline."""
    own = entries_now(_public().commissioned().order_by("answering_order", "name"))
    own.sort(key=lambda entry: not entry.service.phones.all())
    return _helplines(own)


def lines_beside(found: Iterable[Entry]) -> Beside:
    """Return the helplines that answer now and were not found themselves.

    Where there are none, those that open later, and those whose hours nobody told us: some number
    to call stands at the end of every list.
    """
    lines = _helplines([], {entry.service.pk for entry in found})
    return Beside(open=lines.open) if lines.open else lines


def _helplines(own: list[Entry], but: Collection[UUID] = ()) -> Beside:
    """Return the national helplines in the order in which editors keep them."""
    entries = entries_now(line for line in _lines() if line.pk not in but)
    return Beside(
        commissioned=own,
        open=[entry for entry in entries if entry.is_open],
        untold=[entry for entry in entries if not entry.times],
        closed=[entry for entry in entries if entry.times and not entry.is_open],
    )


def _public() -> ServiceQuerySet:
    return Service.objects.public().with_details()


@kept()
def _lines() -> list[Service]:
    order = ("-answers_when_hub_is_closed", "answering_order", "name")
    return list(_public().active().national_helplines().order_by(*order))


@kept()
def _shown() -> dict[UUID, Service]:
    """Return the services that were shown last: those that most people find cost no query."""
    return {}


def _services(keys: list[UUID]) -> dict[UUID, Service]:
    shown = _shown()
    found = {key: known for key in keys if (known := shown.get(key))}
    unknown = [key for key in keys if key not in found]
    if unknown:
        read = {service.pk: service for service in _public().filter(pk__in=unknown)}
        if len(shown) + len(read) > MOST_SHOWN:
            shown.clear()
        shown |= read
        found |= read
    return found


def _entry(service: Service, hit: Hit, roughly: bool) -> Entry:
    far = "" if hit.miles is None else near_in_words(hit.miles, roughly)
    return entry_now(service, about=hit.terms, says=hit.words, distance=far)
