"""What is asked, read from text: a table of cases, and anything at all."""

from datetime import UTC, datetime, time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from directory.oruk import asking
from directory.oruk.asking import PARAMETERS, Asked, Filters, Unreadable, read

EVERY = tuple(PARAMETERS)
ID = "0ef9dc6f-b797-42e5-b4ac-b79a584a79f9"
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, Asked()),
        ({"page": "3", "per_page": "10"}, Asked(page=3, per_page=10)),
        ({"perPage": "20"}, Asked(per_page=20)),
        ({"perPage": "20", "per_page": "10"}, Asked(per_page=10)),
        ({"per_page": "201"}, Asked(per_page=200)),
        ({"page": "1000000000"}, Asked(page=10**9)),
        ({"page": " 2 "}, Asked(page=2)),
        ({"page": "", "day": ""}, Asked()),
        ({"minimal": "true"}, Asked(minimal=True, per_page=10_000)),
        ({"full": "1"}, Asked(full=True)),
        ({"full": "False"}, Asked(full=False)),
        ({"search": "scam"}, Asked(search="scam")),
        ({"postcode": "so14 1aa", "proximity": "500"}, Asked(postcode="so14 1aa", proximity=500.0)),
        ({"taxonomy_term_id": ID}, Asked(filters=Filters(taxonomy_term_id=UUID(ID)))),
        ({"minimum_age": "16"}, Asked(filters=Filters(minimum_age=16.0))),
        ({"day": "mo"}, Asked(filters=Filters(day="MO"))),
        ({"start_time": "9:30"}, Asked(filters=Filters(start_time=time(9, 30)))),
        ({"end_time": "17:00:00"}, Asked(filters=Filters(end_time=time(17)))),
        ({"modified_after": "2026-03-01T12:00:00Z"}, Asked(filters=Filters(modified_after=AT))),
        ({"modified_after": "2026-03-01T13:00+01:00"}, Asked(filters=Filters(modified_after=AT))),
        ({"modified_after": "2026-03-01T13:00 01:00"}, Asked(filters=Filters(modified_after=AT))),
        (
            {"modified_after": "2026-03-01"},
            Asked(filters=Filters(modified_after=AT.replace(hour=0))),
        ),
        ({"whatever": "x", "vocabulary": "y"}, Asked()),
    ],
)
def test_it_reads(given, expected):
    assert read(given, EVERY) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page", "0"), ("page", "-1"), ("page", "one"), ("page", "1.5"), ("page", "9" * 5000),
        ("page", "\uff11"), ("per_page", "0"), ("perPage", "x"), ("taxonomy_term_id", "abc"),
        ("taxonomy_id", ID.replace("-", "")), ("organization_id", "' OR 1=1 --"),
        ("minimum_age", "old"), ("maximum_age", "nan"), ("maximum_age", "-1"),
        ("start_time", "25:00"), ("end_time", "noon"), ("day", "Monday"), ("day", "XX"),
        ("modified_after", "yesterday"), ("modified_after", "2026-02-30"),
        ("modified_after", "0001-01-01T00:00+14:00"), ("minimal", "yes"), ("full", "🙂"),
        ("format", "xml"), ("proximity", "1e9"), ("proximity", "near"), ("proximity", "100"),
    ],
)  # fmt: skip
def test_it_refuses_by_name_and_does_not_repeat_what_was_sent(name, text):
    with pytest.raises(Unreadable) as refused:
        read({name: text}, EVERY)
    assert str(refused.value).startswith(f"{name} ")
    assert refused.value.name == name
    assert "takes a" in str(refused.value) or "takes " + PARAMETERS[name].takes in str(
        refused.value
    )
    assert f"{name}=" in refused.value.query
    assert len(str(refused.value)) < 150


@pytest.mark.parametrize("name", EVERY)
def test_the_example_of_each_can_be_read(name):
    beside = {"postcode": "SO14"} if name == "proximity" else {}
    assert read({name: PARAMETERS[name].example} | beside, EVERY) != Asked()


@pytest.mark.parametrize("name", [*asking.FILTERS, *asking.OF_PLACES])
def test_what_would_narrow_another_list_is_refused_where_it_cannot(name):
    with pytest.raises(Unreadable) as refused:
        read({name: "whatever it is"}, asking.PAGES)
    assert refused.value.name == name
    assert refused.value.at in ("/services", "/service_at_locations")
    assert "whatever" not in str(refused.value)


def test_a_parameter_that_an_address_does_not_offer_is_ignored():
    assert read({"full": "x", "page": "no"}, ("per_page",)) == Asked()
    assert read({"search": "x"}, ()) == Asked()


@given(some.dictionaries(some.sampled_from(EVERY), some.text(max_size=60)))
def test_anything_is_read_or_refused(anything):
    try:
        found = read(anything, EVERY)
    except Unreadable:
        return
    assert 1 <= found.per_page <= asking.MOST_MINIMAL
    assert found.page >= 1
