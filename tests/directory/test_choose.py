"""Who answers, as a table: the hub by its hours, then the first line that is open."""

from datetime import datetime, time

import pytest

from directory.answering import Line, choose
from directory.hours import Hours
from hub.opening import LONDON, WEEKDAYS_NINE_TO_FIVE, Period

OFFICE = Hours(WEEKDAYS_NINE_TO_FIVE)
EVENINGS = Hours(tuple(Period(day, time(18), time(22)) for day in range(7)))
ALWAYS = Hours(always=True)
UNKNOWN = Hours()


def hub(hours=OFFICE, phone="01632 960001"):
    return Line("The hub", phone, hours, is_hub=True)


def line(name, hours, phone="01632 960002"):
    return Line(name, phone, hours)


def london(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


MONDAY_TEN, MONDAY_NIGHT, SATURDAY = "2026-11-23T10:00", "2026-11-23T19:00", "2026-11-28T10:00"
BANK_HOLIDAY = "2026-12-28T10:00"  # a Monday: Boxing Day fell on a Saturday


@pytest.mark.parametrize(
    ("at", "hub_line", "lines", "name", "words", "until"),
    [
        (
            MONDAY_TEN, hub(), [line("Day and night", ALWAYS)],
            "The hub", "Open now, until 5pm today", "2026-11-23T17:00",
        ),
        (
            MONDAY_NIGHT, hub(), [line("Day and night", ALWAYS)],
            "Day and night", "Open day and night", "2026-11-24T00:00",
        ),
        (
            MONDAY_NIGHT, hub(), [line("Evenings", EVENINGS), line("Day and night", ALWAYS)],
            "Evenings", "Open now, until 10pm today", "2026-11-23T22:00",
        ),
        (
            SATURDAY, hub(), [line("Evenings", EVENINGS), line("Day and night", ALWAYS)],
            "Day and night", "Open day and night", "2026-11-28T18:00",
        ),
        (
            BANK_HOLIDAY, hub(), [line("Day and night", ALWAYS)],
            "Day and night", "Open day and night", "2026-12-29T00:00",
        ),
        # Nobody is awake: the hub's number, and when it opens.
        (
            SATURDAY, hub(), [line("Evenings", EVENINGS)],
            "The hub", "Closed now. Opens at 9am on Monday", "2026-11-28T18:00",
        ),
        (
            MONDAY_NIGHT, hub(), [],
            "The hub", "Closed now. Opens at 9am tomorrow", "2026-11-24T00:00",
        ),
        (
            "2026-11-23T08:59", hub(), [],
            "The hub", "Closed now. Opens at 9am today", "2026-11-23T09:00",
        ),
        (
            "2026-11-23T09:00", hub(), [],
            "The hub", "Open now, until 5pm today", "2026-11-23T17:00",
        ),
        (
            "2026-11-23T17:00", hub(), [line("Day and night", ALWAYS)],
            "Day and night", "Open day and night", "2026-11-24T00:00",
        ),
        # Hours that nobody told us are not open hours.
        (
            SATURDAY, hub(), [line("Unknown", UNKNOWN), line("Day and night", ALWAYS)],
            "Day and night", "Open day and night", "2026-11-29T00:00",
        ),
        # A line without a number is passed over, and so is a hub without one.
        (
            SATURDAY, hub(), [line("No number", ALWAYS, phone=""), line("Day and night", ALWAYS)],
            "Day and night", "Open day and night", "2026-11-29T00:00",
        ),
        (
            MONDAY_TEN, hub(phone=""), [line("Evenings", EVENINGS)],
            "Evenings", "Closed now. Opens at 6pm today", "2026-11-23T18:00",
        ),
    ],
)  # fmt: skip
def test_who_answers(at, hub_line, lines, name, words, until):
    answer = choose(hub_line, lines, london(at))

    assert answer.name == name
    assert answer.hours_text == words
    assert answer.is_hub == (name == "The hub")
    assert answer.until == london(until)


def test_the_answer_holds_until_it_says():
    at = london(SATURDAY)
    lines = [line("Evenings", EVENINGS), line("Day and night", ALWAYS)]
    answer = choose(hub(), lines, at)
    just_before = answer.until.replace(hour=answer.until.hour - 1, minute=59)

    assert choose(hub(), lines, just_before) == answer
    assert choose(hub(), lines, answer.until).name == "Evenings"


def test_there_is_an_answer_even_with_no_number_at_all():
    assert choose(hub(phone=""), [], london(SATURDAY)).phone == ""
