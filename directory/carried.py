"""What a visitor's pages carry from one to the next: in their bodies, and nowhere else.

Words, a place, ticked choices and a shortlist travel as fields of a form. No cookie, no storage,
no address holds them, so that an exit, or closing the page, leaves nothing. A link may name them
too; such an address is neither cached nor logged.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict

from directory.near.points import Point
from directory.search.choices import Asked, Group

LONGEST_LIST = 30
MOST_TICKED = 40
DISTANCES = (5, 10, 25)
USUAL_DISTANCE = 25
SLUG = re.compile(r"[a-z0-9-]{1,80}")


@dataclass(frozen=True, slots=True)
class Carried:
    """What one page was given. ``kept`` are the slugs of the shortlist, in the order of keeping.

    ``pressed`` is the one that was put on or taken off just now.
    """

    words: str = ""
    place: str = ""
    within: int = USUAL_DISTANCE
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    pressed: str = ""
    page: int = 1
    posted: bool = False

    def __bool__(self) -> bool:
        """Whether a plain link would lose something."""
        return self.posted or bool(self.words or self.place or self.ticked or self.kept)

    @property
    def ticked(self) -> list[tuple[str, str]]:
        """The ticked choices, each with its group."""
        return [(group, value) for group, values in self.chosen.items() for value in sorted(values)]

    def fields(self) -> Iterator[tuple[str, str]]:
        """Give the names and values of hidden fields that carry all of it but the page."""
        if self.words:
            yield "q", self.words
        if self.place:
            yield "postcode", self.place
            yield "within", str(self.within)
        yield from self.ticked
        for slug in self.kept:
            yield "keep", slug

    def kept_fields(self) -> Iterator[tuple[str, str]]:
        """Give the hidden fields of the shortlist alone."""
        return (("keep", slug) for slug in self.kept)

    def asked(self, words: str = "", near: Point | None = None) -> Asked:
        """Return what is looked for, with words and a point that were understood."""
        return Asked(words, near, self.within, chosen=self.chosen)


def carried(request: HttpRequest) -> Carried:
    """Return what the request's body carries; of a GET, what its address does. Never fails."""
    posted = request.method == "POST"
    data = request.POST if posted else request.GET
    return Carried(
        words=data.get("q", "").strip(),
        place=data.get("postcode", "").strip(),
        within=_within(data.get("within", "")),
        chosen=_chosen(data),
        kept=_kept(data),
        pressed=data.get("add", "") or data.get("drop", ""),
        page=_page(data.get("page", "")),
        posted=posted,
    )


def _chosen(data: QueryDict) -> dict[str, frozenset[str]]:
    ticked = {group.value: data.getlist(group.value)[:MOST_TICKED] for group in Group}
    return {
        group: frozenset(value for value in values if len(value) <= 80)
        for group, values in ticked.items()
        if values
    }


def _kept(data: QueryDict) -> tuple[str, ...]:
    """Return the shortlist after what was pressed: ``add`` puts one in, ``drop`` takes one out."""
    wanted = [*data.getlist("keep")[:LONGEST_LIST], data.get("add", "")]
    slugs = dict.fromkeys(slug for slug in wanted if SLUG.fullmatch(slug))
    slugs.pop(data.get("drop", ""), None)
    return tuple(slugs)[:LONGEST_LIST]


def _within(typed: str) -> int:
    if typed == "any":
        return 0
    return int(typed) if typed in map(str, DISTANCES) else USUAL_DISTANCE


def _page(typed: str) -> int:
    return max(1, int(typed)) if re.fullmatch(r"[0-9]{1,10}", typed) else 1
