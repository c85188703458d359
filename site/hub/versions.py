"""Putting rules in force: the only code that changes them, and each leaves a version behind."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from core import generation
from hub import rules, snapshot
from hub.facts import HubFacts
from hub.models import Hub, RulesVersion
from hub.walls import walls_after


@transaction.atomic
def put_in_force(
    row: Hub, document: dict[str, Any], *, at: datetime, by_name: str = "", why: str = ""
) -> int:
    """Make a checked document the hub's rules and keep it as a version; return its number.

    Makes no new version where it is in force already. Of the row nothing else is written but the
    walls that follow from it.
    """
    newest = RulesVersion.objects.order_by("-number").first()
    if newest is None or newest.document != document:
        number = newest.number + 1 if newest else 1
        newest = RulesVersion(
            number=number, document=document, made_at=at, by_name=by_name, why=why
        )
        newest.save(force_insert=True)
    row.rules, row.rules_version = document, newest.number
    row.walls = sorted(walls_after(document, row.walls))
    Hub.objects.filter(pk=row.pk).update(
        rules=document, rules_version=newest.number, walls=row.walls
    )
    generation.bump()
    snapshot.forget()
    return newest.number


def under(hub: HubFacts, number: int) -> HubFacts:
    """Return the hub as it is, with the rules of a version; as it is where none has that number."""
    version = (
        None if number == hub.rules_version else RulesVersion.objects.filter(pk=number).first()
    )
    if version is None:
        return hub
    return replace(hub, rules=rules.read(version.document), rules_version=number)
