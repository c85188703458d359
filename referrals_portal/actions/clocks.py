"""The clocks of a referral: begun, started, stopped, and worked out again.

Their due times are kept as the rules of the day decided, and change only by an action that leaves
an event. By when the next thing must be done *safely* follows from them, and from what is safe.
"""

from collections.abc import Iterable
from dataclasses import replace as with_values
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.permissions import user_is_manager
from core.rounding import to_the_hour
from hub.snapshot import HubFacts, current_hub
from hub.versions import under
from referrals_portal.actions.changing import ChangedMeanwhile, NotAllowed, as_it_stands, change
from referrals_portal.actions.recording import record
from referrals_portal.models import Clock, Event, FollowUp, Referral
from referrals_portal.models.clock import ClockQuerySet
from referrals_portal.models.event import Kind
from referrals_portal.safe_contact import SafeContact, promise_due, standard_due
from referrals_portal.triage import Due, Facts
from referrals_portal.triage.clock import due_at
from referrals_portal.triage.decide import standards_for
from referrals_portal.triage.promising import promised_by
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


def start(
    referral: Referral, starts: str, at: datetime, hub: HubFacts, *, again: bool = False
) -> bool:
    """Start the clocks that wait for something, now that it has happened; tell if any did.

    ``again``: also those that were started by it at another moment, which was wrong. Reads of
    them only what the worker may.
    """
    clocks = _open(referral).filter(starts=starts).only("pk", "number", "unit")
    waiting = list(clocks if again else clocks.filter(started_at__isnull=True))
    for clock in waiting:
        due = due_at(clock.number, clock.unit, at, hub.hours)
        Clock.objects.filter(pk=clock.pk).update(started_at=at, due_at=due)
    return bool(waiting)


def stop(referral: Referral, contact: Contact) -> list[tuple[Clock, Kept]]:
    """Stop every running clock that a contact keeps; return those, each with how it was kept.

    Where a standard asks for one of several channels, the others are kept with it.
    """
    running = list(_open(referral).filter(started_at__isnull=False))
    by = {clock.pk: keeps(clock.what, clock.channel, contact) for clock in running}
    kept = [
        (clock, how)
        for clock in running
        if (
            how := by[clock.pk]
            or next((Kept() for other in running if by[other.pk] and _either(clock, other)), None)
        )
    ]
    Clock.objects.filter(pk__in=[clock.pk for clock, _ in kept]).update(met_at=contact.at)
    return kept


def _either(one: Clock, other: Clock) -> bool:
    names = ("either", "what", "starts", "unit", "number")
    return one.either and all(getattr(one, name) == getattr(other, name) for name in names)


def next_due(referral: Referral, safe: SafeContact | None, hub: HubFacts) -> datetime | None:
    """Return by when the next thing must be done safely; None where nothing is running, or safe.

    Of its running clocks the first; until somebody has spoken with them, never later than the
    promise to everybody. safe: what they allow, None where that is not known. What fell due while
    nothing was safe could not be done, and has as long again from when something was.
    """
    asked, changed = came_at(referral), _changed_at(referral)
    since = max(asked, changed) if changed else asked
    dues: list[datetime | None] = []
    for clock in _open(referral).filter(started_at__isnull=False):
        due = clock.due_at
        if safe and safe.unsafe and safe.unsafe[0] <= due < safe.unsafe[1]:
            due = due_at(clock.number, clock.unit, safe.unsafe[1], hub.hours)
        from_then = max(clock.started_at, changed or clock.started_at)
        dues.append(standard_due(safe, hub, from_then, due) if safe else due)
    if referral.first_contact_at is None:
        then = under(hub, referral.goes_by)
        dues.append(promise_due(safe, then, since) if safe else promised_by(then, since))
    return min((due for due in dues if due), default=None)


def came_at(referral: Referral) -> datetime:
    """Return when it came, or last came back, as the hour of that."""
    again = Event.objects.filter(referral=referral.pk, kind=Kind.REOPENED).order_by("at").last()
    return to_the_hour(again.at) if again else referral.received_at


def _changed_at(referral: Referral) -> datetime | None:
    """Return the hour at which they last changed what is safe; None if they did not."""
    changes = FollowUp.objects.filter(
        referral=referral.pk, kind=FollowUp.Kind.SAFE_CHANGED, applied_at__isnull=False,
        refused=False,
    )  # fmt: skip
    moment: datetime | None = (
        changes.order_by("received_at").values_list("received_at", flat=True).last()
    )
    return moment


