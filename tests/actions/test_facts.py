"""From answers to the facts that rules look at, and the end of a day in London."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub import rules
from hub.opening import LONDON
from referrals_portal.actions.facts import end_of_day, facts_of, markers_of
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
        assert set(markers) <= set(rules.MARKERS), (step, field, answer)


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


@pytest.mark.parametrize(
    ("at", "ends"),
    [
        ("2026-11-25T12:00+00:00", "2026-11-26T00:00+00:00"),
        ("2026-11-25T23:59+00:00", "2026-11-26T00:00+00:00"),
        ("2026-11-26T00:00+00:00", "2026-11-27T00:00+00:00"),
        # In summer a day in London ends at 23:00 in UTC.
        ("2026-07-01T22:59+00:00", "2026-07-01T23:00+00:00"),
        ("2026-07-01T23:00+00:00", "2026-07-02T23:00+00:00"),
        # Clocks go forward: 29 March is 23 hours long.
        ("2026-03-28T23:30+00:00", "2026-03-29T00:00+00:00"),
        ("2026-03-29T00:00+00:00", "2026-03-29T23:00+00:00"),
        ("2026-03-29T22:59+00:00", "2026-03-29T23:00+00:00"),
        # Clocks go back: 25 October is 25 hours long.
        ("2026-10-24T23:00+00:00", "2026-10-26T00:00+00:00"),
        ("2026-10-25T23:59+00:00", "2026-10-26T00:00+00:00"),
        ("2026-12-31T12:00+00:00", "2027-01-01T00:00+00:00"),
    ],
)
def test_the_day_ends_at_midnight_in_london(at, ends):
    assert end_of_day(datetime.fromisoformat(at)) == datetime.fromisoformat(ends)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_a_day_ends_within_twenty_five_hours_and_later_than_now(at):
    ends = end_of_day(at)
    assert timedelta() < ends.astimezone(UTC) - at <= timedelta(hours=25)
    local = ends.astimezone(LONDON)
    assert (local.hour, local.minute, local.second) == (0, 0, 0)
