"""Services as others have them, many at once."""

import uuid


def v3(number=1, **fields):
    """A nested service of version 3 that says a little of everything."""
    key = uuid.uuid5(uuid.NAMESPACE_OID, f"service {number}")
    return {
        "id": str(key),
        "name": f"Service {number}",
        "description": f"It helps people, number {number}.",
        "status": "active",
        "last_modified": "2026-03-15T10:30:45.123Z",
        "organization": {
            "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"org {number % 3}")),
            "name": f"Organisation {number % 3}",
            "description": "It runs services.",
        },
        "phones": [{"id": str(uuid.uuid5(key, "phone")), "number": "01632 960001"}],
        "schedules": [{"byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00"}],
        "service_at_locations": [
            {
                "location": {
                    "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"place {number % 5}")),
                    "name": f"Hall {number % 5}",
                    "location_type": "physical",
                    "addresses": [
                        {
                            "address_1": f"{number % 5} High Street",
                            "city": "Southampton",
                            "state_province": "Hampshire",
                            "postal_code": "SO14 7LP",
                        }
                    ],
                }
            }
        ],
        "attributes": [{"taxonomy_term": {"name": "Counselling", "taxonomy": "Help"}}],
    } | fields


def many(count, **fields):
    return [v3(number, **fields) for number in range(count)]


def v1(number=1, **fields):
    """The same in version 1."""
    return {
        "id": f"service:{number}",
        "name": f"Old service {number}",
        "description": "<p>It helps.</p>",
        "organization": {"id": "org:1", "name": "Old organisation", "url": "www.example.org"},
        "contacts": [
            {"name": "Jo CANARY", "phones": [{"number": "01632 960002"}]},
        ],
        "regular_schedules": [{"byday": "WE", "opens_at": "10:00:00", "closes_at": "12:00:00"}],
        "eligibilitys": [
            {"eligibility": "Women", "minimum_age": 16, "maximum_age": 18},
            {"minimum_age": "18", "maximum_age": 99},
        ],
        "service_taxonomys": [
            {"taxonomy": {"id": "esd:298", "name": "Counselling", "vocabulary": "esd"}}
        ],
        "languages": [{"language": "Polish"}],
        "service_areas": [{"service_area": "Hampshire"}],
        "service_at_locations": [
            {
                "location": {
                    "name": "Old hall",
                    "physical_addresses": [{"address_1": "1 Low Road", "postal_code": "PO1 2AB"}],
                    "accessibility_for_disabilities": [{"accessibility": "A ramp."}],
                }
            }
        ],
        "reviews": [{"reviewer": "CANARY"}],
        "pc_metadata": {"assured_by": "CANARY"},
    } | fields
