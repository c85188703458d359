"""Where people must live for a service: only who surely lives elsewhere is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.near import finding
from directory.near.areas import places
from directory.near.points import Point
from directory.near.reach import country_of, reach

PLACES = {
    "Southampton": Point(50.90, -1.40),
    "Newport, Isle of Wight": Point(50.70, -1.29),
    "Basingstoke": Point(51.27, -1.09),
    "Cardiff": Point(51.48, -3.18),
    "Chester": Point(53.19, -2.89),
    "York": Point(53.96, -1.08),
    "Glasgow": Point(55.86, -4.25),
    "Belfast": Point(54.60, -5.93),
}


@pytest.mark.parametrize(
    ("area", "left_out"),
    [
        ("England", ["Cardiff", "Glasgow", "Belfast"]),
        ("Wales", ["Southampton", "Newport, Isle of Wight", "Basingstoke", "York", "Glasgow",
                   "Belfast"]),
        ("England and Wales", ["Glasgow", "Belfast"]),
        ("England, Wales and Northern Ireland", ["Glasgow"]),
        ("Hampshire and the Isle of Wight", ["Cardiff", "Chester", "York", "Glasgow", "Belfast"]),
        ("Isle of Wight", ["Cardiff", "Chester", "York", "Glasgow", "Belfast"]),
        ("Basingstoke and Deane", ["Southampton", "Newport, Isle of Wight", "Cardiff", "Chester",
                                   "York", "Glasgow", "Belfast"]),
        ("Wales; Chester", ["Southampton", "Newport, Isle of Wight", "Basingstoke", "York",
                            "Glasgow", "Belfast"]),
        *((area, []) for area in ("", "anywhere", "UK", "The whole of England", "Narnia",
                                  "England and Narnia", "Ham", "and", ", ,")),
    ],
)  # fmt: skip
def test_who_lives_elsewhere_is_left_out(area, left_out):
    found = reach(area)
    assert [
        name for name, here in PLACES.items() if found and found.leaves_out(country_of(here), here)
    ] == left_out


@pytest.mark.parametrize(
    ("area", "left_out"),
    [("Wales", True), ("England", False), ("Cardiff", False), ("Wales and Hampshire", False)],
)
def test_of_whom_only_the_hub_is_known_only_the_country_counts(area, left_out):
    assert reach(area).leaves_out("England") is left_out
    assert not reach(area).leaves_out("")


WELSH = {
    "Anglesey", "Carmarthenshire", "Ceredigion", "Conwy", "Denbighshire", "Flintshire", "Gwent",
    "Gwynedd", "Pembrokeshire", "Powys", "South Wales", "Wrexham",
}  # fmt: skip


def test_every_town_is_in_its_country_or_at_a_border():
    unknown = []
    for place in places():
        own = "Wales" if place.region in WELSH else place.region
        own = own if own in {"Wales", "Scotland", "Northern Ireland"} else "England"
        found = country_of(place.point)
        assert found in {own, ""}, place
        unknown += [place] if not found else []
    assert len(unknown) < len(places()) / 20


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("Weston-super-Mare", "England"),
        ("BS23 1AA", "England"),
        ("NP16", "Wales"),
        ("Chepstow", "Wales"),
        ("Chester", ""),
        ("CH", ""),
        ("SY", ""),
        ("JE2", ""),
        ("IM1", ""),
        ("TR21", "England"),
        ("ZE1", "Scotland"),
    ],
)
def test_a_place_that_was_typed_is_in_its_country(typed, country):
    assert country_of(finding.read(typed, finding.Sources()).point) == country


@pytest.mark.parametrize("name", ["Test Valley", "Hart", "Rushmoor", "East Hampshire"])
def test_the_districts_of_the_demonstration_are_places(name):
    found = finding.find(name)
    assert not found.guessed
    assert country_of(found.point) == "England"


@given(st.text(max_size=60))
def test_whatever_is_written_is_understood_or_means_everywhere(area):
    found = reach(area)
    assert found is None or found.countries or found.circles
