"""Plans and our own records: what a service of ours says now, and making it say something else."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Model, QuerySet

from directory.arriving.applying.plans import Plan, Shared
from directory.models import (
    Location,
    Organisation,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Session,
)

PARTS: dict[str, tuple[type[Model], str, tuple[str, ...]]] = {
    "phones": (Phone, "phones", ("number", "type", "description")),
    "schedules": (Schedule, "schedules", ("always", "byday", "opens_at", "closes_at", "notes")),
    "sessions": (
        Session,
        "sessions",
        (
            "description", "location", "every", "byday", "week", "dtstart", "valid_to", "opens_at",
            "closes_at", "notes",
        ),
    ),
}  # fmt: skip
"""Member of a plan -> the model of its rows, their accessor, and the fields that a plan names."""

ORGANISATION = (
    "name", "alternate_name", "description", "website", "email", "charity_number",
    "company_number",
)  # fmt: skip
PLACE = (
    "name", "address_1", "city", "state_province", "postal_code", "latitude", "longitude",
    "accessibility",
)  # fmt: skip
SHARED: dict[type[Model], tuple[str, ...]] = {Organisation: ORGANISATION, Location: PLACE}


def with_all(services: QuerySet[Service]) -> QuerySet[Service]:
    """Return the services with all that `said_by` reads, in a fixed number of queries."""
    return services.prefetch_related(
        "phones", "schedules", "sessions", "service_at_locations", "taxonomy_terms"
    )


def said_by(service: Service, names: Iterable[str]) -> Plan:
    """Return as a plan what a service of ours says now. names: fields that plans have."""
    parts = {
        member: [
            {name: _plain(_value(row, name)) for name in fields}
            for row in getattr(service, accessor).all()
        ]
        for member, (_model, accessor, fields) in PARTS.items()
    }
    return Plan(
        fields={name: _plain(getattr(service, name)) for name in names},
        organisation=str(service.organisation_id),
        terms=sorted(str(term.pk) for term in service.taxonomy_terms.all()),
        phones=parts["phones"],
        schedules=parts["schedules"],
        sessions=parts["sessions"],
        places=[str(link.location_id) for link in service.service_at_locations.all()],
    )


def shared_said_by(record: Model) -> dict[str, Any]:
    """Return the fields of an organisation or a place of ours as a plan has them."""
    return {name: _plain(getattr(record, name)) for name in SHARED[type(record)]}


def set_fields(service: Service, plan: Plan) -> None:
    """Let a service say what the plan says, but for its parts. Nothing is saved."""
    for name, value in plan["fields"].items():
        setattr(service, name, _typed(name, value))
    service.organisation_id = UUID(plan["organisation"])


def set_shared(record: Model, shared: Shared) -> None:
    """Let an organisation or a place say what arrived. Nothing is saved."""
    for name, value in shared["fields"].items():
        setattr(record, name, value)


def parts_of(service: Service, plan: Plan) -> dict[type[Model], list[Any]]:
    """Return the rows of the service's parts, not yet saved, by their models.

    Their ids are made of the service's, for feeds use the ids of parts twice.
    """
    rows: dict[type[Model], list[Any]] = {}
    for member, (model, _accessor, fields) in PARTS.items():
        found: Sequence[Mapping[str, Any]] = plan[member]  # type: ignore[literal-required]
        rows[model] = [
            model(
                id=uuid5(service.pk, f"{member} {number}"),
                service=service,
                sort_order=number,
                **{_column(name): _typed(name, row[name]) for name in fields},
            )
            for number, row in enumerate(found)
        ]
    rows[ServiceAtLocation] = [
        ServiceAtLocation(
            id=uuid5(service.pk, f"place {place}"),
            service=service,
            location_id=UUID(place),
            sort_order=number,
        )
        for number, place in enumerate(plan["places"])
    ]
    return rows


def put(service: Service, plan: Plan) -> None:
    """Let a service and its parts say what the plan says, in memory, so that it can be revised."""
    set_fields(service, plan)
    rows = parts_of(service, plan)
    for model, accessor, _fields in PARTS.values():
        setattr(service, accessor, rows[model])
    setattr(service, "service_at_locations", rows[ServiceAtLocation])  # noqa: B010
    service.taxonomy_terms = [UUID(term) for term in plan["terms"]]


def upsert(model: type[Model], records: list[Any], names: Sequence[str]) -> None:
    """Write these fields of records that are there, a batch in one query, without signals."""
    if records:
        model._default_manager.bulk_create(
            records, update_conflicts=True, unique_fields=["id"], update_fields=list(names)
        )


def _value(row: Any, name: str) -> Any:
    return getattr(row, _column(name))


def _column(name: str) -> str:
    return "location_id" if name == "location" else name


def _plain(value: Any) -> Any:
    """Return a value of ours as a plan has it."""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


_TIMES = frozenset({"opens_at", "closes_at"})
_DATES = frozenset({"assured_date", "dtstart", "valid_to"})


def _typed(name: str, value: Any) -> Any:
    """Return a value of a plan as our records have it."""
    if value is None:
        return None
    if name in _TIMES:
        return time.fromisoformat(value)
    if name in _DATES:
        return date.fromisoformat(value)
    return UUID(value) if name == "location" else value
