"""How soon the hub promises to be in touch: what its rules will measure, and in words."""

from datetime import datetime

import pytest

from hub import rules
from hub.in_words import someone_is_in_touch_within, within
from hub.opening import LONDON
from hub.promise import slowest
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
        # Units are compared by the time that passes.
        ({"standards": [standard(48, **ENHANCED), standard(2, "working_days", **STANDARD)]}, 2),
        ({"standards": [standard(100, **ENHANCED), standard(2, "working_days", **STANDARD)]}, 100),
        ({"standards": [standard(40, "working_hours", **ENHANCED), standard(48, **STANDARD)]}, 40),
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
    ],
)  # fmt: skip
def test_by_when_everybody_has_heard(document, by):
    due = datetime.fromisoformat(by).replace(tzinfo=LONDON) if by else None
    assert promised_by(a_hub(**document), FRIDAY) == due


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
