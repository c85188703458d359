"""What was not published because it says a secret address, until somebody looks at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import BaseLogEntry, ModelLogEntry, PageLogEntry

from directory.upkeep.log import KEPT_BACK

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class KeptBack:
    """A record whose draft was kept back. ``address``: of its form; None: they may not."""

    kind: str
    name: str
    address: str | None


def kept_back(user: Any) -> list[KeptBack]:
    """Return what nobody has saved since it was kept back."""
    finder = AdminURLFinder(user)
    found: dict[tuple[str, Any], KeptBack] = {}
    for record in _records():
        kind = str(record._meta.verbose_name)
        found[kind, record.pk] = KeptBack(kind, str(record), finder.get_edit_url(record))
    return list(found.values())


def _records() -> Iterator[Any]:
    for entries in (ModelLogEntry, PageLogEntry):
        for entry in entries.objects.filter(action=KEPT_BACK).order_by("-timestamp")[:MOST_SHOWN]:
            record = _record(entry)
            draft = record.get_latest_revision() if record else None
            if draft and record.has_unpublished_changes and draft.created_at <= entry.timestamp:
                yield record


def _record(entry: BaseLogEntry) -> Any:
    if isinstance(entry, PageLogEntry):
        return entry.page.specific if entry.page else None
    model = entry.content_type.model_class() if entry.content_type else None
    return model and model._base_manager.filter(pk=entry.object_id).first()
