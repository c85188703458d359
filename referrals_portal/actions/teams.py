"""Which team holds a referral. The hub's rules give it to one; staff may give it to another."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import IntakeRole
from accounts.permissions import staffed_teams
from hub.rules import Team
from hub.snapshot import current_hub
from hub.versions import under
from referrals_portal.actions import clocks
from referrals_portal.actions.changing import ChangedMeanwhile, NotAllowed, as_it_stands, change
from referrals_portal.actions.recording import record
from referrals_portal.models import Referral
from referrals_portal.models.event import Kind
from referrals_portal.safe_contact import SafeContact
from referrals_portal.triage import Facts


@transaction.atomic
def give_to_team(
    *, referral: Referral, to: str, facts: Facts, safe: SafeContact, by: Any, at: datetime,
    expected_version: int,
) -> None:  # fmt: skip
    """Give it to another team of the hub; whoever had taken it gives it back.

    What is promised by that team runs in place of what is not kept, from when they came, by the
    version of the rules that decided about them, or by those in force where the team is newer.
    facts, safe: as whoever opened the referral read them. Raises `ChangedMeanwhile`, and
    `NotAllowed` if it is finished, or for a team that is not one of `teams_for` it.
    """
    now, hub = as_it_stands(referral), current_hub()
    if now.version != expected_version:
        raise ChangedMeanwhile(now)
    if not now.is_open or to not in {team.key for team in teams_for(now)}:
        raise NotAllowed(f"{now.team} to {to}")
    now.team = to
    then = under(hub, now.goes_by)
    if to not in {team.key for team in then.rules.teams}:
        then = hub
    clocks.replace(now, facts, then, at)
    now.clocks_version = then.rules_version
    change(
        referral, expected_version, team=to, assignee=None, clocks_version=then.rules_version,
        due_at=clocks.next_due(now, safe, hub),
    )  # fmt: skip
    record(referral=referral.pk, kind=Kind.TEAM_CHANGED, at=at, by=by, detail=to)


def teams_for(referral: Referral) -> list[Team]:
    """Return the other teams that could have it: of those that are walled, where somebody works.

    That is a manager, where only managers may see it or close it.
    """
    for_managers = referral.is_restricted or referral.senior_by is not None
    staffed = staffed_teams(IntakeRole.Role.MANAGER if for_managers else "")
    return [
        team
        for team in current_hub().rules.teams
        if team.key != referral.team and (not team.walled or team.key in staffed)
    ]
