"""Where people must live for a service, as far as its words name countries or places that we know.

Pure. Whoever writes the words thinks of people, not of us: what is not understood to its last word
is taken for everywhere, and nobody is left out who lives near what it names.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from directory.near import names
from directory.near.areas import areas, places
from directory.near.points import Point, miles

OF_A_TOWN, OF_A_COUNTY = 25, 50
"""Miles around a town, and around the middle of a county, in which people may be meant as well."""

BORDER = 5
"""Miles. Where a town of another country is so little further than the nearest, either may be."""

COUNTRIES = {
    "england": "England", "wales": "Wales", "cymru": "Wales", "scotland": "Scotland",
    "northern ireland": "Northern Ireland",
}  # fmt: skip
_REGIONS_OF_WALES = frozenset(
    {
        "Anglesey", "Carmarthenshire", "Ceredigion", "Conwy", "Denbighshire", "Flintshire", "Gwent",
        "Gwynedd", "Pembrokeshire", "Powys", "South Wales", "Wrexham",
    }
)  # fmt: skip
_AREAS = {
    "Wales": {"CF", "LL", "SA"},
    "Scotland": {
        "AB", "DD", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "ZE"
    },
    "Northern Ireland": {"BT"},
    "": {"GY", "IM", "JE"},
}  # fmt: skip
_ON_A_BORDER = frozenset({"CA", "CH", "DG", "HR", "LD", "NP", "SY", "TD"})
_BETWEEN = re.compile(r"[,;/]|\band\b|&")


@dataclass(frozen=True, slots=True)
class Reach:
    """The countries, and the circles (a middle, miles), in which the people of a service live."""

    countries: frozenset[str] = frozenset()
    circles: frozenset[tuple[Point, int]] = frozenset()

    def leaves_out(self, country: str, here: Point | None = None) -> bool:
        """Tell whether somebody in that country (empty: not known), or just here, is left out."""
        if self.countries and country in {"", *self.countries}:
            return False
        if here is None:
            return bool(self.countries) and not self.circles
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


def country_of(here: Point) -> str:
    """Return the country of the nearest town; empty at a border, and on an island of its own."""
    if any(here == areas()[code].point for code in _ON_A_BORDER):
        return ""  # All that is known is the postcode area, and a border runs through it.
    nearest: dict[str, float] = {}
    for point, country in _towns():
        far = miles(here, point)
        nearest[country] = min(far, nearest.get(country, far))
    country = min(nearest, key=lambda name: nearest[name])
    reached = [name for name in nearest if nearest[name] <= nearest[country] + BORDER]
    return country if reached == [country] else ""


@cache
def _towns() -> tuple[tuple[Point, str], ...]:
    """Return the towns that we know, and the middles of postcode areas, with their countries."""
    own = {code: country for country, codes in _AREAS.items() for code in codes}
    middles = [
        (area.point, own.get(code, "England"))
        for code, area in areas().items()
        if code not in _ON_A_BORDER
    ]
    return (*((place.point, _country_of_region(place.region)) for place in places()), *middles)


def _country_of_region(region: str) -> str:
    if region in _REGIONS_OF_WALES:
        return "Wales"
    return COUNTRIES.get(region.lower(), "England")


def _part(text: str) -> Reach | None:
    country = COUNTRIES.get(names.plain(text))
    if country:
        return Reach(frozenset({country}))
    circles = frozenset(
        (named.place.point, OF_A_TOWN if named.place.outward else OF_A_COUNTY)
        for named in names.exactly(text)
    )
    return Reach(circles=circles) if circles else None
