"""The National Grid as latitude and longitude."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.near.importing.osgb import to_wgs84
from directory.near.points import Point, miles

METRE = 1 / 1609.344


@pytest.mark.parametrize(
    ("easting", "northing", "latitude", "longitude"),
    [
        # Stations of Ordnance Survey's network, as its developers' test data for OSTN15 have them.
        (91492.146, 11318.804, 49.92226394, -6.29977752),  # St Mary's, Scilly
        (438710.908, 114792.248, 50.93127938, -1.45051434),  # Southampton
        (530624.963, 178388.462, 51.48936565, -0.11992557),  # London
        (292184.858, 168003.462, 51.40078220, -3.55128350),  # Nash Point
        (339921.133, 556034.759, 54.89542341, -2.93827742),  # Carlisle
        (256340.914, 664697.266, 55.85399953, -4.29649016),  # Glasgow
        # The worked example of the guide: Caister water tower, within a Helmert's few metres.
        (651409.903, 313177.270, 52.65797778, 1.71605278),
    ],
)
def test_known_points_come_out_within_a_few_metres(easting, northing, latitude, longitude):
    assert miles(to_wgs84(easting, northing), Point(latitude, longitude)) < 6 * METRE


@given(st.integers(80_000, 655_000), st.integers(5_000, 1_215_000))
def test_every_reference_in_great_britain_lies_in_the_uk(easting, northing):
    assert to_wgs84(easting, northing).is_in_the_uk()


@given(st.integers(100_000, 600_000), st.integers(10_000, 1_000_000))
def test_a_kilometre_on_the_grid_is_a_kilometre_on_the_ground(easting, northing):
    here = to_wgs84(easting, northing)
    assert miles(here, to_wgs84(easting + 1000, northing)) == pytest.approx(0.6214, rel=0.01)
    assert miles(here, to_wgs84(easting, northing + 1000)) == pytest.approx(0.6214, rel=0.01)
