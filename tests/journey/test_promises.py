"""What the person is told happens next: the very sentences."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hub import snapshot
from hub.opening import LONDON, WEEKDAYS_NINE_TO_FIVE
from referrals_portal.journey import promises
from referrals_portal.safe_contact import SafeContact, weekly
from referrals_portal.triage import Facts, decide

STANDARDS = [
    {"what": "first_contact", "starts": "received", "unit": "hours", "number": hours,
     "priority": priority}
    for priority, hours in (("enhanced", 24), ("standard", 48))
]  # fmt: skip
ENHANCED = [{"reason": "A child.", "age_bands": ["13_15"]}]
WAITING = "We do not contact you. You can call us when it suits you, on 01632 960 001."


@pytest.fixture
def hub():
    """A hub that is open from nine to five, Monday to Friday, and promises two days."""
    return replace(
        snapshot._from_profile(),
        phone="01632 960 001",
        hours=WEEKDAYS_NINE_TO_FIVE,
        rules={"standards": STANDARDS, "enhanced_when": ENHANCED},
    )


def london(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def safe(call="yes", days="1", start="10:00", end="12:00", **also):
    times = weekly(list(days), start, end)
    return SafeContact(phone="07700 900301", safety={"call": call}, times=times, **also)


OPEN_NOW = "We are open now, so someone reads it soon."


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-25T09:00", OPEN_NOW),
        ("2026-11-25T16:59", OPEN_NOW),
        ("2026-11-25T17:00", "Thursday 26 November at 9am"),
        ("2026-11-25T03:00", "Wednesday 25 November at 9am"),
        ("2026-11-27T20:00", "Monday 30 November at 9am"),  # Friday night
        ("2026-11-28T12:00", "Monday 30 November at 9am"),  # Saturday
        ("2026-12-24T18:00", "Tuesday 29 December at 9am"),  # Christmas, and a day for Boxing Day
        ("2026-12-28T11:00", "Tuesday 29 December at 9am"),
        ("2026-03-28T12:00", "Monday 30 March at 9am"),  # clocks go forward in between
        ("2026-10-24T12:00", "Monday 26 October at 9am"),  # clocks go back in between
    ],
)
def test_when_somebody_reads_it(hub, at, said):
    if said != OPEN_NOW:
        said = f"We are closed now. We open on {said}, and nobody reads it before then."
    assert promises.read_when(hub, london(at)) == said
    assert promises.is_open(hub, london(at)) == (said == OPEN_NOW)


def test_a_hub_that_never_opens_says_only_that_it_is_closed(hub):
    assert promises.read_when(replace(hub, hours=()), london("2026-11-25T12:00")) == (
        "We are closed now."
    )


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (48, "Someone contacts you within 48 hours."),
        (1, "Someone contacts you within 1 hour."),
    ],
)
def test_before_anything_is_known_the_slowest_promise_is_made(hub, hours, said):
    rules = {"standards": [STANDARDS[1] | {"number": hours}]}
    assert promises.before(replace(hub, rules=rules)) == said
    assert promises.before(hub) == "Someone contacts you within 48 hours."


def test_a_hub_that_promises_nothing_says_so(hub):
    silent = replace(hub, rules={})
    said = "Someone contacts you as soon as they can."
    assert promises.before(silent) == said
    decision = decide({}, Facts(received_at=london("2026-11-25T12:00")))
    assert promises.if_sent_now(silent, safe(), decision, london("2026-11-25T12:00")) == said


OFF_HOURS = (
    "The safe times that you gave are outside our hours, so we may not be able to reach you. You "
    "can call us when it suits you, on 01632 960 001."
)
AT_TIMES = "Someone contacts you at a time that you said is safe, before "


@pytest.mark.parametrize(
    ("person", "at", "said"),
    [
        (safe(), "2026-11-25T12:00", "Someone contacts you within 48 hours."),
        (safe("at_times"), "2026-11-25T12:00", f"{AT_TIMES}Tuesday 1 December at midday."),
        # Within the two days that are promised.
        (safe("at_times", "3"), "2026-11-25T12:00", f"{AT_TIMES}Thursday 26 November at midday."),
        (safe("at_times", "4", end="17:00"), "2026-11-25T12:00",
         f"{AT_TIMES}Friday 27 November at midday."),
        # Only evenings and weekends are safe: nobody is at work then, so no time is named.
        (safe("at_times", "5", "19:00", "21:00"), "2026-11-25T12:00", OFF_HOURS),
        (safe("at_times", "1", "17:00", "21:00"), "2026-11-25T12:00", OFF_HOURS),
        (safe("at_times", "1", "16:00", "21:00"), "2026-11-25T12:00",
         f"{AT_TIMES}Tuesday 1 December at 5pm."),
        # Monday 28 December is a bank holiday, so it is the Monday after.
        (safe("at_times", "0"), "2026-12-24T12:00", f"{AT_TIMES}Monday 4 January at midday."),
        (safe("no"), "2026-11-25T12:00", WAITING),
        (safe(no_contact=True), "2026-11-25T12:00", WAITING),
        (safe("at_times", ""), "2026-11-25T12:00", WAITING),
        (SafeContact(), "2026-11-25T12:00", WAITING),
    ],
)  # fmt: skip
def test_what_would_happen_if_it_were_sent_now(hub, person, at, said):
    moment = london(at).astimezone(UTC)
    decision = decide(hub.rules, Facts(received_at=moment))
    assert promises.if_sent_now(hub, person, decision, moment) == said


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (safe(), "Someone contacts them within 48 hours."),
        (safe("at_times"), "Someone contacts them at a time that you said is safe, before "),
        (safe("at_times", "6"), "may not be able to reach them. They can call us"),
        (safe("no"), "We do not contact them. They can call us when it suits them, on 01632"),
    ],
)
def test_whoever_asks_for_another_reads_of_them(hub, person, said):
    at = london("2026-11-25T12:00")
    decision = decide(hub.rules, Facts(received_at=at))
    told = promises.if_sent_now(hub, replace(person, of_another=True), decision, at)
    assert said in told
    assert " you." not in told
    assert "contacts you" not in told
    silent = promises.if_sent_now(
        replace(hub, rules={}), replace(safe(), of_another=True), decide({}, Facts(at)), at
    )
    assert silent == "Someone contacts them as soon as possible."


def test_a_priority_is_never_told(hub):
    """Whoever comes first is for staff; the promise is the one that is kept for everybody."""
    at = london("2026-11-25T12:00")
    enhanced = decide(hub.rules, Facts(received_at=at, age_band="13_15"))
    assert enhanced.priority == "enhanced"
    assert promises.if_sent_now(hub, safe(), enhanced, at) == promises.before(hub)


def test_after_sending_it_says_by_when(hub):
    due = london("2026-12-01T12:00")
    assert promises.after(hub, due.astimezone(UTC)) == (
        "Someone contacts you before Tuesday 1 December at midday."
    )
    assert promises.after(hub, None) == WAITING
    assert promises.after(hub, due, off_hours=True) == OFF_HOURS
    assert promises.after(hub, due, them=True) == (
        "Someone contacts them before Tuesday 1 December at midday."
    )


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-25T16:59", "today"),
        ("2026-11-25T17:00", "on the day we open"),
        ("2026-11-28T12:00", "on the day we open"),
    ],
)
def test_a_senior_looks_today_only_while_we_are_open(hub, at, said):
    """Beside "nobody reads it before Monday" nothing may promise the same day."""
    assert promises.senior_when(hub, london(at)) == (
        f"A senior member of our staff looks at it {said}."
    )


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-25T09:00+00:00", "Wednesday 25 November at 9am"),
        ("2026-11-25T13:30+00:00", "Wednesday 25 November at 1:30pm"),
        ("2026-11-25T00:00+00:00", "Wednesday 25 November at midnight"),
        # In summer it is an hour later in London than in UTC.
        ("2026-07-01T23:30+00:00", "Thursday 2 July at 12:30am"),
        ("2026-03-29T01:00+00:00", "Sunday 29 March at 2am"),
        ("2026-10-25T01:00+00:00", "Sunday 25 October at 1am"),
    ],
)
def test_a_moment_is_said_as_people_say_it_in_london(at, said):
    assert promises.moment(datetime.fromisoformat(at)) == said


def test_what_is_said_is_what_is_kept(hub):
    """The sentence on the page and the moment in the queue come from the same rule."""
    at = london("2026-11-25T12:00")
    promised = promises.moment(at + timedelta(hours=48))
    assert promised in promises.after(hub, at + timedelta(hours=48))
