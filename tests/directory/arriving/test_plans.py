"""What our records will say of what arrived: tables of forms and plans."""

import uuid
from datetime import date

import pytest

from directory.arriving.applying.hours import hours_of
from directory.arriving.applying.plans import organisation_of, places_of, plan_of
from directory.arriving.cleaning import clean
from directory.arriving.cleaning.shapes import (
    LOCATION,
    ORGANISATION,
    PHONE,
    SERVICE,
    TERM,
)
from directory.models import Location, Organisation, Phone, Service, TaxonomyTerm
from tests.directory.arriving.feeds import v3

FEED = uuid.uuid5(uuid.NAMESPACE_URL, "https://feed.example.org")
TODAY = date(2026, 11, 29)


def form(**fields):
    return clean(v3(1, **fields), FEED).form


def fields(**given):
    return plan_of(form(**given), {"organisation": "o"}, FEED, TODAY)["fields"]


@pytest.mark.parametrize(
    ("given", "name", "planned"),
    [
        ({"description": "One. Two. Three."}, "summary", "One."),
        ({"description": "x" * 500}, "summary", "x" * 199 + "…"),
        ({"description": None}, "summary", "Service 1"),
        ({"summary": "Its own."}, "summary", "Its own."),
        ({"cost_options": [{"amount": 0}]}, "is_free", True),
        ({"cost_options": [{"amount": 0}, {"amount": 5}]}, "is_free", False),
        ({"cost_options": [{"option": "Ask"}]}, "is_free", None),
        ({"fees": "Free of charge"}, "is_free", True),
        ({"fees": "Freedom costs £5"}, "is_free", None),
        ({"fees": "£5"}, "is_free", None),
        ({"is_free": False, "fees": "free"}, "is_free", False),
        (
            {"cost_options": [{"amount": 35, "amount_description": "an hour", "option": "Adults"}]},
            "fees_description",
            "£35 an hour (Adults)",
        ),
        ({"cost_options": [{"amount": "2.5"}, {"amount": 0}]}, "fees_description", "£2.50; free"),
        (
            {"languages": [{"name": "polish"}, {"code": "CY"}, {"name": "Elvish"}]},
            "languages",
            "cy,pl",
        ),
        ({"channels": ["online", "carrier_pigeon"]}, "channels", "online"),
        ({"referral": "needed"}, "referral", "needed"),
        ({"referral": "maybe"}, "referral", ""),
        (
            {"service_areas": [{"name": "A"}, {"service_area": "B"}, {"name": "A"}]},
            "service_area",
            "A, B",
        ),
        ({"assured_date": "2026-11-01"}, "assured_date", "2026-11-01"),
        ({"assured_date": "2099-01-01"}, "assured_date", "2026-11-29"),
        ({"assured_date": None}, "assured_date", None),
    ],
)
def test_a_field_is_planned(given, name, planned):
    assert fields(**given)[name] == planned


def hours(*schedules, at=()):
    link = {"location": {"name": "Hall", "addresses": [{"city": "Leeds"}]}, "schedules": list(at)}
    found = form(schedules=list(schedules), service_at_locations=[link] if at else [])
    plan = hours_of(found, ["p"] if at else [], ["p"], TODAY)
    rows = [
        "always"
        if row["always"]
        else (row["byday"], row["opens_at"], row["closes_at"], row["notes"])
        for row in plan.schedules
    ]
    return rows, [
        (row["every"], row["byday"], row["week"], row["dtstart"], row["location"])
        for row in plan.sessions
    ]


NINE_TO_FIVE = {"opens_at": "09:00", "closes_at": "17:00"}


