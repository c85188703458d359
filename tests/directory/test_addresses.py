"""An address is found however it is written; another house in a street of that name is not it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.addresses import Address, words

REFUGE = Address("1 Never Published Lane", "ZZ1 1AA", "Nevertown", "The quiet blue house")


@pytest.mark.parametrize(
    "text",
    [
        "Come to 1 Never Published Lane.",
        "1, NEVER-PUBLISHED  lane",
        "Never Published Lane",
        "One Never Published Lane",
        "1a Never Published Lane",
        "1 Never Published Ln",
        "1_Never_Published_Lane",
        "https://maps.example.org/?q=1%20Never%20Published%20Lane",
        "1&nbsp;Never Published Lane",
        "1<br>Never <b>Published</b> Lane",
        "1 Ne\u200bver Publ\u00adished Lane",
        "1 N\u0435ver Published Lane",
        "Flat 2, 9 Never Published Lane, Nevertown",
        "zz1 1aa",
        "ZZ11AA",
        "(ZZ1\u00a01AA)",
        "ZZ1-1AA",
        "ask for the Quiet Blue House",
    ],
)
def test_it_is_found(text):
    assert REFUGE.is_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The address of a refuge is never published.",
        "9 Never Published Lane, Otherton",
        "77 Never Published Lanes",
        "A quiet house",
        "ZZ1 2AA",
        "Nevertown",
    ],
)
def test_what_is_only_like_it_is_not(text):
    assert not REFUGE.is_in(text)


@pytest.mark.parametrize("empty", [Address(), Address(" ", "  ", "", "-"), Address("12", "1")])
def test_an_unfinished_one_is_in_nothing(empty):
    assert not empty.is_in("Anything at 12 High Street, SO14 0CC")


@given(st.text(), st.text(), st.text())
def test_no_text_is_too_strange(street, code, text):
    Address(street, code, text, street).is_in(text)
    assert all(words(word) is not None for word in words(text))
