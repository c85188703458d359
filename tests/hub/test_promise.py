"""How soon the hub promises to be in touch: what its rules will measure, and in words."""

from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub import rules
from hub.in_words import someone_is_in_touch_within, within
from hub.opening import LONDON, WEEKDAYS_NINE_TO_FIVE, Period
from hub.promise import slowest
from hub.vocabulary import WORKING_HOURS
from referrals_portal.triage.clock import MOMENT, due_at
from referrals_portal.triage.promising import promised_by
from tests.machinery.hubs import a_hub

TEAMS = {
    "teams": [{"key": "first", "name": "First"}, {"key": "second", "name": "Second"}],
    "rules": [{"when": {"reported": ["yes"]}, "then": {"team": "second"}, "reason": "Reported."}],
}


def standard(number: int, unit: str = "hours", what: str = "first_contact", **more):
    return {"what": what, "unit": unit, "number": number} | more


ENHANCED, STANDARD = {"priority": "enhanced"}, {"priority": "standard"}
ACCEPTED = {"starts": "offer_accepted"}


@pytest.mark.parametrize(
    ("document", "number"),
    [
        ({}, None),
        ({"standards": [standard(24)]}, 24),
        ({"standards": [standard(24, **ENHANCED), standard(48, **STANDARD)]}, 48),
        ({"standards": [standard(48, **STANDARD), standard(24, **ENHANCED)]}, 48),
        # Whoever has more than one promise hears by the first of them.
        ({"standards": [standard(24), standard(72, what="support")]}, 24),
        # Who asks for help has accepted it.
        ({"standards": [standard(48, what="support", **ACCEPTED)]}, 48),
        # An offer is for people whom others refer; a clock from the crime does not run for all.
        ({"standards": [standard(24, what="offer")]}, None),
        ({"standards": [standard(24, starts="crime_recorded")]}, None),
        ({"standards": [standard(24, when={"sources": ["police"]})]}, None),
        ({"standards": [standard(24, when={"sources": ["police", "self"]})]}, 24),
        # Nothing is promised to everybody that is not promised to each.
        ({"standards": [standard(24, **ENHANCED)]}, None),
        ({"standards": [standard(24, when={"crime_types": ["fraud"]})]}, None),
        ({"standards": [standard(24, when={"crime_types": ["fraud"]}), standard(48)]}, 48),
        (TEAMS | {"standards": [standard(24, team="first"),
                                standard(5, "working_days", team="second")]}, 5),
        (TEAMS | {"standards": [standard(24, team="first")]}, None),
        # Units are compared only where one is never the sooner, at Christmas and in June.
        ({"standards": [standard(24, **ENHANCED), standard(2, "working_days", **STANDARD)]}, 2),
        ({"standards": [standard(25, **ENHANCED), standard(2, "working_days", **STANDARD)]}, None),
        ({"standards": [standard(48, **STANDARD), standard(1, "working_days", **ENHANCED)]}, None),
        ({"standards": [standard(40, "working_hours", **ENHANCED), standard(40, **STANDARD)]}, 40),
        ({"standards": [standard(40, "working_hours", **ENHANCED),
                        standard(48, **STANDARD)]}, None),
        ({"standards": [standard(48, "working_hours", **ENHANCED),
                        standard(3, "working_days", **STANDARD)]}, 3),
        ({"standards": [standard(49, "working_hours", **ENHANCED),
                        standard(3, "working_days", **STANDARD)]}, None),
        # Where somebody has two that cannot be compared, either is true; a short one is said.
        ({"standards": [standard(48), standard(2, "working_days")]}, 48),
        ({"standards": [standard(72), standard(2, "working_days"), standard(80, **ENHANCED)]}, 2),
        # But what is said must be true of the others as well.
        ({"standards": [standard(8, **ENHANCED), standard(9, "working_days", **ENHANCED),
                        standard(5, "working_days", **STANDARD)]}, 5),
        # Nobody may ask.
        ({"routes": ["police"], "standards": [standard(24)]}, None),
        ({"routes": ["self", "police"], "standards": [standard(24)]}, 24),
    ],
)  # fmt: skip
def test_it_is_the_slowest_that_may_come_to_apply(document, number):
    found = slowest(rules.read(document))
    assert (found.number if found else None) == number