def replace(referral: Referral, facts: Facts, hub: HubFacts, at: datetime) -> None:
    """Let clocks of a hub's rules run in the place of those that are not met.

    They start when the facts say, or when the clocks before them were started. What was done
    counts, also where the new rules name no channel, or the old ones named none.
    """
    clocks, team = list(_current(referral)), hub.rules.team(referral.team)
    facts = with_values(facts, **_started(referral, facts))
    standards = standards_for(hub, facts, referral.priority, team)
    _open(referral).update(superseded_at=at)
    begin(
        referral.pk,
        [due for due in standards if not _is_done(due, clocks, referral)],
        hub.rules_version,
    )


def begin_anew(referral: Referral, facts: Facts | None, hub: HubFacts, at: datetime) -> None:
    """Let all its clocks run from the beginning, also what was met; none where facts are unknown.

    What was met stays on record as met, and what had happened has happened: those clocks start now.
    """
    _current(referral).update(superseded_at=at)
    if facts:
        team = hub.rules.team(referral.team)
        now: dict[str, Any] = dict.fromkeys(_started(referral, facts), facts.received_at)
        facts = with_values(facts, **now)
        begin(referral.pk, standards_for(hub, facts, referral.priority, team), hub.rules_version)


def _started(referral: Referral, facts: Facts) -> dict[str, Any]:
    """Return what facts do not say of when clocks start, as any clock of it was started."""
    every = Clock.objects.filter(referral=referral, started_at__isnull=False).order_by("started_at")
    return {f"{each.starts}_at": each.started_at for each in every if not facts.starts(each.starts)}


def _is_done(due: Due, clocks: list[Clock], referral: Referral) -> bool:
    channel = due.channel or ""
    alike = [
        each for each in clocks if each.what == due.what and _same(each.channel, channel)
    ]  # fmt: skip
    waits = any(
        each.met_at is None and (each.channel, each.starts) == (channel, due.starts)
        for each in alike
    )
    met, starts = referral.first_contact_at, due.started_at
    spoken = met is not None and (
        due.what == "first_contact" or not (channel or starts is None or met < starts)
    )
    return not waits and (spoken or any(each.met_at for each in alike))


def _same(one: str, other: str) -> bool:
    return one == other or "" in (one, other)


@transaction.atomic
def work_out_again(
    *, referral: Referral, facts: Facts, safe: SafeContact, by: Any, at: datetime,
    expected_version: int,
) -> None:  # fmt: skip
    """Work out anew, by the rules in force, by when what was promised and not yet kept is due.

    facts: as whoever opened the referral read them, from `came_at`. Raises `ChangedMeanwhile`,
    and `NotAllowed` for anyone but a manager, or if it is finished.
    """
    now, hub = as_it_stands(referral), current_hub()
    if now.version != expected_version:
        raise ChangedMeanwhile(now)
    if not (now.is_open and user_is_manager(by)):
        raise NotAllowed("no manager, or finished")
    detail = f"{now.goes_by}>{hub.rules_version}"
    replace(now, facts, hub, at)
    now.clocks_version = hub.rules_version
    due = next_due(now, safe, hub)
    change(referral, expected_version, due_at=due, clocks_version=hub.rules_version)
    record(referral=now.pk, kind=Kind.WORKED_OUT_AGAIN, at=at, by=by, detail=detail)


@transaction.atomic
def crime_recorded(
    *, referral: Referral, recorded_at: datetime, safe: SafeContact, by: Any, at: datetime,
    expected_version: int,
) -> None:  # fmt: skip
    """Start the clocks that wait for the police to have recorded the crime, from that hour.

    Said again, it corrects what is not kept yet. Raises `ChangedMeanwhile`; `NotAllowed` if it is
    finished or no clock waits for that; and `ValueError` for a moment that has not been yet.
    """
    if recorded_at > at:
        raise ValueError("a crime is not recorded in the future")
    now, hub = as_it_stands(referral), current_hub()
    if now.version != expected_version:
        raise ChangedMeanwhile(now)
    hour = to_the_hour(recorded_at)
    if not (now.is_open and start(now, "crime_recorded", hub=hub, at=hour, again=True)):
        raise NotAllowed("finished, or nothing waits for it")
    change(referral, expected_version, due_at=next_due(now, safe, hub))
    record(referral=now.pk, kind=Kind.CRIME_RECORDED, at=at, by=by)


@transaction.atomic
def settle(*, referral: Referral, safe: SafeContact, by: Any, at: datetime) -> None:
    """After they changed what is safe, let the due time be one that is safe now.

    For whoever opened the referral: nobody else can read what is safe. Their own word is the
    event, so this leaves none, and nobody's page is out of date by it.
    """
    due = next_due(referral, safe, current_hub())
    if due != referral.due_at:
        Referral.objects.filter(pk=referral.pk, version=referral.version).update(due_at=due)
        referral.due_at = due


def _current(referral: Referral) -> ClockQuerySet:
    return Clock.objects.current().filter(referral=referral)  # type: ignore[no-any-return]


def _open(referral: Referral) -> ClockQuerySet:
    return _current(referral).not_met()
