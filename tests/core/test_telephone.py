"""Which numbers cost nothing to call."""

import pytest

from core.telephone import is_free_to_call


@pytest.mark.parametrize(
    ("number", "free"),
    [
        ("0808 2000 247", True), ("08 08 16 89 111", True), ("0800 1111", True),
        ("+44 808 2000 247", True), ("116 123", True), ("999", True), ("101", True),
        ("0300 123 2040", False), ("0345 6000 459", False), ("01632 960001", False),
        ("07700 900123", False), ("0844 123 4567", False), ("1161", False), ("", False),
    ],
)  # fmt: skip
def test_who_has_no_credit_can_call_some_numbers(number, free):
    assert is_free_to_call(number) is free
