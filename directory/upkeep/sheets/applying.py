"""Putting a spreadsheet's changes in: each row a version of its service, or a new draft."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from directory.models import Service
from directory.upkeep import changing
from directory.upkeep.sheets.cells import CELLS
from directory.upkeep.sheets.comparing import faults, put, with_all

Cells = Mapping[str, list[str]]


def apply_row(key: UUID | None, cells: Cells, by: Any, *, publish: bool) -> Service:
    """Put one row in. ValidationError if the service says something else by now, or nonsense would.

    A new service is always a draft.
    """
    if key is None:
        return _make(cells, by)
    service = next(with_all(Service.objects.filter(pk=key)), None)
    if service is None:
        raise ValidationError(_("It is not there any more."))
    moved = [
        heading for heading, (before, _to) in cells.items() if _said(service, heading) != before
    ]
    if moved:
        raise ValidationError(
            _("Somebody changed it meanwhile: %(columns)s."), params={"columns": ", ".join(moved)}
        )

    def change(each: Service) -> None:
        _raise(put(each, _to(cells)))

    (changing.publish if publish else changing.put_into_draft)(service, change, by)
    return service


@transaction.atomic
def _make(cells: Cells, by: Any) -> Service:
    service = Service(live=False)
    _raise(put(service, _to(cells)) or faults(service))
    service.save()
    service.save_revision(user=by, log_action=True)
    return service


def _to(cells: Cells) -> list[tuple[str, str]]:
    return [(heading, cells[heading][1]) for heading in CELLS if heading in cells]


def _said(service: Service, heading: str) -> str:
    return CELLS[heading].said(service)


def _raise(problems: list[str]) -> None:
    if problems:
        raise ValidationError(problems)
