"""A draft of new rules: changed part by part, tried, and then put in force or thrown away.

There is one at a time. Whoever changes it says which edition they saw, so that of two managers
who do it at once neither loses anything unawares.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from hub import firing, schema
from hub import vocabulary as words
from hub.models import Hub, RulesDraft, Welsh
from hub.versions import put_in_force

Document = dict[str, Any]
PARTS = ("teams", "specialists", "rules", "standards", "reach_by")
"""The parts of which there may be several, in an order that counts."""
GENERAL = ("triage", "routes", "working_hours", "messages", "reports", "retention")
"""The rest, changed together."""


class DraftChanged(Exception):
    """The draft is no longer the edition that somebody saw, or there is none any more."""


class DraftIsWrong(Exception):
    """The draft makes no sense as it is; ``problems`` says why, a sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def current() -> RulesDraft | None:
    """Return the draft, if there is one."""
    return _drafts().first()


def begin(*, by_name: str, at: datetime) -> None:
    """Begin a draft that is like the rules in force.

    Does nothing where there is one already, or where no hub was loaded yet.
    """
    if row := Hub.objects.exclude(slug="").first():
        RulesDraft.objects.get_or_create(pk=1, defaults={"document": {}, "changed_at": at})
        ended = RulesDraft.objects.filter(pk=1, by_name="")
        ended.update(document=row.rules, by_name=by_name, changed_at=at)


def discard(edition: int) -> None:
    """Throw the draft away. Raises `DraftChanged`."""
    if not _drafts().filter(edition=edition).update(document={}, by_name="", edition=edition + 1):
        raise DraftChanged


def change(
    edition: int, what: Callable[[Document], Document], *, by_name: str, at: datetime
) -> None:
    """Change the draft by one of the functions below. Raises `DraftChanged`."""
    row = current()
    document = what(row.document) if row else {}
    changes = {"document": document, "edition": edition + 1, "by_name": by_name, "changed_at": at}
    if not _drafts().filter(edition=edition).update(**changes):
        raise DraftChanged


@transaction.atomic
def switch(edition: int, *, by_name: str, why: str, at: datetime) -> int:
    """Put the draft in force and end it; return the version's number.

    Raises `DraftIsWrong`, and `DraftChanged`.
    """
    row = current()
    if row is None or row.edition != edition:
        raise DraftChanged
    if wrong := problems(row.document):
        raise DraftIsWrong(wrong)
    discard(edition)
    return put_in_force(Hub.objects.get(), row.document, at=at, by_name=by_name, why=why)


def _drafts() -> QuerySet[RulesDraft]:
    """Return the draft, or nothing once it ended."""
    return RulesDraft.objects.filter(pk=1).exclude(by_name="")


def problems(document: Document) -> list[str]:
    """Return what is wrong with a rules document of this hub, a sentence each."""
    return schema.problems(document, schema.RULES) or firing.problems(document, _languages())


def _languages() -> tuple[str, ...]:
    """Return the languages that the hub writes in."""
    return words.LANGUAGES if Hub.objects.exclude(welsh=Welsh.OFF).exists() else ("en",)


def put(part: str, place: int | None, value: Any) -> Callable[[Document], Document]:
    """Change one of a part, or add one where ``place`` is None."""

    def changed(document: Document) -> Document:
        rows = list(document.get(part, []))
        if place is None:
            rows.append(value)
        elif place < len(rows):
            rows[place] = value
        else:
            raise DraftChanged
        return document | {part: rows}

    return changed


def take_out(part: str, place: int) -> Callable[[Document], Document]:
    """Remove one of a part."""

    def changed(document: Document) -> Document:
        rows = [row for number, row in enumerate(document.get(part, [])) if number != place]
        rest = {name: value for name, value in document.items() if name != part}
        return rest | ({part: rows} if rows else {})

    return changed


def move_up(part: str, place: int) -> Callable[[Document], Document]:
    """Let one of a part come before the one that is above it."""

    def changed(document: Document) -> Document:
        rows = list(document.get(part, []))
        if 0 < place < len(rows):
            rows[place - 1], rows[place] = rows[place], rows[place - 1]
        return document | ({part: rows} if rows else {})

    return changed


def put_general(values: Document) -> Callable[[Document], Document]:
    """Change the rest, all of it."""

    def changed(document: Document) -> Document:
        return {name: each for name, each in document.items() if name not in GENERAL} | values

    return changed
