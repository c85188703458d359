"""The points of our own making: all there, in the UK, and each near what it belongs to."""

import pytest

from directory.near.areas import areas, counties, outward_codes, places
from directory.near.names import plain
from directory.near.points import middle, miles
from directory.near.postcodes import area_of, read
from hub import profile

WIDE = {"SY": 65, "SA": 65, "PE": 50, "LL": 55, "DN": 50, "YO": 45, "LD": 45}
"""Miles from the town of an area to its furthest place that we know; 36 elsewhere."""
CODES = {
    *(f"SO{n}" for n in (*range(14, 25), 30, 31, 32, 40, 41, 42, 43, 45, 50, 51, 52, 53)),
    *(f"PO{n}" for n in (*range(1, 23), *range(30, 42))),
    *(f"GU{n}" for n in (11, 12, 14, 17, 26, *range(30, 36), 46, 51, 52)),
    *(f"RG{n}" for n in range(20, 30)),
    "SP6", "SP10", "SP11", "BH24", "BH25",
}  # fmt: skip


def test_there_are_124_areas():
    assert len(areas()) == 124
    assert {"SO", "PO", "E", "ZE", "AB", "BT", "JE"} <= areas().keys()
    assert areas()["SO"].name == "Southampton"


def test_every_outward_code_of_the_demonstration_hub_has_a_point():
    assert outward_codes().keys() >= CODES
    assert outward_codes()["SO51"].name == "Romsey"


def test_a_town_gives_its_outward_code_a_better_point_than_its_area():
    assert outward_codes()["SA61"].name == "Haverfordwest"


def test_a_code_has_a_name_and_a_point_in_the_uk():
    for known in (*areas().values(), *outward_codes().values()):
        assert known.name
        assert known.point.is_in_the_uk(), known.code


def test_every_code_is_one_of_its_area_and_lies_near_it():
    for code, known in outward_codes().items():
        assert read(code, areas()).outward == code
        area = area_of(code)
        assert miles(known.point, areas()[area].point) < WIDE.get(area, 36), code


def test_every_place_lies_near_its_outward_code_and_within_its_county():
    regions = {county.region: county.point for county in counties()}
    for place in places():
        assert place.point.is_in_the_uk()
        assert miles(place.point, outward_codes()[place.outward].point) < 9, place.names
        wide = 300 if place.region == "Scotland" else 55
        assert miles(place.point, regions[place.region]) < wide, place.names


def test_no_county_is_said_in_a_way_that_means_another():
    every = [plain(name) for county in counties() for name in county.names]
    assert len(every) == len(set(every))


def test_no_name_stands_twice_in_one_county():
    every = [(plain(name), place.region) for place in places() for name in place.names]
    assert len(every) == len(set(every))


def test_the_demonstration_hub_s_towns_are_there():
    assert sum(place.region in ("Hampshire", "Isle of Wight") for place in places()) > 120
    assert len(places()) > 700


@pytest.mark.parametrize("slug", [slug for slug in profile.slugs() if slug != "example"])
def test_every_hub_s_area_has_towns_and_they_are_near_each_other(slug):
    codes = profile.load(slug).postcodes
    here = [p for p in places() if p.outward in codes or area_of(p.outward) in codes]
    assert len(here) >= 10
    centre = middle(place.point for place in here)
    assert all(miles(centre, place.point) < 75 for place in here)
