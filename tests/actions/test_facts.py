"""From answers to the facts that rules look at, and the end of a day's work."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub import vocabulary
from hub.opening import WEEKDAYS_NINE_TO_FIVE, Period, is_open
from referrals_portal.actions.facts import facts_of, markers_of, senior_by
from referrals_portal.triage import Facts

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
SAID = [
    ("now", "danger", "yes", ["in_danger_now"]),
    ("now", "danger", "not_sure", ["in_danger_now"]),
    ("now", "danger", "no", []),
    ("feeling", "self_harm", "yes", ["self_harm"]),
    ("feeling", "self_harm", "no", []),
    ("feeling", "self_harm", "not_given", []),
    ("feeling", "others", "yes", []),
    ("staff", "knows", "yes", ["knows_staff"]),
    ("staff", "knows", "no", []),
    ("access", "access", ["interpreter"], ["interpreter"]),
    ("access", "access", ["bsl"], ["deaf"]),
    ("access", "access", ["relay"], ["deaf"]),
    ("access", "access", ["bsl", "relay", "interpreter"], ["interpreter", "deaf"]),
    ("access", "access", ["welsh", "wheelchair", "woman"], []),
    ("more", "markers", ["repeat"], ["repeat"]),
    ("more", "markers", ["intimidated", "hate", "vulnerable"], ["intimidated", "hate",
     "vulnerable"]),
    ("more", "markers", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("step", "field", "answer", "markers"), SAID)
def test_what_an_answer_amounts_to(step, field, answer, markers):
    assert markers_of({step: {field: answer}}) == markers
    assert facts_of({step: {field: answer}}, AT).markers == tuple(markers)


def test_every_marker_is_one_that_rules_know():
    for step, field, answer, markers in SAID:
        assert set(markers) <= set(vocabulary.MARKERS), (step, field, answer)


def test_many_answers_are_many_markers():
    answers = {step: {field: answer} for step, field, answer, markers in SAID if markers}
    found = markers_of(answers)
    assert len(found) == len(set(found))
    assert {"in_danger_now", "self_harm", "knows_staff", "deaf", "vulnerable"} <= set(found)


def test_what_was_not_asked_is_said_to_be_not_known():
    """A call alone says nothing about what happened, and nothing may be concluded from it."""
    call = {"call": {"name": "Ash", "phone": "07700 900302", "when": "yes"}}
    assert facts_of(call, AT) == Facts(
        received_at=AT,
        source="self",
        for_whom="me",
        reported="not_sure",
        crime_types=("not_sure",),
        age_band="not_given",
        markers=(),
        # Who asks for help has accepted it.
        offer_accepted_at=AT,
    )


def test_each_fact_is_read_from_its_own_question():
    answers = {
        "who": {"for_whom": "bereaved"},
        "told": {"reported": "someone_else_did"},
        "details": {"crime_types": ["fraud", "bereaved_by_homicide"]},
        "name": {"age_band": "60_plus"},
    }
    facts = facts_of(answers, AT)
    assert (facts.for_whom, facts.reported, facts.age_band) == (
        "bereaved", "someone_else_did", "60_plus",
    )  # fmt: skip
    assert facts.crime_types == ("fraud", "bereaved_by_homicide")


HOURS = (*WEEKDAYS_NINE_TO_FIVE, Period(5, time(10), time(12)), Period(5, time(13), time(14)))


@pytest.mark.parametrize(
    ("at", "by"),
    [
        # A Friday: before it opens, while it is open, and from when it closes.
        ("2026-11-27T00:10+00:00", "2026-11-27T17:00+00:00"),
        ("2026-11-27T16:59+00:00", "2026-11-27T17:00+00:00"),
        ("2026-11-27T17:00+00:00", "2026-11-28T14:00+00:00"),
        # A Saturday with a break counts to its last hour.
        ("2026-11-28T09:00+00:00", "2026-11-28T14:00+00:00"),
        ("2026-11-28T12:30+00:00", "2026-11-28T14:00+00:00"),
        # After it, Monday.
        ("2026-11-28T14:00+00:00", "2026-11-30T17:00+00:00"),
        ("2026-11-29T23:59+00:00", "2026-11-30T17:00+00:00"),
        # From Christmas Eve's evening (a Thursday): the 25th and the 28th are bank holidays.
        ("2026-12-24T18:00+00:00", "2026-12-26T14:00+00:00"),
        ("2026-12-26T15:00+00:00", "2026-12-29T17:00+00:00"),
        # In summer five o'clock in London is four in UTC; so it is across either change of clocks.
        ("2026-07-01T15:59+00:00", "2026-07-01T16:00+00:00"),
        ("2026-07-01T16:00+00:00", "2026-07-02T16:00+00:00"),
        ("2026-03-28T20:00+00:00", "2026-03-30T16:00+00:00"),
        ("2026-10-24T20:00+00:00", "2026-10-26T17:00+00:00"),
    ],
)
def test_a_senior_looks_before_the_end_of_the_day_on_which_somebody_works(at, by):
    assert senior_by(HOURS, datetime.fromisoformat(at)) == datetime.fromisoformat(by)


@pytest.mark.parametrize(
    ("at", "by"),
    [
        ("2026-11-25T12:00+00:00", "2026-11-26T00:00+00:00"),
        ("2026-07-01T22:59+00:00", "2026-07-01T23:00+00:00"),
        ("2026-07-01T23:00+00:00", "2026-07-02T23:00+00:00"),
    ],
)
def test_where_no_hours_are_known_the_day_ends_at_midnight_in_london(at, by):
    assert senior_by((), datetime.fromisoformat(at)) == datetime.fromisoformat(by)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_the_hub_is_at_work_until_then(at):
    by = senior_by(HOURS, at)
    assert by > at
    assert is_open(HOURS, by - timedelta(minutes=1))
    assert not is_open(HOURS, by)
