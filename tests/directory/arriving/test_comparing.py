"""The difference between what was applied and what arrived, and how it is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.arriving.cleaning.shapes import SERVICE
from directory.arriving.comparing import (
    WORDS,
    changes,
    compare,
    fingerprint,
    fingerprint_of,
    in_words,
)

MARKS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("12"))


@given(MARKS, MARKS, st.frozensets(st.sampled_from("abcdefgh")))
def test_every_service_is_one_of_five(known, arrived, unusable):
    found = compare(known, arrived, unusable)
    kinds = [found.new, found.changed, found.unchanged, found.gone, found.unusable]
    every = [key for kind in kinds for key in kind]
    assert len(every) == len(set(every))
    assert set(every) == set(known) | set(arrived)
    assert not set(found.gone) & unusable
    assert not compare(arrived, arrived).asks_first


@pytest.mark.parametrize(
    ("known", "gone", "asks"),
    [(10, 2, False), (10, 3, True), (5, 1, False), (4, 1, True), (1, 1, True), (0, 0, False)],
)
def test_more_than_a_fifth_of_last_time_asks_first(known, gone, asks):
    before = {str(number): "1" for number in range(known)}
    arrived = {str(number): "1" for number in range(known - gone)}
    new = {f"new {number}": "1" for number in range(100)}
    assert compare(before, arrived | new).asks_first == asks


def test_order_makes_no_difference_to_a_fingerprint():
    one = {"a": [{"b": 1}, {"c": [2, 3]}], "last_modified": "x"}
    other = {"last_modified": "y", "a": [{"c": [3, 2]}, {"b": 1}]}
    assert fingerprint_of(one) == fingerprint_of(other)
    assert fingerprint(one) != fingerprint(other)
    assert fingerprint_of(one) != fingerprint_of({"a": [{"b": 1}, {"c": [2, 4]}]})


def test_a_change_is_said_in_words():
    before = {"name": "A", "phones": [{"id": "1", "number": "1"}], "summary": "x" * 300}
    after = {"name": "A", "phones": [{"id": "1", "number": "2"}], "alert": "Shut."}
    assert [str(change) for change in changes(before, after)] == [
        f"in one sentence: from “{'x' * 89}…” to “nothing”",
        "notice: from “nothing” to “Shut.”",
        "telephone numbers: from “1” to “2”",
    ]
    assert in_words({"id": "1", "a": [True, None, {"b": "two\nlines"}]}) == "True; two lines"


def test_every_member_that_can_change_has_words():
    members = {*SERVICE.members, *SERVICE.one, *SERVICE.many} - {"last_modified"}
    assert set(WORDS) == members
