"""What somebody answers to our offer: yes, later or never. The worker carries it out, unread.

They may change their mind at any time, by the same code: the newest word holds, but never stays
never for all that they do not ask for.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from hub.snapshot import current_hub
from referrals_portal.actions import clocks
from referrals_portal.actions.recording import record
from referrals_portal.messages.catalogue import OFFER
from referrals_portal.models import Clock, FollowUp, Referral, Task
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import FINISHED, Status

STARTS = "offer_accepted"
ANSWERS = {
    FollowUp.Kind.ACCEPTED: Kind.OFFER_ACCEPTED,
    FollowUp.Kind.LATER: Kind.OFFER_LATER,
    FollowUp.Kind.NEVER: Kind.OPTED_OUT,
}
"""What each leaves in the list of what was done."""
_CAN_WAIT = (Status.NEW, Status.IN_TRIAGE, Status.CONTACT_DUE)
_COMES_BACK = (*FINISHED, Status.WAITING)


def apply(row: FollowUp) -> None:
    """Carry out what an answer means for the referral, and write it down."""
    if row.kind == FollowUp.Kind.ACCEPTED:
        _accept(row)
    elif row.kind == FollowUp.Kind.LATER:
        _wait(row)
    Referral.objects.filter(pk=row.referral).update(version=F("version") + 1)
    record(referral=row.referral, kind=ANSWERS[FollowUp.Kind(row.kind)], at=row.received_at)


def ask_them(row: FollowUp) -> None:
    """Change nothing of what was agreed with somebody whom we know; ask staff to ask them."""
    ask = Task.objects.filter(referral=row.referral, kind=Task.Kind.ASK, done_at__isnull=True)
    if not ask.only("kind").exists():
        told = {"referral": row.referral, "kind": Task.Kind.ASK, "template": OFFER, "channel": ""}
        Task(**told, made_at=row.received_at).save(force_insert=True)
    Referral.objects.filter(pk=row.referral).update(version=F("version") + 1)
    record(referral=row.referral, kind=Kind.CODE_ANSWERED, at=row.received_at, detail=row.kind)


def _accept(row: FollowUp) -> None:
    """Start the clocks that wait for it, and let somebody look; also where it was finished.

    Their due times are those that the rules of the day gave: a length from now, in the hub's
    hours. It is due by the first of them, and never later than what is promised to everybody.
    """
    referral = Referral(pk=row.referral)
    clocks.start(referral, STARTS, row.received_at, current_hub())
    rows = Referral.objects.filter(pk=row.referral)
    status = rows.values_list("status", flat=True).first()
    dues = [*_running(row.referral), *([row.due_at] if row.due_at else [])]
    if status not in FINISHED and status != Status.WAITING:
        dues += [due for due in rows.values_list("due_at", flat=True) if due]
    rows.update(due_at=min(dues, default=None))
    if status in _COMES_BACK:
        rows.update(status=Status.IN_TRIAGE)
        kind = Kind.REOPENED if status in FINISHED else Kind.STATUS_CHANGED
        detail = f"{status}>{Status.IN_TRIAGE}"
        record(referral=row.referral, kind=kind, at=row.received_at, detail=detail)


def _running(referral: UUID) -> list[datetime]:
    clocks_of_it = Clock.objects.not_met().filter(referral=referral, starts=STARTS)
    return list(clocks_of_it.filter(due_at__isnull=False).values_list("due_at", flat=True))


def _wait(row: FollowUp) -> None:
    """Let it wait: nothing is due to somebody who said not now, until they come back.

    What a senior has still to look at, and what is further already, stays as it is.
    """
    rows = Referral.objects.filter(pk=row.referral, senior_by__isnull=True, status__in=_CAN_WAIT)
    status = rows.values_list("status", flat=True).first()
    if status and rows.update(status=Status.WAITING, due_at=None):
        detail = f"{status}>{Status.WAITING}"
        record(referral=row.referral, kind=Kind.STATUS_CHANGED, at=row.received_at, detail=detail)
