"""How soon the hub promises to be in touch."""

from datetime import UTC, datetime

import pytest

from hub.promise import promise_hours, promised_by


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


def test_it_runs_from_the_hour_in_which_somebody_asks():
    hour = datetime(2026, 11, 20, 16, tzinfo=UTC)
    rules = {"standards": [{"what": "first_contact", "starts": "received", "number": 48}]}
    assert promised_by(rules, hour) == datetime(2026, 11, 22, 16, tzinfo=UTC)
    assert promised_by({}, hour) is None
