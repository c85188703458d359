"""Hours in words: said as people say them, and saying neither more nor less than the hours."""

import re
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.hours import END_OF_DAY, Hours, clock, true_until
from hub.opening import LONDON, Period

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def hours(*rows):
    """Rows such as ("0-4", "09:00", "17:00")."""
    return Hours(
        tuple(
            Period(day, time.fromisoformat(opens), time.fromisoformat(closes))
            for days, opens, closes in rows
            for day in range(int(days[0]), int(days[-1]) + 1)
        )
    )


OFFICE = hours(("0-4", "09:00", "17:00"))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("00:00", "midnight"), ("00:30", "12:30am"), ("09:00", "9am"), ("11:59", "11:59am"),
        ("12:00", "midday"), ("12:30", "12:30pm"), ("16:30", "4:30pm"), ("23:59", "midnight"),
    ],
)  # fmt: skip
def test_times_of_day(moment, said):
    assert clock(time.fromisoformat(moment)) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Hours(), ""),
        (Hours(always=True), "Day and night, every day"),
        (hours(("0-4", "09:00", "17:00")), "Monday to Friday, 9am to 5pm"),
        (hours(("0-6", "08:00", "23:59")), "Every day, 8am to midnight"),
        (hours(("5-6", "10:00", "12:00")), "Saturday and Sunday, 10am to midday"),
        (
            hours(("0-3", "10:00", "20:30"), ("4-4", "10:00", "16:30")),
            "Monday to Thursday, 10am to 8:30pm; Friday, 10am to 4:30pm",
        ),
        (
            hours(("0-0", "09:00", "12:00"), ("2-4", "09:00", "12:00")),
            "Monday and Wednesday to Friday, 9am to midday",
        ),
        (
            hours(("1-1", "09:00", "12:00"), ("1-1", "14:00", "17:00")),
            "Tuesday, 9am to midday and 2pm to 5pm",
        ),
        (hours(("1-1", "09:00", "13:00"), ("1-1", "13:00", "17:00")), "Tuesday, 9am to 5pm"),
    ],
)
def test_hours_as_they_are_said(given, said):
    assert given.in_words() == said


@pytest.mark.parametrize(
    ("given", "at", "said"),
    [
        (Hours(), "2026-11-23T10:00", ""),
        (Hours(always=True), "2026-12-25T03:00", "Open day and night"),
        (OFFICE, "2026-11-23T16:59", "Open now, until 5pm today"),
        (hours(("0-6", "18:00", "23:59")), "2026-11-23T20:00", "Open now, until midnight today"),
        (
            hours(("0-4", "09:00", "13:00"), ("0-4", "13:00", "17:00")),
            "2026-11-23T10:00",
            "Open now, until 5pm today",
        ),
        (OFFICE, "2026-11-23T08:00", "Closed now. Opens at 9am today"),
        (OFFICE, "2026-11-23T17:00", "Closed now. Opens at 9am tomorrow"),
        (OFFICE, "2026-11-27T17:00", "Closed now. Opens at 9am on Monday"),
        # Christmas Day is a Friday, and Monday the 28th stands in for Boxing Day.
        (OFFICE, "2026-12-24T18:00", "Closed now. Opens at 9am on Tuesday"),
        (
            hours(("4-4", "09:00", "17:00")),
            "2026-12-24T18:00",
            "Closed now. Opens at 9am on Friday 8 January",
        ),
    ],
)  # fmt: skip
def test_what_is_open_now(given, at, said):
    moment = datetime.fromisoformat(at).replace(tzinfo=LONDON)

    assert given.now_in_words(moment) == said


periods = st.builds(
    lambda day, opens, minutes: Period(day, opens, min(_later(opens, minutes), END_OF_DAY)),
    st.integers(0, 6),
    st.builds(time, st.integers(1, 22), st.sampled_from([0, 5, 15, 30, 45])),
    st.integers(1, 20).map(lambda quarters: quarters * 15),
)


def _later(moment: time, minutes: int) -> time:
    total = moment.hour * 60 + moment.minute + minutes
    return time(*divmod(min(total, 23 * 60 + 59), 60))


@given(st.lists(periods, min_size=1, max_size=12))
def test_the_words_say_exactly_the_hours(given_periods):
    said = _read(Hours(tuple(given_periods)).in_words())

    for day in range(7):
        for quarter in range(24 * 12):
            moment = time(*divmod(quarter * 5, 60))
            stated = any(d == day and opens <= moment < closes for d, opens, closes in said)
            true = any(p.day == day and p.opens <= moment < p.closes for p in given_periods)
            assert stated == true


def _read(words: str) -> list[tuple[int, time, time]]:
    """Read the words back, as a person would."""
    spans = []
    for group in words.split("; "):
        days, _, times = group.partition(", ") if "Every" in group else group.rpartition(", ")
        if re.search(r"\d|midday", days):  # more than two spans: "Monday, 9am to 10am, 11am to …"
            days, _, times = _split(group)
        for first, last in re.findall(r"(\S+) to (\S+?)(?:,| and|$)", times):
            spans += [(day, _clock(first), _clock(last)) for day in _days(days)]
    return spans


def _split(group: str) -> tuple[str, str, str]:
    start = re.search(r", (?=\d|midday|midnight)", group)
    return group[: start.start()], ", ", group[start.end() :]


def _days(words: str) -> list[int]:
    if words == "Every day":
        return list(range(7))
    days = []
    for part in re.split(r", | and ", words):
        first, _, last = part.partition(" to ")
        days += range(DAYS.index(first), DAYS.index(last or first) + 1)
    return days


def _clock(said: str) -> time:
    if said in ("midday", "midnight"):
        return {"midday": time(12), "midnight": END_OF_DAY}[said]
    hour, minute, half = re.fullmatch(r"(\d+)(?::(\d\d))?(am|pm)", said).groups()
    return time(int(hour) % 12 + (12 if half == "pm" else 0), int(minute or 0))


@given(
    st.lists(periods, max_size=8),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(LONDON)),
    st.floats(0, 1, exclude_max=True),
)
def test_words_about_now_stay_true_until_they_say(given_periods, at, part):
    given_hours = Hours(tuple(given_periods))
    until = true_until([given_hours], at)
    later = at + (until - at) * part

    assert at < until <= at + timedelta(days=1, hours=1)
    if later < until:
        assert given_hours.now_in_words(later) == given_hours.now_in_words(at)
