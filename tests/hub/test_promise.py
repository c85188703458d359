"""How soon the hub promises to be in touch."""

from datetime import UTC, datetime, time

import pytest

from hub.opening import WEEKDAYS_NINE_TO_FIVE, Period
from hub.promise import promise_hours, promised_by, weekends_count


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


@pytest.mark.parametrize(
    ("hours", "count"),
    [
        ((), False),
        (WEEKDAYS_NINE_TO_FIVE, False),
        ((*WEEKDAYS_NINE_TO_FIVE, Period(5, time(10), time(12))), False),
        (tuple(Period(day, time(10), time(12)) for day in range(7)), True),
        (WEEKDAYS_NINE_TO_FIVE * 2, False),
    ],
)
def test_weekends_count_where_the_hub_opens_on_them(hours, count):
    assert weekends_count(hours) == count
