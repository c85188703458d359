"""Distances, and how they are said."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.near.points import Point, middle, miles, near_in_words

SOUTHAMPTON, PORTSMOUTH = Point(50.90, -1.40), Point(50.80, -1.09)
LONDON, EDINBURGH = Point(51.51, -0.13), Point(55.95, -3.19)
points = st.builds(Point, st.floats(49, 61), st.floats(-9, 2))


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        (SOUTHAMPTON, SOUTHAMPTON, 0),
        (SOUTHAMPTON, PORTSMOUTH, 15.2),
        (LONDON, EDINBURGH, 331),
        (Point(50, 0), Point(51, 0), 69.1),
        (Point(60, 0), Point(60, 1), 34.5),
    ],
)
def test_miles(a, b, distance):
    assert miles(a, b) == pytest.approx(distance, rel=0.01)


@given(points, points)
def test_a_distance_is_the_same_both_ways_and_never_negative(a, b):
    assert miles(a, b) == pytest.approx(miles(b, a))
    assert 0 <= miles(a, b) < 1000


@given(points, points, points)
def test_no_way_round_is_shorter(a, b, c):
    assert miles(a, c) <= miles(a, b) + miles(b, c) + 1e-6


@given(st.lists(points, min_size=1, max_size=9))
def test_the_middle_lies_among_them(every):
    found = middle(every)
    assert min(p.latitude for p in every) <= found.latitude + 1e-9
    assert found.longitude <= max(p.longitude for p in every) + 1e-9


def test_there_is_no_middle_of_nothing():
    assert middle([]) is None


@pytest.mark.parametrize(
    ("distance", "approximate", "words"),
    [
        (0, False, "less than a mile away"),
        (0.99, False, "less than a mile away"),
        (1.2, False, "a mile away"),
        (1.5, False, "2 miles away"),
        (3.6, False, "4 miles away"),
        (123.4, False, "123 miles away"),
        (0, True, "about a mile away"),
        (1.49, True, "about a mile away"),
        (1.5, True, "about 2 miles away"),
        (3.6, True, "about 4 miles away"),
        (20, True, "about 20 miles away"),
        (22.4, True, "about 20 miles away"),
        (23, True, "about 25 miles away"),
        (331, True, "about 330 miles away"),
    ],
)
def test_a_distance_is_said_as_people_say_it(distance, approximate, words):
    assert near_in_words(distance, approximate) == words


@pytest.mark.parametrize(
    "point", [Point(99.999999, 0), Point(0, 0), Point(-1.4, 50.9), Point(math.nan, math.nan)]
)
def test_what_is_not_in_the_uk_is_known_for_a_fault(point):
    assert not point.is_in_the_uk()
    assert SOUTHAMPTON.is_in_the_uk()
