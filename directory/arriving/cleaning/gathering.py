"""What stands in several places of a service, brought to the one of the one form. Pure."""

from typing import Any

from directory.arriving.cleaning import values
from directory.arriving.cleaning.shapes import MOST_PARTS
from directory.arriving.cleaning.text import line
from directory.arriving.cleaning.values import Notes

Record = dict[str, Any]
AT = "service_at_location_id"
OURS = (
    "summary", "is_free", "referral", "what_happens_next", "channels", "facilities",
)  # fmt: skip
"""Members of ours, which others of our kind publish with ``front_door_`` before them."""


def gathered(arrived: Record, notes: Notes) -> Record:
    """Return a service whose numbers are its own and whose members are named as ours.

    Whose contacts they were is not kept: names and addresses of staff are dropped, and so is the
    mobile of somebody named.
    """
    service = dict(arrived)
    service["phones"] = _phones(arrived, notes)
    if not line(service.get("fees_description"), 10):
        service["fees_description"] = service.get("fees")
    service["service_areas"] = [
        {"name": area.get("service_area")} | _present(area)
        for area in _dicts(arrived.get("service_areas"))
    ]
    for name in OURS:
        service[name] = service.get(name, arrived.get(f"front_door_{name}"))
    service["schedules"], service["service_at_locations"] = _places(arrived)
    service.pop("contacts", None)
    if arrived.get("assurer_email"):
        notes.append("Who checked it was left out.")
    return service


def _places(arrived: Record) -> tuple[list[Record], list[Record]]:
    """Return its own schedules, and its places with theirs, wherever those stood."""
    own = _dicts(arrived.get("schedules"))
    places = []
    for at in _dicts(arrived.get("service_at_locations")):
        key = line(at.get("id"), 500)
        here = [each for each in own if key and line(each.get(AT), 500) == key]
        own = [each for each in own if each not in here]
        schedules = [*_dicts(at.get("schedules")), *here]
        places.append(at | {"location": _location(at.get("location")), "schedules": schedules})
    return own, places


def _phones(arrived: Record, notes: Notes) -> list[Record]:
    """Return every number once: its own, of its places and contacts; else its organisation's."""
    own = _dicts(arrived.get("phones"))
    for at in _dicts(arrived.get("service_at_locations")):
        own += _dicts(at.get("phones"))
        if isinstance(location := at.get("location"), dict):
            own += _dicts(location.get("phones"))
    for contact in _dicts(arrived.get("contacts")):
        named = line(contact.get("name"), 10) is not None
        if named or line(contact.get("email"), 10):
            notes.append("The name or the email address of a member of staff was left out.")
        for phone in _dicts(contact.get("phones")):
            if named and _is_a_mobile(phone):
                notes.append("The mobile of a member of staff was left out.")
            else:
                own.append({"description": contact.get("title")} | phone)
    if not own and isinstance(organisation := arrived.get("organization"), dict):
        own = _dicts(organisation.get("phones"))
    every: dict[tuple[str, str], Record] = {}
    for phone in own[:MOST_PARTS]:
        for record in _dialled(phone, notes):
            digits = "".join(filter(str.isdigit, record["number"]))
            every.setdefault((digits, record["type"]), record)
    return list(every.values())


def _dialled(phone: Record, notes: Notes) -> list[Record]:
    kind = values.phone_type(phone.get("type"), notes)
    if not kind:
        return []
    found = values.numbers_to_dial(phone.get("number"), notes)
    stated = line(phone.get("extension"), 10)
    records = []
    for number, extension in found:
        extension = extension or (stated if stated and stated.isdecimal() else "") or ""
        about = line(phone.get("description"), 500) or ""
        said = f"extension {extension}" if extension else ""
        if said and said not in about:
            about = f"{about}, {said}" if about else said
        same = {"id": phone.get("id")} if len(found) == 1 else {}
        records.append(same | {"number": number, "type": kind, "description": about or None})
    return records


def _is_a_mobile(phone: Record) -> bool:
    said = "".join(filter(str.isdigit, line(phone.get("number"), 60) or ""))
    return said.startswith(("07", "447", "00447", "4407"))


def _location(location: Any) -> Any:
    """Return a place with its address in the first line, and what its access is in one member."""
    if not isinstance(location, dict):
        return None
    return location | {
        "addresses": [_address(each) for each in _dicts(location.get("addresses"))],
        "accessibility": [
            {"description": each.get("accessibility")} | _present(each)
            for each in _dicts(location.get("accessibility"))
        ],
    }


def _address(address: Record) -> Record:
    second = line(address.get("address_2"), 100)
    first = line(address.get("address_1"), 150)
    both = ", ".join(part for part in (first, second) if part)
    return address | {"address_1": both or None}


def _present(record: Record) -> Record:
    return {name: value for name, value in record.items() if value not in (None, "")}


def _dicts(value: Any) -> list[Record]:
    if isinstance(value, dict):
        return [value]
    if not isinstance(value, list):
        return []
    return [each for each in value[: 2 * MOST_PARTS] if isinstance(each, dict)]
