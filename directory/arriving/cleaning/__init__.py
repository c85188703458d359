"""Cleaning what arrives: any nested service in, one of the one form out. Pure, and never raises.

A service that was cleaned stays as it is when it is cleaned again.
"""

import uuid
from typing import Any, NamedTuple

from directory.arriving.cleaning import values
from directory.arriving.cleaning.gathering import gathered
from directory.arriving.cleaning.refuges import may_be_a_refuge
from directory.arriving.cleaning.shapes import MOST_PARTS, SERVICE, Shape
from directory.arriving.cleaning.values import Notes

Form = dict[str, Any]


class Cleaned(NamedTuple):
    """A service in the one form, or None if it cannot be used; what was dropped, in sentences.

    ``id`` is there also for one that cannot be used, if it had one: it is not gone.
    """

    id: str | None
    form: Form | None
    notes: tuple[str, ...]


def clean(arrived: Any, namespace: uuid.UUID) -> Cleaned:
    """Clean one service. namespace: of its feed, so that ids that are no UUIDs stay the feed's."""
    notes: Notes = []
    if not isinstance(arrived, dict):
        return Cleaned(None, None, ("It is no service at all.",))
    form = _object(gathered(arrived, notes), SERVICE, namespace, notes) or {}
    _put_in_order(form, notes)
    organisation = form.get("organization")
    if "id" not in form:
        parts = (organisation or {}).get("name"), form.get("name")
        form["id"] = values.identifier(str(parts), namespace, "service")
    if "name" not in form or not organisation:
        lacks = "It has no name." if "name" not in form else "It does not say who runs it."
        return Cleaned(form["id"], None, (*notes, lacks))
    return Cleaned(form["id"], form, tuple(notes))


def _put_in_order(form: Form, notes: Notes) -> None:
    """Mend what two members say together."""
    if form.get("minimum_age", 0) > form.get("maximum_age", 999):
        del form["minimum_age"], form["maximum_age"]
        notes.append("Its ages are the wrong way round.")
    form.setdefault("status", "active")
    if "service_at_locations" in form and may_be_a_refuge(form):
        del form["service_at_locations"]
        notes.append("It may be a refuge, so where it is was left out. An editor can add it.")


def _object(value: Any, shape: Shape, namespace: uuid.UUID, notes: Notes, of: str = "") -> Form:
    """Return what is kept of an object; an empty dict for one that says nothing."""
    if not isinstance(value, dict):
        return {}
    kept: Form = {}
    for name, cleaner in shape.members.items():
        if name in value and (cleaned := cleaner(value[name], notes)) is not None:
            kept[name] = cleaned
    for name, inner in shape.one.items():
        if part := _object(value.get(name), inner, namespace, notes):
            kept[name] = part
    for name, inner in shape.many.items():
        if parts := _objects(value.get(name), inner, namespace, notes):
            kept[name] = parts
    if shape.says and not any(name in kept for name in shape.says):
        return {}
    known = values.identifier(value.get("id"), namespace, shape.kind)
    return ({"id": known} | kept) if known else kept


def _objects(value: Any, shape: Shape, namespace: uuid.UUID, notes: Notes) -> list[Form]:
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        return []
    if len(value) > MOST_PARTS:
        notes.append("It has more parts of one kind than any service has; the rest was left out.")
    cleaned = (_object(each, shape, namespace, notes) for each in value[:MOST_PARTS])
    return _each_once([part for part in cleaned if part])


def _each_once(parts: list[Form]) -> list[Form]:
    seen: list[Form] = []
    for part in parts:
        if part not in seen:
            seen.append(part)
    return seen
