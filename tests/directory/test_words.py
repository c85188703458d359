"""Words as they are searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.words import fold, searchable, sought


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("STALKING", "stalking"),
        ("café", "cafe"),
        ("cafe\u0301", "cafe"),
        ("Men\u2019s", "mens"),
        ("Straße", "strasse"),
        ("ÉLODIE", "elodie"),
    ],
)
def test_case_accents_and_apostrophes_do_not_count(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("   !? ", []),
        ("I need help with my ex", ["ex"]),
        ("scam scam SCAM", ["scam"]),
        ("help me", ["help", "me"]),
        ("LGBT+", ["lgbt"]),
        ("x' OR 1=1 --", ["x", "1"]),
        ("100% \\ _ *", ["100", "_"]),
        ("nul\x00byte", ["nul", "byte"]),
        ("💔", []),
    ],
)
def test_what_is_looked_for(text, words):
    assert sought(text) == words


@given(st.text())
def test_whatever_is_kept_is_found_by_its_own_words(text):
    kept = searchable([text])

    assert all(f" {word}" in kept for word in sought(text))
