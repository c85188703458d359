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
        "NeverPublished Lane",
        "1NeverPublishedLane",
        "1 Ne<b>ver</b> Published Lane",
        "<1 Never Published Lane>",
        '<a href="https://maps.example.org/?q=1+Never+Published+Lane">Here</a>',
        "1 Ne\u034fver Published Lane",
        "1 Ne\ufe0fver Published Lane",
        "1 Ne\u2800ver Published Lane",
        "1 Ne\u3164ver Published Lane",
        "1 Ne\u115fver Published Lane",
        "1 \u039dever Published Lane",
        "1 Never Publ\u0131shed Lane",
        "1 NEVER PUBLISHED L\u0410\u039d\u0415",
        "1-3 Never Published Lane",
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
        "77 Forever Published Lane",
        "3-9 Never Published Lane",
        "A quiet house",
        "ZZ1 2AA",
        "Nevertown",
    ],
)
def test_what_is_only_like_it_is_not(text):
    assert not REFUGE.is_in(text)


@pytest.mark.parametrize(
    ("street", "said"),
    [
        ("Rose House, 14 Shrouded Street", "14 Shrouded Street"),
        ("Rose House 14 Shrouded Street", "14 Shrouded Street"),
        ("Rose House,\n14 Shrouded Street", "Shrouded St"),
        ("Rose House, Shrouded Street", "14 Shrouded Street"),
        ("Flat 2, 1 Quiet Row", "1 Quiet Row"),
        ("Flat 2, 1 Quiet Row", "Flat 3, 1 Quiet Row"),
        ("Flat 2 1 Quiet Row", "1 Quiet Row"),
        ("Flat 2, 1 Quiet Row", "Quiet Row"),
        ("2nd Floor, 1 Quiet Row", "1 Quiet Row"),
        ("1 Quiet Row, Nevertown", "1 Quiet Row"),
        ("1 Quiet Row Nevertown ZZ7 7ZZ", "1 Quiet Row"),
        ("1-3 Quiet Row", "1 Quiet Row"),
        ("1-3 Quiet Row", "2 Quiet Row"),
        ("1 \u2013 3 Quiet Row", "3a Quiet Row"),
        ("1-3 Quiet Row", "1-3 Quiet Row"),
        ("1 Saint Mary\u2019s Road", "1 St Mary's Rd"),
        ("1 St. Mary Road", "1 Saint Mary Road"),
        ("1 Rose and Crown Lane", "1 Rose & Crown Lane"),
        ("1 Rose & Crown Lane", "1 Rose &amp; Crown Lane"),
        ("Rose House", "Come to Rose House"),
    ],
)
def test_a_street_is_found_without_what_was_written_with_it(street, said):
    assert Address(street, "ZZ7 7ZZ", "Nevertown").is_in(said)


@pytest.mark.parametrize(
    ("street", "said"),
    [
        ("Rose House, 14 Shrouded Street", "Rose House is a caf\u00e9"),
        ("Rose House, 14 Shrouded Street", "15 Shrouded Street"),
        ("Flat 2, 1 Quiet Row", "Flat 2"),
        ("Flat 2, 1 Quiet Row", "2 Quiet Row"),
        ("Flat 2 Rose House, 1 Quiet Row", "Rose House"),
        ("2nd Floor, 1 Quiet Row", "On the 2nd floor"),
        ("1 Quiet Row, Nevertown", "We work in Nevertown"),
        ("1 Quiet Row, ZZ7 7ZZ Nevertown", "Nevertown"),
        ("1 Quiet Row, SO14 0CC Southampton", "Southampton"),
        ("Nevertown", "Nevertown"),
        ("1-3 Quiet Row", "4 Quiet Row"),
        ("1-3 Quiet Row", "13 Quiet Row"),
        ("1 Quiet Row", "2 Quiet Rowan"),
    ],
)
def test_and_what_was_written_with_it_is_not_found(street, said):
    assert not Address(street, "ZZ7 7ZZ", "Nevertown").is_in(said)


@pytest.mark.parametrize("said", ["S099 1AO", "so99 1ao", "SO991A0", "S 0 9 9 1 A O"])
def test_a_zero_is_an_o_in_a_postcode(said):
    assert Address(postcode="SO99 1AO").is_in(said)


@pytest.mark.parametrize("empty", [Address(), Address(" ", "  ", "", "-"), Address("12", "1")])
def test_an_unfinished_one_is_in_nothing(empty):
    assert not empty.is_in("Anything at 12 High Street, SO14 0CC")


@given(st.text(), st.text(), st.text())
def test_no_text_is_too_strange(street, code, text):
    Address(street, code, text, street).is_in(text)
    assert all(words(word) is not None for word in words(text))
