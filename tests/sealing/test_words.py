"""A code and four words: drawn, written down, typed in any way, and read the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from referrals_portal.sealing import words
from referrals_portal.sealing.unsaid import UNSAID
from referrals_portal.sealing.words import BESIDE, TELLING, Kept, check_digit, read

_SAYING = """
abuse victim hurt gun weapon kill knife crime police prison hospital assault attack danger
murder rape sex naked fear afraid escape help secret safe private suicide death drug pill
alcohol husband wife boy girl child baby mother father dad mom family divorce marriage law judge
trial jealous love hate hit punch slam beat scar blood bomb pistol rifle bullet shoot threat
"""
SAYING = _SAYING.split()


@st.composite
def kept(draw):
    digits = draw(st.text("0123456789", min_size=9, max_size=9))
    some = st.lists(st.sampled_from(words.given()), min_size=4, max_size=4)
    return Kept(digits + check_digit(digits), tuple(draw(some)))


@st.composite
def typings(draw):
    """Somebody's code and words, and one of the many ways of typing them into two boxes."""
    mine = draw(kept())
    between = st.sampled_from([" ", "", "-", "–", " - ", ".", "\n", "\u00a0", "\u200b", "/"])
    code = "".join(digit + draw(between) for digit in mine.code)
    typed = [
        draw(st.sampled_from([str.upper, str.lower, str.title]))(
            word[: draw(st.sampled_from([TELLING, len(word)]))]
        )
        for word in mine.words
    ]
    apart = st.sampled_from([" ", ", ", "\n", "\r\n", "-", "\u2003", ";", " \u2013 ", "_", "  "])
    text = "".join(word + draw(apart) for word in typed)
    if draw(st.booleans()):
        code = "".join(chr(ord(letter) + 0xFEE0) if letter.isdigit() else letter for letter in code)
    boxes = [(code, text), (text, code), (f"{code} {text}", ""), ("", f"{text}\n{code}")]
    labelled = f"Your code\n{code}\nYour four words\n{text}"
    return mine, draw(st.sampled_from([*boxes, (labelled, "")]))


@given(typings())
def test_any_way_of_typing_is_read_the_same(typing):
    mine, boxes = typing
    assert read(*boxes).kept == mine


@given(st.text(), st.text())
def test_anything_else_is_read_without_an_error(code, text):
    typed = read(code, text)
    assert typed.kept is None or typed.kept.code.isdecimal()


def test_the_scheme_is_damms():
    assert check_digit("572") == "4"


@given(kept())
def test_every_wrong_digit_is_found(mine):
    for place, right in enumerate(mine.code):
        for wrong in set("0123456789") - {right}:
            code = mine.code[:place] + wrong + mine.code[place + 1 :]
            assert not read(code, "").code_is_whole


@given(kept())
def test_neighbours_that_changed_places_are_found(mine):
    for place in range(9):
        first, second = mine.code[place : place + 2]
        code = mine.code[:place] + second + first + mine.code[place + 2 :]
        assert read(code, "").code_is_whole == (first == second)


@given(kept(), st.integers(0, 9))
def test_a_digit_too_few_or_too_many_is_found(mine, place):
    assert not read(mine.code[:place] + mine.code[place + 1 :], "").code_is_whole
    assert not read(mine.code[:place] + "7" + mine.code[place:], "").code_is_whole


def test_the_place_of_a_word_that_is_none_is_named():
    typed = read("", "apple bridge canoe velvett xylophone")
    assert typed.words == ("apple", "bridge", "canoe", "velvet")
    assert typed.unknown == (5,)
    assert not typed.words_are_whole


def test_there_are_enough_words_and_four_letters_tell_them_apart():
    assert len(words.given()) >= 1500
    assert len({word[:TELLING] for word in words.given()}) == len(words.given())
    assert all(re.fullmatch(r"[a-z]{3,8}", word) for word in words.given())


@pytest.mark.parametrize("word", SAYING)
def test_no_word_says_anything(word):
    assert word not in words.given()


def test_none_is_left_of_those_that_would_say_something():
    assert not UNSAID & set(words.given())
    assert len(UNSAID & set(Mnemonic("english").wordlist)) == 2048 - len(words.given())


def test_a_word_that_is_no_longer_given_is_still_read():
    others = [w for w in Mnemonic("english").wordlist if w[:TELLING] not in BESIDE]
    assert all(read("", word).words == (word,) for word in others)


def test_what_our_page_says_beside_them_is_no_word():
    assert not BESIDE & {word[:TELLING] for word in words.given()}


def test_no_two_are_alike_and_all_are_whole():
    drawn = [Kept.new() for _ in range(200)]
    assert len({mine.code for mine in drawn}) == len({mine.words for mine in drawn}) == 200
    assert all(read(mine.in_groups, " ".join(mine.words)).kept == mine for mine in drawn)


def test_the_code_is_written_in_groups():
    assert re.fullmatch(r"\d{3} \d{3} \d{4}", Kept.new().in_groups)


def test_neither_shows_itself():
    mine = Kept.new()
    assert mine.code not in f"{mine!r} {read(mine.code)!r}"
