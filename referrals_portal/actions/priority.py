"""The priority. The hub's rules suggest it when a referral arrives; a member of staff decides.

Enhanced entitlement (Victims' Code) is theirs to confirm, and never shown to the person.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from hub.snapshot import current_hub
from hub.versions import under
from referrals_portal.actions import clocks
from referrals_portal.actions.changing import ChangedMeanwhile, NotAllowed, as_it_stands, change
from referrals_portal.actions.recording import record
from referrals_portal.models import Event, Referral
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import Priority
from referrals_portal.safe_contact import SafeContact
from referrals_portal.triage import Facts

DECIDED = (Kind.PRIORITY_CHANGED, Kind.PRIORITY_CONFIRMED)
"""What says that a member of staff has decided."""


@transaction.atomic
def set_priority(
    *, referral: Referral, to: str, facts: Facts | None = None, safe: SafeContact | None = None,
    by: Any, at: datetime, expected_version: int,
) -> None:  # fmt: skip
    """Set another priority; what is promised to whoever has it runs in place of what is not kept.

    It runs from when they came, by the version of the rules that decided about them. facts, safe:
    as whoever opened the referral read them; None where it does not open, and then the clocks
    stay as they are.

    Raises `ChangedMeanwhile` if the referral is no longer the version that ``by`` saw, and
    `NotAllowed` if it is finished, has that priority already, or there is none of that name.
    """
    now = as_it_stands(referral)
    if now.version != expected_version:
        raise ChangedMeanwhile(now)
    if to not in Priority or to == now.priority or not now.is_open:
        raise NotAllowed(f"{now.priority} to {to}")
    detail, columns = f"{now.priority}>{to}", {}
    if facts:
        hub, now.priority = current_hub(), to
        clocks.replace(now, facts, under(hub, now.goes_by), at)
        columns["due_at"] = clocks.next_due(now, safe, hub)
    change(referral, expected_version, priority=to, **columns)
    record(referral=referral.pk, kind=Kind.PRIORITY_CHANGED, at=at, by=by, detail=detail)


@transaction.atomic
def confirm_priority(*, referral: Referral, by: Any, at: datetime, expected_version: int) -> None:
    """Write down that a member of staff agrees with what the rules suggested.

    Raises `ChangedMeanwhile`, and `NotAllowed` if it is finished or somebody has decided already.
    """
    now = as_it_stands(referral)
    if now.version != expected_version:
        raise ChangedMeanwhile(now)
    if not now.is_open or is_decided(now):
        raise NotAllowed("finished, or decided")
    change(referral, expected_version)
    record(referral=referral.pk, kind=Kind.PRIORITY_CONFIRMED, at=at, by=by, detail=now.priority)


def is_decided(referral: Referral) -> bool:
    """Tell whether a member of staff has confirmed or changed the priority."""
    return Event.objects.filter(referral=referral.pk, kind__in=DECIDED).exists()
