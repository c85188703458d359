"""Walking a feed's list page by page, and not believing what it says about itself.

A walk either gives every service once, or ends in `FeedLies`: then nothing is changed here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from directory.arriving.stops import FeedLies

PER_PAGE = 100
MOST_PAGES = 5_000
MOST_SERVICES = 200_000

Record = dict[str, Any]
Ask = Callable[[int], Any]
"""Page number, from 1 -> the JSON of the page."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a version calls the members of its pages."""

    version: int
    contents: str
    items: str
    pages: str
    number: str


V3 = Envelope(3, "contents", "total_items", "total_pages", "page_number")
V1 = Envelope(1, "content", "totalElements", "totalPages", "number")


@dataclass(slots=True)
class Walk:
    """One walk through all pages. ``twice`` counts what was given again in the same walk.

    ``total`` is how many the feed says that it has; None if it does not say.
    """

    ask: Ask
    envelope: Envelope
    first: Record
    total: int | None = None
    twice: int = 0
    _seen: set[str] = field(default_factory=set)

    def records(self) -> Iterator[Record]:
        """Yield each service once. Raises `FeedLies`, at the latest after the last."""
        self.total = _counted(self.first, self.envelope.items)
        pages = _counted(self.first, self.envelope.pages)
        if (pages or 0) > MOST_PAGES or (self.total or 0) > MOST_SERVICES:
            raise FeedLies("It says that it has more services than there are in the country.")
        number, page = 1, self.first
        while True:
            fresh = self._fresh(page, number)
            yield from fresh
            if (pages is not None and number >= pages) or (
                pages is None and self._is_complete(page, fresh)
            ):
                break
            if not fresh and (self.total or pages):
                raise FeedLies(f"Page {number} has nothing new, and it says that there is more.")
            number += 1
            if number > MOST_PAGES:
                raise FeedLies("Its pages do not end.")
            page = self._next(number)
        if self.total is not None and len(self._seen) != self.total:
            raise FeedLies(
                f"It says that it has {self.total} services, and gave {len(self._seen)}."
            )

    def _next(self, number: int) -> Record:
        page = checked(self.ask(number), self.envelope, number)
        for name in (self.envelope.items, self.envelope.pages):
            before, now = _counted(self.first, name), _counted(page, name)
            if before != now:
                raise FeedLies(
                    f"It changed while it was read: {_said(before)} became {_said(now)} on page "
                    f"{number}. Try again later."
                )
        return page

    def _fresh(self, page: Record, number: int) -> list[Record]:
        said = _counted(page, self.envelope.number)
        if said is not None and said not in (number, number - (self.envelope.version == 1)):
            raise FeedLies(f"Asked for page {number}, it gave page {said}.")
        fresh = []
        for record in page[self.envelope.contents]:
            known = record.get("id") if isinstance(record, dict) else None
            if not isinstance(known, (str, int)) or isinstance(known, bool) or known == "":
                raise FeedLies(f"Something on page {number} is no service: it has no id.")
            if str(known) in self._seen:
                self.twice += 1
            else:
                self._seen.add(str(known))
                fresh.append(record)
        if len(self._seen) > MOST_SERVICES:
            raise FeedLies("Its pages do not end.")
        return fresh

    def _is_complete(self, page: Record, fresh: list[Record]) -> bool:
        """Tell whether a feed that does not count its pages has been read to its end."""
        if self.total is not None:
            return len(self._seen) >= self.total
        if page.get("last_page") is True or page.get("last") is True:
            return True
        if page[self.envelope.contents] and not fresh:
            raise FeedLies("It gives the same page again and again.")
        return not fresh


def envelope_of(page: Any) -> Envelope:
    """Return which version a first page speaks. Raises `FeedLies` if it speaks none."""
    for envelope in (V3, V1):
        if isinstance(page, dict) and isinstance(page.get(envelope.contents), list):
            return envelope
    raise FeedLies("What came for page 1 is no page of an Open Referral UK list.")


def checked(page: Any, envelope: Envelope, number: int) -> Record:
    """Return a page, if it is one."""
    if not isinstance(page, dict) or not isinstance(page.get(envelope.contents), list):
        raise FeedLies(f"What came for page {number} is no page of an Open Referral UK list.")
    return page


def _counted(page: Record, name: str) -> int | None:
    value = page.get(name)
    if value is None:
        return None
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise FeedLies(f"What it says under {name} is no number.")
    return value


def _said(count: int | None) -> str:
    return "nothing" if count is None else str(count)
