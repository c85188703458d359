"""What one visitor's secret opens, and what it derives."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals_portal.sealing.drafts import ALPHABET, Secret
from referrals_portal.sealing.hybrid import CannotOpen

FROZEN = Secret(bytes(range(32)))


def test_what_follows_from_a_secret_never_changes():
    assert FROZEN.row.hex() == "652b5c100ea98a67f7a1f7988ae220f0"
    assert str(FROZEN.referral) == "522c9860-35ee-4ba4-b165-573966e565a8"
    assert FROZEN.reference() == "DHQG-6FYD"


def test_a_secret_survives_its_cookie():
    secret = Secret.new()
    assert Secret.from_text(secret.to_text()) == secret


@given(st.text())
def test_any_other_cookie_is_no_secret_and_no_error(text):
    assert Secret.from_text(text) is None or len(Secret.from_text(text).value) == 32


@given(
    st.dictionaries(st.text(), st.dictionaries(st.text(), st.text()), max_size=4),
    st.integers(1, 2**31),
)
def test_a_draft_opens_only_with_its_secret_at_its_version(content, version):
    sealed = FROZEN.close(content, version)
    assert FROZEN.unclose(sealed, version) == content
    with pytest.raises(CannotOpen):
        FROZEN.unclose(sealed, version + 1)
    with pytest.raises(CannotOpen):
        Secret.new().unclose(sealed, version)


def test_ten_thousand_references_are_even_different_and_sayable():
    references = [Secret.new().reference() for _ in range(10_000)]
    assert len(set(references)) == len(references)
    letters = Counter("".join(references).replace("-", ""))
    assert set(letters) <= set(ALPHABET)
    expected = sum(letters.values()) / len(ALPHABET)
    chi_square = sum((letters[letter] - expected) ** 2 / expected for letter in ALPHABET)
    degrees = len(ALPHABET) - 1
    assert chi_square < degrees + 6 * math.sqrt(2 * degrees)
    assert not set("AEIOU") & set(letters)


def test_each_collision_gives_another_reference():
    assert len({FROZEN.reference(attempt) for attempt in range(5)}) == 5


def test_a_secret_never_shows_itself():
    assert FROZEN.to_text() not in repr(FROZEN)
