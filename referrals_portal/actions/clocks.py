"""The clocks of a referral: begun, started, stopped, and worked out again.

Their due times are kept as the rules of the day decided, and change only by `work_out_again`.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.permissions import user_is_manager
from hub.snapshot import HubFacts, current_hub
from referrals_portal.actions.changing import NotAllowed, as_it_stands, change
from referrals_portal.actions.recording import record
from referrals_portal.models import Clock, Referral
from referrals_portal.models.event import Kind
from referrals_portal.safe_contact import SafeContact, standard_due
from referrals_portal.triage import Due, Facts
from referrals_portal.triage.clock import due_at
from referrals_portal.triage.decide import standards_for
from referrals_portal.triage.standards import Contact, Kept, keeps


def begin(referral: UUID, standards: Iterable[Due], rules_version: int) -> None:
    """Insert the clocks that a decision asks for, in the caller's transaction."""
    Clock.objects.bulk_create(
        Clock(
            referral_id=referral,
            what=due.what,
            channel=due.channel or "",
            either=due.either,
            starts=due.starts,
            unit=due.unit,
            number=due.number,
            started_at=due.started_at,
            due_at=due.due_at,
            rules_version=rules_version,
        )
        for due in standards
    )


def start(referral: Referral, starts: str, at: datetime, hub: HubFacts) -> None:
    """Start the clocks that wait for something, now that it has happened."""
    for clock in _open(referral).filter(starts=starts, started_at__isnull=True):
        due = due_at(clock.number, clock.unit, at, hub.hours)
        Clock.objects.filter(pk=clock.pk).update(started_at=at, due_at=due)


def stop(referral: Referral, contact: Contact) -> None:
    """Stop every running clock that a contact keeps.

    Where a standard asks for one of several channels, the others are kept with it.
    """
    running = list(_open(referral).filter(started_at__isnull=False))
    kept = {clock.pk: keeps(clock.what, clock.channel, contact) for clock in running}
    for clock in running:
        by = kept[clock.pk] or next(
            (Kept() for other in running if kept[other.pk] and _are_either(clock, other)), None
        )
        if by:
            Clock.objects.filter(pk=clock.pk).update(met_at=contact.at, instead=by.instead)


def _are_either(one: Clock, other: Clock) -> bool:
    names = ("either", "what", "starts", "unit", "number")
    return one.either and all(getattr(one, name) == getattr(other, name) for name in names)


def next_due(referral: Referral, safe: SafeContact | None, hub: HubFacts) -> datetime | None:
    """Return by when the next of its promises must be kept safely; None where none is running.

    safe: what they allowed; None where that is not known.
    """
    dues = (
        standard_due(safe, hub, started, due) if safe else due
        for started, due in _open(referral).values_list("started_at", "due_at")
        if started
    )
    return min((due for due in dues if due), default=None)


def replace(
    referral: Referral, facts: Facts, hub: HubFacts, at: datetime, *, anew: bool = False
) -> None:
    """Let clocks of the rules in force run in the place of those that are not met.

    They start when the facts say. ``anew``: also in the place of those that were met.
    """
    met = set() if anew else set(_met(referral).values_list("what", "channel", "starts"))
    _open(referral).update(superseded_at=at)
    team = hub.rules.team(referral.team)
    found = standards_for(hub, facts, referral.priority, team)
    wanted = [due for due in found if (due.what, due.channel or "", due.starts) not in met]
    begin(referral.pk, wanted, hub.rules_version)


@transaction.atomic
def work_out_again(
    *, referral: Referral, facts: Facts, safe: SafeContact, by: Any, at: datetime,
    expected_version: int,
) -> None:  # fmt: skip
    """Work out anew, by the rules in force, by when what was promised and not yet kept is due.

    facts: as whoever opened the referral read them. Raises `ChangedMeanwhile`, and `NotAllowed`
    for anyone but a manager, or if it is finished.
    """
    now, hub = as_it_stands(referral), current_hub()
    if now.version == expected_version and not (now.is_open and user_is_manager(by)):
        raise NotAllowed("no manager, or finished")
    replace(now, facts, hub, at)
    change(referral, expected_version, due_at=next_due(now, safe, hub))
    detail = f"{now.rules_version}>{hub.rules_version}"
    record(referral=now.pk, kind=Kind.WORKED_OUT_AGAIN, at=at, by=by, detail=detail)


def _open(referral: Referral) -> QuerySet[Clock]:
    return Clock.objects.filter(referral=referral, met_at__isnull=True, superseded_at__isnull=True)


def _met(referral: Referral) -> QuerySet[Clock]:
    return Clock.objects.filter(referral=referral, met_at__isnull=False)
