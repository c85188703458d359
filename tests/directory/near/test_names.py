"""Places by their names, typed by people in a hurry."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.near.areas import places
from directory.near.names import look_up

EVERY_NAME = [(name, place) for place in places() for name in place.names]


def labels(typed):
    return [named.label for named in look_up(typed).places]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Southampton", "Southampton, Hampshire"),
        ("  SOUTHAMPTON  ", "Southampton, Hampshire"),
        ("southampton city centre", "Southampton, Hampshire"),
        ("near Romsey", "Romsey, Hampshire"),
        ("I live in Andover", "Andover, Hampshire"),
        ("Bishops Waltham", "Bishop's Waltham, Hampshire"),
        ("lee on the solent", "Lee-on-the-Solent, Hampshire"),
        ("Newport, Isle of Wight", "Newport, Isle of Wight"),
        ("newport isle of wight", "Newport, Isle of Wight"),
        ("Saint Helens, Merseyside", "St Helens, Merseyside"),
        ("Abertawe", "Abertawe, South Wales"),
        ("yr wyddgrug", "Yr Wyddgrug, Flintshire"),
        ("Cas-gwent", "Cas-gwent, Gwent"),
        ("Pen-y-bont ar Ogwr", "Pen-y-bont ar Ogwr, South Wales"),
        ("London", "London"),
        ("Newport IOW", "Newport, Isle of Wight"),
        ("Andover, Hants", "Andover, Hampshire"),
        ("Southampton, England", "Southampton, Hampshire"),
        ("Bangor, Gwynedd", "Bangor, Gwynedd"),
        ("IOW", "Isle of Wight"),
        ("ynys mon", "Anglesey"),
        ("Cernyw", "Cornwall"),
        ("Hampshire", "Hampshire"),
        ("the Isle of Wight", "Isle of Wight"),
        ("East Cowes", "East Cowes, Isle of Wight"),
        ("Bath", "Bath, Somerset"),
    ],
)
def test_a_name_is_found_in_any_way_of_typing_it(typed, label):
    assert labels(typed) == [label]
    assert not look_up(typed).guessed


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Sotuhampton", "Southampton, Hampshire"),
        ("Southamton", "Southampton, Hampshire"),
        ("Portsmuth", "Portsmouth, Hampshire"),
        ("Basinstoke", "Basingstoke, Hampshire"),
        ("Winchster", "Winchester, Hampshire"),
        ("Havnt", "Havant, Hampshire"),
        ("Isle of Wite", "Isle of Wight"),
        ("Aberystwith", "Aberystwyth, Ceredigion"),
        ("Caernarvon", "Caernarfon, Gwynedd"),
        ("Wrecsham", "Wrecsam, Wrexham"),
    ],
)
def test_small_typing_errors_are_forgiven_and_told(typed, label):
    assert labels(typed) == [label]
    assert look_up(typed).guessed


def test_places_of_one_name_are_choices():
    assert set(labels("Newport")) == {
        "Newport, Isle of Wight", "Newport, Gwent", "Newport, Pembrokeshire", "Newport, Essex",
        "Newport, Shropshire",
    }  # fmt: skip
    assert set(labels("whitchurch")) >= {"Whitchurch, Hampshire", "Whitchurch, South Wales"}


@pytest.mark.parametrize(
    "typed", ["", " ", ",", "help", "xyzzy", "hello", "house", "my ex", "🏠🏠", "' OR 1=1 --", "zz"]
)
def test_what_is_no_name_finds_nothing(typed):
    assert look_up(typed).places == ()
    assert not look_up(typed).guessed


def test_every_label_means_its_own_place_alone():
    for name, place in EVERY_NAME:
        (named,) = [named for named in look_up(name).places if named.place is place]
        assert look_up(named.label).places == (named,), named.label


@given(st.sampled_from(EVERY_NAME), st.data())
def test_two_letters_that_changed_places_are_forgiven(named, data):
    name, place = named
    if len(name) < 4:
        return
    at = data.draw(st.integers(0, len(name) - 2))
    typed = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    # Another name may be as near, or the very thing that was typed: "Rye" for "Yre".
    found = look_up(typed)
    assert found.places
    assert len(found.places) <= 6
    assert not found.guessed or any(each.place is place for each in found.places)


@given(st.text(max_size=100))
def test_anything_may_be_typed(typed):
    assert len(look_up(typed).places) <= 6


def test_nonsense_is_quick():
    look_up("once")
    began = time.perf_counter()
    for number in range(100):
        look_up(f"nonsense {number} " + "x" * 80)
    assert time.perf_counter() - began < 1
