"""Reading a feed over its API: which version it speaks, all of its services, and each one whole.

Lists may hold summaries only; what they leave out is then fetched service by service, and what an
interrupted run had already fetched is not fetched again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from directory.arriving.cleaning.text import line
from directory.arriving.fetching import Fetcher
from directory.arriving.reading import v1
from directory.arriving.reading.pages import (
    PER_PAGE,
    V3,
    Envelope,
    Record,
    Walk,
    checked,
    envelope_of,
)
from directory.arriving.stops import FeedLies, Refused, Stopped

LOOKED_AT = 3
"""So many services are compared with their summaries, to tell whether a list is full."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a feed is, as far as a few requests can tell.

    ``version`` is the envelope's, 3 or 1; ``says_version`` what its root says. ``full``: its list
    holds whole services. ``per_page``: how many it gave where we asked for `PER_PAGE`.
    ``heeds_modified_after``: whether it filters by it.
    """

    version: int
    says_version: str
    services: int | None
    pages: int | None
    per_page: int
    full: bool
    heeds_modified_after: bool


class Feed:
    """A feed at a base address such as ``https://directory.example.org/oruk/v3``."""

    def __init__(self, fetcher: Fetcher, base: str) -> None:
        self.fetcher, self.base = fetcher, base.rstrip("/")
        self.envelope: Envelope = V3
        self.full = False
        self.fetched = 0
        self.walk: Walk | None = None

    def records(self, resumed: Mapping[str, Record] | None = None) -> Iterator[Record]:
        """Yield every service, nested as in version 3. Raises `Stopped`.

        resumed: what an earlier run had fetched, by the id that the feed gives it. It is used
        instead of fetching again, if the list says of no later change.
        """
        self.walk = Walk(self._page, self.envelope, self._begin())
        self.walk.envelope = self.envelope
        if self.full:
            for record in self.walk.records():
                yield self._nested(record)
            return
        # The list is read to its end first: it is short, and a feed that lies in it is found out.
        summaries = [
            (str(record["id"]), record.get("last_modified")) for record in self.walk.records()
        ]
        for known, modified in summaries:
            kept = (resumed or {}).get(known)
            if kept and modified and kept.get("last_modified") == modified:
                yield kept
            else:
                yield self._nested(self._whole(known))

    def probe(self) -> Probe:
        """Ask a few questions, and return what the feed is. Raises `Stopped`."""
        first = self._begin()
        here = first[self.envelope.contents]
        ignored = True
        try:
            later = self.fetcher.json(
                f"{self.base}/services?page=1&per_page=1&modified_after=2999-01-01T00:00:00Z",
                "what changed lately",
            )
            named = self.envelope.items
            ignored = not isinstance(later, dict) or later.get(named) == first.get(named)
        except Stopped:
            pass  # it does not understand the question
        return Probe(
            version=self.envelope.version,
            says_version=self._says_version(),
            services=_number(first.get(self.envelope.items)),
            pages=_number(first.get(self.envelope.pages)),
            per_page=len(here),
            full=self.full,
            heeds_modified_after=not ignored,
        )

    def _begin(self) -> Record:
        """Fetch the first page; learn from it which version this is, and whether lists are full."""
        page = self._page(1)
        self.envelope = envelope_of(page)
        first = checked(page, self.envelope, 1)
        looked_at = [each for each in first[self.envelope.contents] if isinstance(each, dict)]
        self.full = bool(looked_at) and all(
            _nests_as_much(each, self._whole(str(each.get("id")))) for each in looked_at[:LOOKED_AT]
        )
        return first

    def _page(self, number: int) -> Any:
        self.fetched += 1
        return self.fetcher.json(
            f"{self.base}/services?page={number}&per_page={PER_PAGE}", f"page {number}"
        )

    def _whole(self, known: str) -> Record:
        self.fetched += 1
        what = f"service {known[:60]!r}"
        found = self.fetcher.json(f"{self.base}/services/{quote(known, safe='')}", what)
        if not isinstance(found, dict) or str(found.get("id")) != known:
            raise FeedLies(f"Asked for {what}, it gave something else.")
        return found

    def _nested(self, record: Record) -> Record:
        return record if self.envelope is V3 else v1.as_v3(record)

    def _says_version(self) -> str:
        try:
            root = self.fetcher.json(self.base, "what it says of itself")
        except Refused:
            return ""
        version = root.get("version") if isinstance(root, dict) else None
        return line(version, 40) or ""


def _nests_as_much(summary: Record, whole: Record) -> bool:
    """Tell whether a record of a list holds every object and list that the whole service has."""
    return all(name in summary for name, value in whole.items() if isinstance(value, (dict, list)))


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None
