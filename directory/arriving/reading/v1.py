"""Open Referral UK version 1 (of 2020) as version 3: the same things under their newer names. Pure.

What version 3 has no place for goes: reviews, holidays, and notes about who checked an entry.
"""

from typing import Any

Record = dict[str, Any]


def as_v3(record: Record) -> Record:
    """Return a service of version 1 in the nesting and with the names of version 3."""
    service = {
        name: value
        for name, value in record.items()
        if name not in ("regular_schedules", "regular_schedule", "eligibilitys", "fundings")
    }
    service["schedules"] = _schedules(record)
    service["funding"] = _listed(record.get("fundings"))
    service["attributes"] = [
        {"id": link.get("id"), "taxonomy_term": _term(link.get("taxonomy"))}
        for link in _listed(record.get("service_taxonomys"))
    ]
    service["languages"] = [
        {"id": each.get("id"), "name": each.get("language")}
        for each in _listed(record.get("languages"))
    ]
    service["service_areas"] = [
        {"id": each.get("id"), "name": each.get("service_area"), "uri": each.get("uri")}
        for each in _listed(record.get("service_areas"))
    ]
    service["service_at_locations"] = [
        _at_location(each) for each in _listed(record.get("service_at_locations"))
    ]
    if isinstance(organisation := record.get("organization"), dict):
        website = organisation.get("website") or organisation.get("url")
        service["organization"] = organisation | {"website": website}
    return service | _eligibility(_listed(record.get("eligibilitys")))


def _schedules(record: Record) -> list[Record]:
    return [
        *_listed(record.get("regular_schedules")),
        *_listed(record.get("regular_schedule")),
    ]


def _term(taxonomy: Any) -> Record | None:
    if not isinstance(taxonomy, dict):
        return None
    return {
        "id": taxonomy.get("id"),
        "name": taxonomy.get("name"),
        "taxonomy": taxonomy.get("vocabulary"),
    }


def _at_location(at: Record) -> Record:
    location = at.get("location")
    if not isinstance(location, dict):
        return {"id": at.get("id")}
    addresses = [
        address | {"address_type": "physical"}
        for address in _listed(location.get("physical_addresses"))
    ]
    return {
        "id": at.get("id"),
        "schedules": _schedules(at),
        "location": location
        | {
            "location_type": "physical" if addresses else "virtual",
            "addresses": addresses,
            "accessibility": [
                {"id": each.get("id"), "description": each.get("accessibility")}
                for each in _listed(location.get("accessibility_for_disabilities"))
            ],
        },
    }


def _eligibility(found: list[Record]) -> Record:
    """Return the ages between which any of them lets somebody come, and their words."""
    if not found:
        return {}
    words = [str(each["eligibility"]) for each in found if each.get("eligibility")]
    return {
        "minimum_age": _widest(found, "minimum_age", min),
        "maximum_age": _widest(found, "maximum_age", max),
        "eligibility_description": "\n\n".join(words) or None,
    }


def _widest(found: list[Record], name: str, pick: Any) -> Any:
    ages = [each.get(name) for each in found]
    try:
        return pick(float(age) for age in ages)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ages[0] if len(ages) == 1 else None  # one of them has no such bound


def _listed(value: Any) -> list[Record]:
    if isinstance(value, dict):
        return [value]
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