FRIDAY = datetime(2026, 11, 20, 16, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("document", "by"),
    [
        ({}, None),
        ({"standards": [standard(48)]}, "2026-11-22 16:00"),
        ({"standards": [standard(2, "working_days")]}, "2026-11-24 17:00"),
        ({"standards": [standard(48, "working_hours")]}, "2026-11-24 16:00"),
        # Each is held to the moment that the clock gives, whichever is the later.
        ({"standards": [standard(72, **ENHANCED), standard(1, "working_days", **STANDARD)]},
         "2026-11-23 17:00"),
        ({"standards": [standard(24), standard(72, what="support")]}, "2026-11-21 16:00"),
        ({"standards": [standard(24, **ENHANCED)]}, None),
        ({"routes": ["police"], "standards": [standard(48)]}, None),
    ],
)  # fmt: skip
def test_by_when_everybody_has_heard(document, by):
    due = datetime.fromisoformat(by).replace(tzinfo=LONDON) if by else None
    assert promised_by(a_hub(**document), FRIDAY) == due


LENGTHS = st.one_of(
    st.tuples(st.integers(1, 240), st.sampled_from(["hours", "working_hours"])),
    st.tuples(st.integers(1, 10), st.just("working_days")),
)
PROMISED = st.tuples(
    LENGTHS,
    st.sampled_from([{}, ENHANCED, STANDARD, {"team": "first"}, {"team": "second"}]),
).map(lambda drawn: standard(*drawn[0], **drawn[1]))
PERIODS = st.builds(
    lambda day, opens, minutes: Period(day, time(opens), time(opens, minutes)),
    st.integers(0, 6), st.integers(0, 23), st.integers(1, 59),
) | st.sampled_from(WEEKDAYS_NINE_TO_FIVE)  # fmt: skip
MOMENTS = (
    st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 1))
    # Christmas, Easter, and both clock changes.
    | st.datetimes(datetime(2026, 12, 18), datetime(2027, 1, 5))
    | st.datetimes(datetime(2026, 3, 20), datetime(2026, 4, 8))
    | st.datetimes(datetime(2026, 10, 16), datetime(2026, 11, 2))
).map(lambda moment: moment.replace(tzinfo=LONDON))


@given(
    st.tuples(LENGTHS, LENGTHS),
    st.lists(PROMISED, max_size=3),
    st.sampled_from(WORKING_HOURS),
    st.lists(PERIODS, min_size=1, max_size=6).map(tuple),
    MOMENTS,
)
def test_what_is_said_is_never_sooner_than_what_is_promised(each, more, hours, periods, at):
    enhanced, other = each
    standards = [standard(*enhanced, **ENHANCED), standard(*other, **STANDARD), *more]
    hub = a_hub(periods, **TEAMS, standards=standards, working_hours=hours)
    said = slowest(hub.rules)
    if said is None:
        return
    until = due_at(said.number, hub.rules.counted_in(said), at, hub.hours)
    # What ends with a day at midnight is due a moment before, to be due on that day.
    assert promised_by(hub, at) <= until + MOMENT


@pytest.mark.parametrize(
    ("number", "unit", "more", "words"),
    [
        (24, "hours", {}, "24 hours"),
        (1, "hours", {}, "1 hour"),
        (1, "working_days", {}, "1 working day"),
        (2, "working_days", {}, "2 working days"),
        (48, "working_hours", {}, "48 hours, not counting weekends and bank holidays"),
        (16, "working_hours", {"working_hours": "opening_hours"},
         "16 of the hours in which we are open"),
    ],
)  # fmt: skip
def test_in_words(number, unit, more, words):
    read = rules.read({"standards": [standard(number, unit)]} | more)
    (kept,) = read.standards
    assert within(read, kept) == words
    assert someone_is_in_touch_within(read, kept) == f"Someone contacts you within {words}."
