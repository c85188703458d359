"""A place that somebody names among what they look for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.near.in_words import apart


@pytest.mark.parametrize(
    ("words", "rest", "place"),
    [
        ("help in Cardiff", "help", "Cardiff"),
        ("near SO14 stalking ex", "stalking ex", "SO14"),
        ("stalking so14", "stalking", "so14"),
        ("stalking SO14 1AA now", "stalking now", "SO14 1AA"),
        ("counselling near the Isle of Wight", "counselling", "the Isle of Wight"),
        ("counselling in newport, isle of wight", "counselling", "newport, isle of wight"),
        ("attacked near Bishop's Waltham!", "attacked", "Bishop's Waltham"),
        ("refuge in M25", "refuge", "M25"),
        ("SO14", "", "SO14"),
        ("robbed in Street", "robbed", "Street"),
        ("cymorth yn Abertawe", "cymorth", "Abertawe"),
    ],
)
def test_it_is_taken_apart(words, rest, place):
    assert apart(words) == (rest, place)


@pytest.mark.parametrize(
    "words",
    [
        "", "help", "Reading", "attacked on the M25", "in", "near", "in court", "I am in danger",
        "in a relationship", "hit in the street", "it happened in march", "beaten up by my ex",
        "he lives near me", "PC12 is what he called me", "in nowhere at all",
        "is it 999 or 101", "\x00 in \x00",
    ],
)  # fmt: skip
def test_otherwise_nothing_is(words):
    assert apart(words) == (words, "")


@given(st.text(max_size=200))
def test_it_never_fails_and_invents_nothing(words):
    rest, place = apart(words)
    assert set(f"{rest} {place}".split()) <= {
        part for word in words.split() for part in (word, word.strip(".,;:!?"))
    }