@pytest.mark.parametrize(
    ("schedule", "rows", "sessions"),
    [
        ({"byday": "MO,TU"} | NINE_TO_FIVE, [("MO,TU", "09:00", "17:00", "")], []),
        (
            {"byday": "MO", "freq": "WEEKLY", "interval": 1} | NINE_TO_FIVE,
            [("MO", "09:00", "17:00", "")],
            [],
        ),
        ({"freq": "DAILY"} | NINE_TO_FIVE, [("MO,TU,WE,TH,FR,SA,SU", "09:00", "17:00", "")], []),
        (
            {"byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "24:00"},
            ["always"],
            [],
        ),
        (
            {"byday": "FR", "opens_at": "22:00", "closes_at": "00:00"},
            [("FR", "22:00", "23:59", "")],
            [],
        ),
        (
            {"byday": "FR", "opens_at": "22:00", "closes_at": "02:00", "notes": "Night"},
            [("", None, None, "Friday 22:00 to 02:00; Night")],
            [],
        ),
        ({"byday": "FR", "opens_at": "22:00"}, [("", None, None, "Friday from 22:00")], []),
        ({"description": "Ask us."}, [("", None, None, "Ask us.")], []),
        (
            {"byday": "MO", "freq": "WEEKLY", "interval": 2, "dtstart": "2026-01-05"}
            | NINE_TO_FIVE,
            [],
            [("two_weeks", "MO", None, "2026-01-05", None)],
        ),
        ({"byday": "MO"}, [], []),
        (
            {"opens_at": "09:00", "closes_at": "05:00", "byday": "MO,TU,WE"},
            [("", None, None, "Monday to Wednesday 09:00 to 05:00")],
            [],
        ),
        (
            {"byday": "MO", "freq": "WEEKLY", "interval": 2} | NINE_TO_FIVE,
            [("", None, None, "Monday 09:00 to 17:00 (not every week)")],
            [],
        ),
        ({"byday": "2TU", "freq": "MONTHLY"} | NINE_TO_FIVE, [], [("month", "TU", 2, None, None)]),
        (
            {"byday": "-1FR", "freq": "MONTHLY"} | NINE_TO_FIVE,
            [],
            [("month", "FR", -1, None, None)],
        ),
        (
            {"bymonthday": "5", "freq": "MONTHLY", "notes": "The 5th"} | NINE_TO_FIVE,
            [("", None, None, "09:00 to 17:00 (not every week); The 5th")],
            [],
        ),
        ({"dtstart": "2026-12-05"} | NINE_TO_FIVE, [], [("once", "", None, "2026-12-05", None)]),
        ({"dtstart": "2026-10-05"} | NINE_TO_FIVE, [], []),
        ({"byday": "MO", "valid_to": "2026-11-28"} | NINE_TO_FIVE, [], []),
        (
            {"byday": "MO", "valid_to": "2026-11-29"} | NINE_TO_FIVE,
            [("MO", "09:00", "17:00", "")],
            [],
        ),
    ],
)
def test_a_schedule_becomes_hours_or_a_session_or_a_note(schedule, rows, sessions):
    assert hours(schedule) == (rows, sessions)


def test_a_named_schedule_of_a_place_is_a_session_there_and_a_plain_one_its_hours():
    clinic = {"byday": "TU", "description": "Clinic"} | NINE_TO_FIVE
    assert hours(at=[clinic]) == ([], [("week", "TU", None, None, "p")])
    assert hours(at=[{"byday": "TU"} | NINE_TO_FIVE]) == ([("TU", "09:00", "17:00", "")], [])


def test_a_schedule_that_names_its_place_belongs_there():
    clinic = {"byday": "TU", "description": "Clinic", "service_at_location_id": "x"} | NINE_TO_FIVE
    hall = {"name": "Hall", "addresses": [{"city": "Leeds"}]}
    found = form(schedules=[clinic], service_at_locations=[{"id": "x", "location": hall}])
    assert "schedules" not in found
    assert found["service_at_locations"][0]["schedules"][0]["byday"] == "TU"


def test_what_another_of_our_kind_publishes_is_read():
    found = form(
        front_door_summary="One line.",
        front_door_channels=["online"],
        front_door_is_free=True,
        front_door_what_happens_next="We call.",
    )
    said = [found[name] for name in ("summary", "channels", "is_free", "what_happens_next")]
    assert said == ["One line.", ["online"], True, "We call."]


@pytest.mark.parametrize(
    ("location", "name", "street"),
    [
        ({"name": "Hall", "addresses": [{"address_1": "1 Road"}]}, "Hall", "1 Road"),
        (
            {"addresses": [{"address_1": "1 Road", "address_2": "Flat 2"}]},
            "1 Road, Flat 2",
            "1 Road, Flat 2",
        ),
        ({"addresses": [{"city": "Leeds"}]}, "Leeds", ""),
        ({"latitude": 51, "longitude": 0}, "Service 1", ""),
        ({"name": "Hall"}, None, None),
        ({"name": "Net", "location_type": "virtual", "addresses": [{"city": "Leeds"}]}, None, None),
        (
            {
                "name": "Box",
                "location_type": "postal",
                "addresses": [{"address_1": "PO Box 1", "address_type": "postal"}],
            },
            None,
            None,
        ),
        (
            {"name": "Hall", "addresses": [{"address_1": "1 Road", "address_type": "postal"}]},
            "Hall",
            "1 Road",
        ),
        (
            {
                "name": "Hall",
                "addresses": [
                    {"address_1": "Box", "address_type": "postal"},
                    {"address_1": "1 Road", "address_type": "physical"},
                ],
            },
            "Hall",
            "1 Road",
        ),
    ],
)
def test_a_place_is_where_one_can_go(location, name, street):
    found = places_of(form(service_at_locations=[{"location": location}]), FEED)
    if name is None:
        assert found == []
    else:
        ((planned,),) = ([each["fields"] for each in found],)
        assert (planned["name"], planned["address_1"]) == (name, street)


def test_an_organisation_brings_its_numbers():
    said = {
        "name": "Org",
        "organization_identifiers": [
            {"identifier_scheme": "GB-CHC", "identifier_type": "Charity", "identifier": "123456"},
            {"identifier_scheme": "GB-COH", "identifier_type": "Company", "identifier": "1" * 30},
        ],
    }
    planned = organisation_of(form(organization=said), FEED)
    assert (planned["fields"]["charity_number"], planned["fields"]["company_number"]) == (
        "123456",
        "",
    )
    assert planned["id"] == str(uuid.uuid5(FEED, "organization org"))


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        (Service, SERVICE),
        (Organisation, ORGANISATION),
        (Location, LOCATION),
        (Phone, PHONE),
        (TaxonomyTerm, TERM),
    ],
)
def test_no_text_is_longer_than_our_records_hold(model, shape):
    for name, cleaner in shape.members.items():
        field = next((each for each in model._meta.fields if each.name == name), None)
        longest = getattr(field, "max_length", None)
        kept = cleaner("word " * 100, [])
        if longest and isinstance(kept, str):
            assert len(kept) <= longest, name
