"""How long is left, in words: a table, and the two nights when the clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from referrals_portal.intake.due import due_in_words

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [
        (timedelta(days=3), "in 3 days", "later"),
        (timedelta(hours=71, minutes=59), "in 2 days", "later"),
        (timedelta(hours=48), "in 2 days", "later"),
        (timedelta(hours=47, minutes=59), "in 47 hours", "later"),
        (timedelta(hours=24), "in 24 hours", "later"),
        (timedelta(hours=4, seconds=1), "in 4 hours", "later"),
        (timedelta(hours=4), "in 4 hours", "soon"),
        (timedelta(hours=1, minutes=59), "in 1 hour", "soon"),
        (timedelta(minutes=59, seconds=59), "in 59 minutes", "soon"),
        (timedelta(minutes=1), "in 1 minute", "soon"),
        (timedelta(seconds=59), "now", "soon"),
        (timedelta(), "now", "soon"),
        (-timedelta(seconds=1), "now", "overdue"),
        (-timedelta(minutes=1), "1 minute late", "overdue"),
        (-timedelta(minutes=59), "59 minutes late", "overdue"),
        (-timedelta(hours=1), "1 hour late", "overdue"),
        (-timedelta(hours=2, minutes=40), "2 hours late", "overdue"),
        (-timedelta(hours=48), "2 days late", "overdue"),
    ],
)
def test_words_and_tone(left, words, tone):
    due = due_in_words(NOW, NOW + left)
    assert (due.words, due.tone) == (words, tone)


def test_no_time_is_said():
    assert due_in_words(NOW, None).words == "They will call us"


@pytest.mark.parametrize(
    ("at", "due", "words"),
    [
        # 25 October 2026: one o'clock comes twice.
        (datetime(2026, 10, 24, 20), datetime(2026, 10, 25, 20), "in 25 hours"),
        # 29 March 2026: one o'clock is skipped.
        (datetime(2026, 3, 28, 20), datetime(2026, 3, 29, 20), "in 23 hours"),
        (datetime(2026, 3, 29, 3), datetime(2026, 3, 29, 0, 30), "1 hour late"),
    ],
)
def test_hours_that_pass_are_counted_and_not_those_on_the_clock(at, due, words):
    assert due_in_words(at.replace(tzinfo=LONDON), due.replace(tzinfo=LONDON)).words == words
