"""Where people must live for a service, as far as its words name countries or places that we know.

Pure. Whoever writes the words thinks of people, not of us: what is not understood to its last word
is taken for everywhere, and nobody is left out who lives near what it names.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from directory.near import names
from directory.near.areas import areas
from directory.near.points import Point, miles

OF_A_TOWN, OF_A_COUNTY = 25, 50
"""Miles around a town, and around the middle of a county, in which people may be meant as well."""

COUNTRIES = {
    "england": "England", "wales": "Wales", "cymru": "Wales", "scotland": "Scotland",
    "northern ireland": "Northern Ireland",
}  # fmt: skip
_WALES = frozenset({"CF", "LL", "SA"})
_SCOTLAND = frozenset(
    {"AB", "DD", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "ZE"}
)
_ON_A_BORDER = frozenset({"CA", "CH", "DG", "HR", "LD", "NP", "SY", "TD"})
_BETWEEN = re.compile(r"[,;/]|\band\b|&")


@dataclass(frozen=True, slots=True)
class Reach:
    """The countries, and the circles (a middle, miles), in which the people of a service live."""

    countries: frozenset[str] = frozenset()
    circles: frozenset[tuple[Point, int]] = frozenset()

    def leaves_out(self, here: Point, only_countries: bool = False) -> bool:
        """Tell whether somebody here surely lives elsewhere.

        ``only_countries`` is for who is only known to be in the area of a hub.
        """
        if self.countries and country_of(here) in {"", *self.countries}:
            return False
        if only_countries:
            return not self.circles
        return all(miles(here, middle) > around for middle, around in self.circles)


@lru_cache(maxsize=4096)
def reach(area: str) -> Reach | None:
    """Return what the words of a service say of where people must live; None for anywhere."""
    if whole := _part(area):
        return whole
    parts = [_part(part) for part in _BETWEEN.split(area)]
    known = [part for part in parts if part]
    if not known or len(known) < len(parts):
        return None
    return Reach(
        frozenset().union(*(part.countries for part in known)),
        frozenset().union(*(part.circles for part in known)),
    )


@lru_cache(maxsize=4096)
def country_of(here: Point) -> str:
    """Return the country of the nearest postcode area; empty where a border runs through that."""
    code = min(areas().values(), key=lambda area: miles(here, area.point)).code
    if code in _ON_A_BORDER:
        return ""
    if code == "BT":
        return "Northern Ireland"
    return "Wales" if code in _WALES else "Scotland" if code in _SCOTLAND else "England"


def _part(text: str) -> Reach | None:
    country = COUNTRIES.get(names.plain(text))
    if country:
        return Reach(frozenset({country}))
    circles = frozenset(
        (named.place.point, OF_A_TOWN if named.place.outward else OF_A_COUNTY)
        for named in names.exactly(text)
    )
    return Reach(circles=circles) if circles else None
