"""Facts from a program or an operator: read whole, or an error that names the field."""

from datetime import UTC, datetime

import pytest

from hub import vocabulary as words
from referrals_portal.triage import Facts, FactsError
from referrals_portal.triage.facts import read

GOOD = {
    "source": "self",
    "for_whom": "me",
    "reported": "no",
    "crime_types": ["burglary"],
    "age_band": "18_59",
    "markers": [],
    "outcode": "PO1",
    "received_at": "2026-11-20T16:30:00+00:00",
}


def test_everything_that_may_be_known():
    more = {"relationship": "partner_or_ex", "crime_recorded_at": "2026-11-19T10:00:00+00:00",
            "offer_accepted_at": "2026-11-20T18:00:00Z", "markers": ["repeat", "deaf"]}  # fmt: skip
    facts = read(GOOD | more)
    assert facts == Facts(
        received_at=datetime(2026, 11, 20, 16, 30, tzinfo=UTC),
        source="self",
        for_whom="me",
        reported="no",
        crime_types=("burglary",),
        age_band="18_59",
        markers=("repeat", "deaf"),
        outcode="PO1",
        relationship="partner_or_ex",
        crime_recorded_at=datetime(2026, 11, 19, 10, tzinfo=UTC),
        offer_accepted_at=datetime(2026, 11, 20, 18, tzinfo=UTC),
    )


def test_what_is_left_out_is_not_known():
    facts = read({"received_at": "2026-11-20T16:30:00+00:00", "offer_accepted_at": None})
    assert facts.crime_types == ()
    assert facts.age_band == facts.relationship == "not_given"
    assert facts.reported == "not_sure"
    assert facts.offer_accepted_at is facts.crime_recorded_at is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source", "the_police"), ("source", None), ("source", ["police"]), ("source", {}),
        ("for_whom", ""), ("reported", "perhaps"), ("age_band", "12"), ("relationship", "friend"),
        ("crime_types", ["burglary", "murder"]), ("crime_types", "burglary"),
        ("crime_types", [[]]), ("markers", ["tall"]), ("markers", None), ("markers", [1]),
        ("outcode", "PO1 2"), ("outcode", 7), ("outcode", None),
        ("received_at", "yesterday"), ("received_at", "2026-11-20T16:30:00"),
        ("received_at", None), ("received_at", 1795000000),
        ("crime_recorded_at", "2026-11-20"), ("offer_accepted_at", "2026-02-30T10:00:00Z"),
        ("name", "Somebody"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(field, value):
    with pytest.raises(FactsError, match=f"^{field}: "):
        read(GOOD | {field: value})


def test_without_a_start_there_is_no_clock():
    with pytest.raises(FactsError, match=r"^received_at: is missing"):
        read({"source": "self"})


@pytest.mark.parametrize("data", [None, [], "self", 7])
def test_facts_are_an_object(data):
    with pytest.raises(FactsError, match=r"^facts: must be an object"):
        read(data)


def test_every_value_of_the_contract_is_known():
    for field, allowed in {
        "source": words.SOURCES, "for_whom": words.FOR_WHOM, "reported": words.REPORTED,
        "age_band": words.AGE_BANDS, "relationship": words.RELATIONSHIPS,
    }.items():  # fmt: skip
        for value in allowed:
            assert getattr(read(GOOD | {field: value}), field) == value
    assert read(GOOD | {"crime_types": list(words.CRIME_TYPES)}).crime_types == words.CRIME_TYPES
    assert read(GOOD | {"markers": list(words.MARKERS)}).markers == words.MARKERS


@pytest.mark.parametrize("year", ["0001", "1999", "2100", "9999"])
def test_a_moment_that_no_clock_can_count_from(year):
    with pytest.raises(FactsError, match=r"^received_at: must be a moment of this century"):
        read(GOOD | {"received_at": f"{year}-12-31T23:00:00+00:00"})
