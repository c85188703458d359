"""Putting a draft of rules in force, held against what teams hold and who works behind a wall."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import staffed_teams, teams_of
from hub import drafting
from hub.drafting import DraftIsWrong
from hub.models import Hub
from hub.walls import teams_in, walled_in
from referrals_portal.models import Referral

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """How things are while somebody wants other rules.

    rules: those in force. walls: the keys of all walled teams. theirs: of the teams in which they
    work. staffed: of those in which anybody does. held: open requests of each team.
    """

    rules: Document
    walls: frozenset[str]
    theirs: frozenset[str]
    staffed: frozenset[str]
    held: Mapping[str, int]


@transaction.atomic
def switch_rules(*, edition: int, by: Any, why: str, at: datetime) -> int:
    """Put the draft in force and end it; return the version's number.

    Raises `DraftIsWrong`, and `DraftChanged`.
    """
    draft = drafting.current()
    if draft and draft.edition == edition and (wrong := objections(draft.document, by)):
        raise DraftIsWrong(wrong)
    return drafting.switch(edition, by_name=by.get_username(), why=why, at=at)


def objections(document: Document, by: Any) -> list[str]:
    """Return why ``by`` may not put these rules in force as things are, a sentence each."""
    hub = Hub.objects.get()
    return against(
        document,
        Standing(hub.rules, frozenset(hub.walls), teams_of(by), staffed_teams(), held()),
    )


def held() -> dict[str, int]:
    """Return how many open requests each team holds that holds any."""
    rows = Referral.objects.open().exclude(team="").order_by("team")
    return dict(rows.values_list("team").annotate(Count("pk")))


def against(document: Document, now: Standing) -> list[str]:
    """Return what stands against a rules document, a sentence each.

    How much a walled team holds is said only to those who work in it, and nothing of it where they
    may not touch its wall anyway.
    """
    names = {key: name for each in (now.rules, document) for key, name in _names(each)}
    opened = _opened(document, now)
    left = sorted(now.held.keys() - teams_in(document) - opened)
    closed = now.walls - now.theirs
    return [
        *(
            _("Only somebody who works in %(team)s may open or remove its wall.")
            % {"team": names.get(key, key)}
            for key in sorted(opened)
        ),
        *(
            _("Only somebody who works in %(team)s may build a wall around it.")
            % {"team": names[key]}
            for key in sorted(_built(document, now))
        ),
        *(
            _("Only somebody who works in %(team)s may change which team takes what.")
            % {"team": names.get(key, key)}
            for key in sorted(closed & teams_in(now.rules) - opened)
            if _routing(document) != _routing(now.rules)
        ),
        *(_still_holds(names.get(key, key), now.held[key], key in closed) for key in left),
        *(
            _(
                "Nobody works in %(team)s, so nobody would see what it gets. Whoever looks after "
                "this system lets somebody in: manage.py staff add NAME --role caseworker "
                "--team %(key)s"
            )
            % {"team": names[key], "key": key}
            for key in sorted(walled_in(document) - now.staffed)
        ),
    ]


def _opened(document: Document, now: Standing) -> frozenset[str]:
    """Return the keys of others' walls that would be opened, or would be gone with their team."""
    named = teams_in(document) | teams_in(now.rules)
    return (now.walls - now.theirs - walled_in(document)) & named


def _built(document: Document, now: Standing) -> frozenset[str]:
    """Return the keys of teams of others that had no wall and would have one."""
    return (walled_in(document) & teams_in(now.rules)) - now.walls - now.theirs


def _routing(document: Document) -> tuple[Any, ...]:
    """Return what decides to which team something goes: the rules that say so, in their order."""
    first = next((team["key"] for team in document.get("teams", ())), "")
    rules = document.get("rules", ())
    return (
        first,
        document.get("triage", True),
        [(rule["when"], rule["then"]["team"]) for rule in rules if rule["then"].get("team")],
    )


def _still_holds(team: str, count: int, unsaid: bool) -> str:
    if unsaid:
        words = _("%(team)s has open requests. Close them or give them to another team.")
    else:
        words = ngettext(
            "%(team)s has %(count)d open request. Close it or give it to another team.",
            "%(team)s has %(count)d open requests. Close them or give them to another team.",
            count,
        )
    return words % {"team": team, "count": count}


def _names(document: Document) -> list[tuple[str, str]]:
    return [(team["key"], team["name"]) for team in document.get("teams", ())]
