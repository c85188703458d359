"""Opening hours and sessions as the parts of a rule."""

from datetime import date, time

import pytest

from directory.oruk import times
from directory.oruk.saying import SCHEDULE

ROW = {"id": 1, "service_id": 2, "always": False, "byday": "", "opens_at": None, "closes_at": None,
       "notes": ""}  # fmt: skip
SESSION = {"id": 1, "service_id": 2, "location_id": 3, "description": "Clinic", "every": "week",
           "byday": "TU", "week": None, "dtstart": None, "valid_to": None, "opens_at": time(10),
           "closes_at": time(12, 30), "notes": ""}  # fmt: skip
FIRST, LAST = date(2026, 1, 6), date(2026, 6, 30)


def said(schedule):
    written = SCHEDULE.say(schedule)
    return {name: value for name, value in written.items() if name not in ("id", "notes")}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, {}),
        ({"notes": "Ask."}, {}),
        (
            {"byday": "MO,FR", "opens_at": time(9), "closes_at": time(17, 30)},
            {"freq": "WEEKLY", "byday": "MO,FR", "opens_at": "09:00", "closes_at": "17:30",
             "front_door_timezone": "Europe/London"},
        ),
        (
            {"always": True},
            {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00",
             "closes_at": "23:59", "front_door_timezone": "Europe/London",
             "description": "Day and night, every day of the year."},
        ),
    ],
)  # fmt: skip
def test_opening_hours(row, expected):
    assert said(times.opening_hours(ROW | row)) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, {"freq": "WEEKLY", "interval": 1, "byday": "TU"}),
        (
            {"every": "two_weeks", "byday": "TU,TH", "dtstart": FIRST, "valid_to": LAST},
            {"freq": "WEEKLY", "interval": 2, "byday": "TU,TH", "dtstart": "2026-01-06",
             "valid_to": "2026-06-30"},
        ),
        ({"every": "month", "week": 2}, {"freq": "MONTHLY", "interval": 1, "byday": "2TU"}),
        (
            {"every": "month", "week": -1, "byday": "MO,WE"},
            {"freq": "MONTHLY", "interval": 1, "byday": "-1MO,-1WE"},
        ),
        (
            {"every": "once", "byday": "", "dtstart": FIRST},
            {"dtstart": "2026-01-06", "valid_from": "2026-01-06", "valid_to": "2026-01-06"},
        ),
    ],
)  # fmt: skip
def test_sessions(row, expected):
    always = {"description": "Clinic", "opens_at": "10:00", "closes_at": "12:30",
              "service_at_location_id": "9", "front_door_timezone": "Europe/London"}  # fmt: skip

    assert said(times.session(SESSION | row, 9)) == always | expected
