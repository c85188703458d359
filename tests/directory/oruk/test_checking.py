"""The checks notice: each of these faults in a valid answer is found by one of them."""

import pytest

from tests.directory.oruk import checking


@pytest.mark.parametrize(
    "fault",
    [
        {"id": "abc"}, {"status": "open"}, {"url": "not an address"}, {"email": "nobody"},
        {"last_modified": "yesterday"}, {"assured_date": "01/02/2026"}, {"description": None},
        {"phones": [{"number": "1"}]}, {"schedules": [{"id": "1", "freq": "DAILY"}]},
        {"organization": {}}, {"attributes": [{"taxonomy_term": {}}]}, {"a_secret": "1"},
        {"minimum_age": "16"},
    ],
)  # fmt: skip
def test_a_fault_is_found(reader, rich, fault):
    said = reader.get(f"/services/{rich.pk}")

    assert checking.wrong("services/{id}", said | fault)


def test_a_fault_is_found_by_the_schemas_of_others_too(reader, rich):
    validator = checking.uk("hsds-uk-3.0/service.json")
    said = reader.get(f"/services/{rich.pk}")

    for fault in ({"url": "not an address"}, {"last_modified": "yesterday"}, {"id": "abc"},
                  {"service_at_locations": [{"id": "1"}]}, {"organization": {}}):  # fmt: skip
        assert validator.is_valid(said)
        assert not validator.is_valid(said | fault)


def test_a_fault_of_the_envelope_is_found(reader, rich):
    said = reader.get("/services")

    for fault in ({"size": "1"}, {"first_page": 1}, {"total_pages": None}, {"more": 1}):
        assert checking.wrong("services", said | fault)
