"""Words as they are searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.words import fold, phrases, said_of, sought, stem, stems


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
        ("nul\x00byte", ["nul", "byt"]),
        ("💔", []),
    ],
)
def test_what_is_looked_for(text, words):
    assert list(sought(text)) == words


@given(st.text())
def test_whatever_is_kept_is_found_by_its_own_words(text):
    kept = f" {' '.join(stems(text))} "

    assert all(f" {word} " in kept for word in sought(text))


@pytest.mark.parametrize(
    "family",
    [
        "stalk stalker stalkers stalking stalked",
        "threat threats threaten threatens threatened threatening",
        "race racist racists racism racial racially",
        "hit hits hitting",
        "suicide suicidal",
        "rape raped rapist raping",
        "scam scams scammed scammer",
        "bully bullies bullied bullying",
        "harass harassed harassment",
        "violent violence",
        "abuse abused abuser abusive",
    ],
)
def test_endings_do_not_count(family):
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize("pair", ["die died", "man men", "mother mugger", "ex exploit"])
def test_other_words_stay_other_words(pair):
    assert len({stem(word) for word in pair.split()}) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I want to die", True),
        ("KILLING MYSELF", True),
        ("don\u2019t want to live", True),
        ("he will kill me, myself", False),
        ("diet", False),
        ("", False),
    ],
)
def test_a_phrase_is_said_as_it_stands(text, said):
    assert bool(said_of(text, phrases("die, kill myself\ndon't want to live\n, ,"))) is said


def test_no_phrases_are_never_said():
    assert not said_of("anything", phrases(""))
    assert not said_of("", phrases(" , "))
