"""A moment that tells the hour and no more."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from core.rounding import to_the_hour, up_to_the_hour

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("at", "hour"),
    [
        (datetime(2026, 11, 20, 16, 59, 59, 999999, tzinfo=UTC), datetime(2026, 11, 20, 16)),
        (datetime(2026, 11, 20, 16, tzinfo=UTC), datetime(2026, 11, 20, 16)),
        (datetime(2026, 7, 1, 0, 30, tzinfo=LONDON), datetime(2026, 6, 30, 23)),
        # The hour that comes twice when the clocks go back is two hours.
        (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=0), datetime(2026, 10, 25, 0)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1), datetime(2026, 10, 25, 1)),
        # The hours are those of UTC, whatever zone a moment is given in.
        (
            datetime(2026, 11, 20, 16, 45, tzinfo=timezone(timedelta(hours=5, minutes=30))),
            datetime(2026, 11, 20, 11),
        ),
    ],
)
def test_rounded_down(at, hour):
    assert to_the_hour(at) == hour.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "hour"),
    [("16:00:00", "16:00"), ("16:00:01", "17:00"), ("16:59:59", "17:00"), ("23:30:00", "00:00")],
)
def test_rounded_up(at, hour):
    found = up_to_the_hour(datetime.fromisoformat(f"2026-11-20T{at}+00:00"))
    assert f"{found:%H:%M}" == hour
