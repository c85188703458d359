"""A postcode as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.near.areas import areas
from directory.near.postcodes import Postcode, area_of, read, split

AREAS = areas()
whole = st.builds(
    lambda area, district, sector, unit: (f"{area}{district}", f"{sector}{unit}"),
    st.sampled_from(sorted(AREAS)),
    st.integers(1, 99),
    st.integers(0, 9),
    st.text("ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2),
)


@pytest.mark.parametrize(
    ("typed", "outward", "inward"),
    [
        ("SO14 7DU", "SO14", "7DU"),
        ("so147du", "SO14", "7DU"),
        ("  So14-7dU. ", "SO14", "7DU"),
        ("S O 1 4 7 D U", "SO14", "7DU"),
        ("PO1 2LX", "PO1", "2LX"),
        ("po12lx", "PO1", "2LX"),
        ("EC1A 1BB", "EC1A", "1BB"),
        ("CR0 2YR", "CR0", "2YR"),
        ("SO14", "SO14", ""),
        ("s.o.14", "SO14", ""),
        ("PO12", "PO12", ""),
        ("PO 12", "PO12", ""),
        # Begun, and not finished.
        ("PO1 2", "PO1", ""),
        ("PO1 2L", "PO1", ""),
        ("SO147", "SO14", ""),
        # Look-alikes.
        ("S014", "SO14", ""),
        ("P01 2LX", "PO1", "2LX"),
        ("SO14 OAA", "SO14", "0AA"),
        ("SOI4 7DU", "SO14", "7DU"),
        ("sol4", "SO14", ""),
        ("\uff33\uff2f\uff11\uff14 \uff17\uff24\uff35", "SO14", "7DU"),
        # Within an address.
        ("1 High Street, Southampton SO14 7DU", "SO14", "7DU"),
        ("Southampton SO147DU please", "SO14", "7DU"),
    ],
)
def test_a_postcode_is_read_in_any_way_of_typing_it(typed, outward, inward):
    assert read(typed, AREAS) == Postcode(area_of(outward), outward, inward)


@pytest.mark.parametrize(("typed", "area"), [("SO", "SO"), ("so", "SO"), ("e", "E"), ("G", "G")])
def test_letters_alone_are_an_area(typed, area):
    assert read(typed, AREAS) == Postcode(area)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "ZZ9 9ZZ", "ZZ", "Q1", "12345", "SO14 7DUX", "Southampton", "999", "1 2 3", "🏠",
        "SOIL", "LOO", "' OR 1=1 --", "SO14" * 20, "Room B12", "٣٤", "\x00",
    ],
)  # fmt: skip
def test_what_is_no_postcode_of_ours_is_none(typed):
    assert read(typed, AREAS) is None


@given(whole, st.sampled_from(["", " ", "  ", "-"]), st.booleans())
def test_every_postcode_comes_back(parts, between, small):
    outward, inward = parts
    typed = between.join(parts)
    found = read(typed.lower() if small else typed, AREAS)
    assert (found.outward, found.inward) == (outward, inward)
    assert found.unit == outward + inward
    assert found == split(outward + inward) == split(f"{outward:<4}{inward}")


@given(st.text(max_size=200))
def test_anything_may_be_typed(typed):
    found = read(typed, AREAS)
    assert found is None or found.area in AREAS


@given(st.text("01OIL5S ", max_size=30))
def test_look_alikes_alone_are_quick_too(typed):
    read(typed, AREAS)
