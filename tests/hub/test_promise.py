"""How soon the hub promises to be in touch."""

import pytest

from hub.promise import promise_hours


def standard(number: int, what: str = "first_contact") -> dict[str, object]:
    return {"what": what, "starts": "received", "unit": "hours", "number": number}


@pytest.mark.parametrize(
    ("standards", "hours"),
    [
        ([standard(24), standard(48)], 48),
        ([standard(48), standard(24)], 48),
        ([standard(24)], 24),
        ([standard(24), standard(72, "support")], 24),
        ([standard(24, "offer")], None),
        ([], None),
    ],
)
def test_it_is_the_slowest_first_contact(standards, hours):
    assert promise_hours({"standards": standards}) == hours


def test_rules_without_standards_promise_nothing():
    assert promise_hours({}) is None
