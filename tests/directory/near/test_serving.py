"""Which hubs serve a place. Nobody is refused by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.near.areas import areas, outward_codes
from directory.near.points import miles
from directory.near.serving import Server, best, home, serving
from hub.profile import load, slugs
from hub.snapshot import current_hub

HELD = {"whole": ("SP", "EC"), "part": ("SP10", "SP6"), "other": ("SP6", "S", "EC1")}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("SP10", ["part"]),
        ("SP1", ["whole"]),
        ("SP11", ["whole"]),
        ("SP6", ["part", "other"]),
        ("S1", ["other"]),
        ("EC1A", ["other"]),
        ("EC2A", ["whole"]),
        ("SP", ["whole", "part", "other"]),
        ("S", ["other"]),
        ("SO14", []),
        ("", []),
    ],
)
def test_the_longest_that_fits_wins(code, names):
    assert best(code, HELD) == names


@given(st.text(max_size=8))
def test_any_code_has_an_answer(code):
    assert set(best(code, HELD)) <= HELD.keys()


REAL = {slug: load(slug).postcodes for slug in slugs()}


@pytest.mark.parametrize(
    ("code", "hubs"),
    [
        ("SO14", "hampshire-and-isle-of-wight"),
        ("PO30", "hampshire-and-isle-of-wight"),
        ("BH25", "hampshire-and-isle-of-wight"),
        ("BH1", "dorset"),
        ("PO19", "sussex"),
        ("PO10", "hampshire-and-isle-of-wight sussex"),
        ("SP1", "wiltshire-and-swindon"),
        ("GU1", "surrey"),
        ("OX1", "thames-valley"),
        ("MK40", "bedfordshire"),
        ("LU7", "bedfordshire thames-valley"),
        ("CB1", "cambridgeshire"),
        ("PE25", "lincolnshire"),
        ("NN1", "northamptonshire"),
        ("AL1", "hertfordshire"),
        ("ME14", "kent"),
        ("BN1", "sussex"),
        ("BS1", "avon-and-somerset"),
        ("L1", "merseyside"),
        ("L39", "lancashire"),
        ("LL57", "north-wales"),
        ("YO1", "north-yorkshire"),
        ("SA61", "dyfed-powys"),
        ("NP20", "gwent"),
        # No profile: nothing is made up, least of all from the same first letter.
        ("YO15", ""),
        ("B1", ""),
        ("LS1", ""),
        ("M1", ""),
        ("CF10", ""),
        ("W1A", ""),
        ("SA1", ""),
    ],
)
def test_who_serves_a_place_by_the_profiles_that_ship(code, hubs):
    assert best(code, REAL) == hubs.split()


def test_every_hub_states_its_postcodes_and_they_are_of_real_areas():
    for slug, codes in REAL.items():
        assert codes, slug
        assert len(codes) == len(set(codes))
        if slug != "example":
            assert all(best(code, {slug: codes}) == [slug] for code in codes)


def test_our_own_area_is_ours(hub):
    served = serving("SO14")
    assert served.is_ours
    assert not served.is_outside
    assert [server.name for server in served.hubs] == ["Victim Care Hub"]
    assert serving("PO10").is_ours


def test_elsewhere_another_hub_is_named_with_what_its_profile_states(hub):
    served = serving("OX1")
    assert served.is_outside
    (server,) = served.hubs
    assert server == Server(
        "thames-valley", "Victim First Hub", "Thames Valley", "0300 1234 148", ""
    )
    assert server.href == ""


def test_where_no_hub_is_known_nothing_is_said(hub):
    assert not serving("LS1").is_outside
    assert serving("LS1").hubs == ()


@pytest.mark.parametrize(
    ("website", "href"),
    [
        ("www.example.org", "https://www.example.org"),
        ("https://example.org", "https://example.org"),
    ],
)
def test_a_website_becomes_a_link(website, href):
    assert Server("x", "X", "X", "", website).href == href


def test_home_is_in_the_middle_of_the_hub_s_area(hub):
    assert current_hub().slug == "hampshire-and-isle-of-wight"
    assert miles(home(), areas()["SO"].point) < 20
    assert miles(home(), outward_codes()["SP10"].point) < 40
