"""What the person is told happens next: the very sentences."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub import opening, rules, snapshot
from hub.opening import LONDON, WEEKDAYS_NINE_TO_FIVE
from referrals_portal.journey import promises
from referrals_portal.safe_contact import SafeContact, weekly

STANDARDS = [
    {"what": "first_contact", "starts": "received", "unit": "hours", "number": hours,
     "priority": priority}
    for priority, hours in (("enhanced", 24), ("standard", 48))
]  # fmt: skip
WAITING = "We do not contact you. You can call us when it suits you, on 01632 960 001."


@pytest.fixture
def hub():
    """A hub that is open from nine to five, Monday to Friday, and promises two days."""
    return replace(
        snapshot._from_profile(),
        phone="01632 960 001",
        hours=WEEKDAYS_NINE_TO_FIVE,
        rules=rules.read({"standards": STANDARDS}),
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


WITHIN = "Someone contacts you within 48 hours."
WHEN_OPEN = "Someone contacts you as soon as they can, when we are open."


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-25T12:00", WITHIN),
        ("2026-11-25T23:00", WITHIN),
        ("2026-11-27T15:00", WITHIN),
        # Friday: whoever takes an hour to press Send leaves only 59 minutes of work before Sunday.
        ("2026-11-27T15:01", WHEN_OPEN),
        ("2026-11-27T20:00", WHEN_OPEN),
        ("2026-11-28T09:59", WHEN_OPEN),  # Saturday, to Monday at 9:59
        ("2026-11-28T10:00", WITHIN),
        ("2026-11-29T12:00", WITHIN),
        ("2026-12-24T16:30", WHEN_OPEN),  # Christmas
        ("2026-12-26T12:00", WHEN_OPEN),  # to the bank holiday for Boxing Day
        ("2026-12-27T10:00", WITHIN),
    ],
)
def test_before_anything_is_known_hours_are_said_only_if_they_can_be_kept(hub, at, said):
    assert promises.before(hub, london(at)) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [(48, WITHIN), (30, WITHIN.replace("48", "30")), (1, WITHIN.replace("48", "24"))],
)
def test_the_slowest_promise_is_made_to_everybody(hub, hours, said):
    document = {"standards": [STANDARDS[0], STANDARDS[1] | {"number": hours}]}
    at = london("2026-11-25T12:00")
    assert promises.before(replace(hub, rules=rules.read(document)), at) == said
    assert promises.before(hub, at) == WITHIN


def told(hub, person, at):
    """Return what is said to somebody who sends at that moment."""
    moment = london(at).astimezone(UTC)
    promise = promises.made(hub, person, moment)
    kept = json.loads(json.dumps(promise.to_json()))
    assert promises.Promise.from_json(kept) == promise
    return promises.in_words(hub, promise)


@pytest.mark.parametrize("them", [False, True])
def test_a_hub_that_promises_nothing_or_is_never_open_names_no_moment(hub, them):
    at, person = "2026-11-25T12:00", safe(of_another=them)
    said = WHEN_OPEN.replace("contacts you", "contacts them") if them else WHEN_OPEN
    assert told(replace(hub, rules=rules.Rules()), person, at) == said
    assert told(replace(hub, hours=()), person, at) == said
    assert promises.before(replace(hub, rules=rules.Rules()), london(at)) == WHEN_OPEN


OFF_HOURS = (
    "The safe times that you gave are outside our hours, so we may not be able to reach you. You "
    "can call us when it suits you, on 01632 960 001."
)
BEFORE = "Someone contacts you before "
AT_TIMES = "Someone contacts you at a time that you said is safe, before "
SAFE_SOON = "Someone contacts you at a time that you said is safe, as soon as we can."


@pytest.mark.parametrize(
    ("person", "at", "said"),
    [
        (safe(), "2026-11-25T12:00", f"{BEFORE}Friday 27 November at midday."),
        (safe(), "2026-11-25T12:59", f"{BEFORE}Friday 27 November at midday."),
        # A weekend, a night, bank holidays: nobody is there, so no moment is named.
        (safe(), "2026-11-27T15:59", f"{BEFORE}Sunday 29 November at 3pm."),
        (safe(), "2026-11-27T16:30", WHEN_OPEN),
        (safe(), "2026-11-27T23:00", WHEN_OPEN),
        (safe(), "2026-11-28T09:30", WHEN_OPEN),
        (safe(), "2026-11-28T15:00", f"{BEFORE}Monday 30 November at 3pm."),
        (safe(), "2026-11-25T23:00", f"{BEFORE}Friday 27 November at 11pm."),
        (safe(), "2026-12-24T18:00", WHEN_OPEN),
        (safe(), "2026-12-27T12:00", f"{BEFORE}Tuesday 29 December at midday."),
        # Only at some times.
        (safe("at_times"), "2026-11-25T12:00", f"{AT_TIMES}Tuesday 1 December at midday."),
        # Within the two days that are promised.
        (safe("at_times", "3"), "2026-11-25T12:00", f"{AT_TIMES}Thursday 26 November at midday."),
        (safe("at_times", "4", end="17:00"), "2026-11-25T12:00",
         f"{AT_TIMES}Friday 27 November at midday."),
        # The promise ends when the safe time has hardly begun.
        (safe("at_times", "4", "09:30", "17:00"), "2026-11-25T10:30",
         f"{AT_TIMES}Friday 27 November at 5pm."),
        (safe("at_times", "1", "16:30", "21:00"), "2026-11-25T12:00", SAFE_SOON),
        # The safe time of today is nearly over at the end of the hour, or has an hour left then.
        (safe("at_times", "2"), "2026-11-25T11:00", f"{AT_TIMES}Wednesday 2 December at midday."),
        (safe("at_times", "2"), "2026-11-25T10:59", f"{AT_TIMES}Wednesday 25 November at midday."),
        # Only evenings and weekends are safe: nobody is at work then.
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
def test_what_is_promised_to_whoever_sends_now(hub, person, at, said):
    """Whoever it is: the priority is for staff, and is not told by a shorter promise."""
    assert told(hub, person, at) == said


@pytest.mark.parametrize(
    ("person", "at", "said"),
    [
        (safe(), "2026-11-25T12:00", "Someone contacts them before Friday 27 November at midday."),
        (safe("at_times"), "2026-11-25T12:00",
         "Someone contacts them at a time that you said is safe, before Tuesday 1 December at "
         "midday."),
        (safe(), "2026-11-27T20:00",
         "Someone contacts them as soon as they can, when we are open."),
        (safe("at_times", "1", "16:30", "17:00"), "2026-11-25T12:00",
         "Someone contacts them at a time that you said is safe, as soon as we can."),
        (safe("at_times", "6"), "2026-11-25T12:00",
         "The safe times that you gave are outside our hours, so we may not be able to reach "
         "them. They can call us when it suits them, on 01632 960 001."),
        (safe("no"), "2026-11-25T12:00",
         "We do not contact them. They can call us when it suits them, on 01632 960 001."),
    ],
)  # fmt: skip
def test_whoever_asks_for_another_reads_of_them(hub, person, at, said):
    assert told(hub, replace(person, of_another=True), at) == said


@pytest.mark.parametrize(
    ("person", "at", "said"),
    [
        (safe(), "2026-11-25T12:59", f"{BEFORE}Friday 27 November at 1pm."),
        (safe(), "2026-11-27T15:01", WHEN_OPEN),
        (safe("at_times", "2"), "2026-11-25T10:30", f"{AT_TIMES}Wednesday 2 December at midday."),
        (safe("at_times", "5", "19:00", "21:00"), "2026-11-25T12:00", OFF_HOURS),
        (safe("no"), "2026-11-25T12:00", WAITING),
    ],
)
def test_what_is_read_before_sending_holds_for_an_hour(hub, person, at, said):
    assert promises.in_words(hub, promises.ahead(hub, person, london(at))) == said


days = st.lists(st.sampled_from("0123456"), max_size=7, unique=True)
clocks = st.lists(st.integers(0, 23), min_size=2, max_size=2, unique=True).map(sorted)
weeks = st.lists(st.tuples(st.sampled_from("0123456"), clocks), max_size=7).map(
    lambda spans: tuple(
        each for day, (opens, closes) in spans
        for each in weekly([day], f"{opens:02}:00", f"{closes:02}:00")
    )
)  # fmt: skip


@given(
    st.sampled_from(["yes", "at_times", "no"]),
    days,
    clocks,
    weeks,
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(LONDON)),
)
def test_a_moment_that_is_named_can_be_kept(call, days, clocks, open_, at):
    """There is an hour of safe working time before it."""
    hub = replace(snapshot._from_profile(), hours=open_, rules=rules.read({"standards": STANDARDS}))
    person = safe(call, days, f"{clocks[0]:02}:00", f"{clocks[1]:02}:00")
    promise = promises.made(hub, person, at)
    read = [promises.ahead(hub, person, at - timedelta(minutes=ago)) for ago in (0, 1, 29, 60)]
    named = [each.by for each in read if each.by]
    assert all(promise.by and promise.by <= each for each in named), "never worse than was read"
    if promise.by is None:
        assert promise.kind not in (promises.Kind.BEFORE, promises.Kind.SAFELY_BEFORE)
        return
    minutes = int((promise.by.astimezone(UTC) - at.astimezone(UTC)) / timedelta(minutes=1))
    good = sum(
        opening.is_open(hub.hours, then) and person.is_safe_now("call", then)
        for then in (at.astimezone(UTC) + timedelta(minutes=n) for n in range(minutes))
    )
    assert good >= 59


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
