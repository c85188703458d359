"""What the person sends later, by their way back or in answer to an offer: the form keeps it, the
worker carries it out.

The worker reads nothing of it, and does only what the form process signed. What it writes tells
the hour and no more, because it works within a second of somebody at a keyboard.
"""

import json
import logging
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from core.rounding import to_the_hour
from hub.snapshot import current_hub
from referrals_portal import sealing
from referrals_portal.actions import answering, opting_out
from referrals_portal.actions.calling_back import call_back_all, leave_to_staff
from referrals_portal.actions.recording import record
from referrals_portal.actions.telling import Standing, tell_all
from referrals_portal.messages.catalogue import OFFER, TO_PERSON
from referrals_portal.messages.reasons import Reason
from referrals_portal.messages.sending import pace
from referrals_portal.models import Clock, FollowUp, OutboxMessage, Referral
from referrals_portal.models.event import Kind
from referrals_portal.models.outbox import MessageState
from referrals_portal.models.referral import FINISHED, Status
from referrals_portal.safe_contact import SafeContact, promise_due

PLACE = "follow_up"
MANDATE = "follow_up_mandate"

log = logging.getLogger("front_door.following")


def send_back(
    *,
    uuid: UUID,
    referral: UUID,
    compartment: str,
    kind: str,
    answers: dict[str, dict[str, Any]],
    at: datetime,
    by: None = None,
) -> None:
    """Seal, sign and insert what the person asks for.

    ``answers`` are those of the journey's steps about contact. By when they must now be reached
    is worked out here, because nobody reads them again before staff do. Must run in the caller's
    transaction, which sees to it that nothing is sent twice. Raises `KeysMissing` rather than
    store anything unsealed.
    """
    # The hub's promise runs anew from that hour; what is safe may follow a yes, or not.
    accepted, changed = kind == FollowUp.Kind.ACCEPTED, kind == FollowUp.Kind.SAFE_CHANGED
    safe = SafeContact(unasked=True) if accepted else SafeContact.from_answers(answers)
    row = FollowUp(
        uuid=uuid,
        referral=referral,
        kind=kind,
        compartment=compartment,
        received_at=to_the_hour(at),
        due_at=promise_due(safe, current_hub(), at) if changed or accepted else None,
        nothing_safe=changed and safe.nothing_is_safe,
    )
    place = sealing.Place(PLACE, uuid, compartment)
    # Two may come in one hour, and the later one holds: the exact moment is inside.
    content = row.in_clear | {"sent_at": at.astimezone(UTC).isoformat(), "answers": answers}
    sealed = sealing.seal(content, place)
    for name, value in asdict(sealed).items():
        setattr(row, name, value)
    row.signature = sealing.sign(sealed.sealed, place)
    row.mandate = sign_mandate(row)
    row.save(force_insert=True)


def sign_mandate(row: FollowUp) -> bytes:
    """Sign what a row says in clear; raise `KeysMissing` if this process has no such key."""
    return sealing.sign(*_mandate(row))


def _mandate(row: FollowUp) -> tuple[bytes, sealing.Place]:
    said = json.dumps(row.in_clear, sort_keys=True).encode()
    return said, sealing.Place(MANDATE, row.pk, row.compartment)


def carry_out_next(at: datetime) -> int:
    """Carry out all that people asked for and is not done yet; return how much was done.

    Each is a transaction of its own. What the form process did not sign is refused, and staff see
    that. A request that is taken back is withdrawn at once, unless a senior member of staff has
    still to look: then it only stays open for them, and nobody contacts anybody. So is one of
    whoever says never to an offer; what other answers mean is in `answering`. A change of what
    is safe sets by when the first contact is due, where there was none; never later than it was.
    Messages go either way: they were for what is no longer known to be safe. Later and never, said
    by a code after somebody has spoken with them, are for staff to ask about. One that is just
    being sent cannot be called back, so what was asked for is only done with when that is over, and
    cannot be queued again; until then it counts as not done, and is tried again. Raises
    `KeysMissing` when all has been done for which no key is missing: what one needs the others may
    not, but of what one person sent nothing overtakes.
    """
    waiting = FollowUp.objects.filter(applied_at__isnull=True)
    # Of two in one hour nobody here knows the order: better that somebody looks for nothing.
    waiting = waiting.order_by("received_at", "-nothing_safe")
    columns = (
        "uuid", "referral", "kind", "compartment", "received_at", "due_at", "nothing_safe",
        "mandate",
    )  # fmt: skip
    done, missing, stuck = 0, None, set()
    for uuid, referral in list(waiting.values_list("uuid", "referral")):
        if referral in stuck:
            continue
        try:
            with transaction.atomic():
                rows = FollowUp.objects.filter(pk=uuid, applied_at__isnull=True).only(*columns)
                if connection.features.has_select_for_update_skip_locked:
                    rows = rows.select_for_update(skip_locked=True)
                row = rows.first()
                done += bool(row and _carry_out(row, at))
        except sealing.KeysMissing as error:
            missing = error
            stuck.add(referral)
    if missing:
        pace.note_missing(at)
        raise missing
    return done


def _carry_out(row: FollowUp, at: datetime) -> bool:
    said, place = _mandate(row)
    if not sealing.is_ours(said, place, bytes(row.mandate)):
        log.error("something that nobody is known to have asked for was not carried out")
        FollowUp.objects.filter(pk=row.pk).update(applied_at=to_the_hour(at), refused=True)
        Referral.objects.filter(pk=row.referral).update(version=F("version") + 1)
        return True
    if row.kind == FollowUp.Kind.NEVER:
        opting_out.never(row.referral, row.received_at)
    # A colleague who is writing to them, or speaks with them, at this moment is waited for.
    Referral.objects.select_for_update().only("uuid").filter(pk=row.referral).first()
    if row.kind in (FollowUp.Kind.NEVER, FollowUp.Kind.LATER) and _is_met(row):
        # Whoever found the code may have answered it.
        FollowUp.objects.filter(pk=row.pk).update(applied_at=to_the_hour(at))
        answering.ask_them(row)
        return True
    if row.kind in (FollowUp.Kind.WITHDRAWN, FollowUp.Kind.NEVER):
        _withdraw(row)
    if not _call_back_messages(row):
        return False
    FollowUp.objects.filter(pk=row.pk).update(applied_at=to_the_hour(at))
    if row.kind in answering.ANSWERS:
        answering.apply(row)
    elif row.kind == FollowUp.Kind.SAFE_CHANGED:
        changed = Referral.objects.filter(pk=row.referral)
        _set_due(changed, row)
        changed.update(version=F("version") + 1)
        record(referral=row.referral, kind=Kind.SAFE_CHANGED, at=row.received_at)
    elif _open(row).update(version=F("version") + 1):
        record(referral=row.referral, kind=Kind.ASKED_BACK, at=row.received_at)
        tell_all(row.referral, Standing.WITHDRAWN)
    return True


def _set_due(referral: QuerySet[Referral], row: FollowUp) -> None:
    """Let staff look in time: never later than they had to, nor than anything that is promised.

    What could not be done before has as long again from the change. Whoever opens it next settles
    when that is safe: nobody here can read their times.
    """
    if row.nothing_safe:
        referral.update(due_at=None)
        return
    dues: list[datetime] = []
    if referral.filter(due_at__isnull=True).exists():
        running = Clock.objects.not_met().filter(referral=row.referral, started_at__isnull=False)
        clocks = running.order_by().values_list("started_at", "due_at")
        dues = [row.received_at + (due - started) for started, due in clocks]
    if row.due_at and referral.filter(first_contact_at__isnull=True).exists():
        dues.append(row.due_at)
    if dues:
        later = Q(due_at__isnull=True) | Q(due_at__gt=min(dues))
        referral.filter(later).update(due_at=min(dues))


def _open(row: FollowUp) -> QuerySet[Referral]:
    return Referral.objects.filter(pk=row.referral).exclude(status__in=FINISHED)  # type: ignore[no-any-return]


def _withdraw(row: FollowUp) -> None:
    """Withdraw it, unless a senior has still to look: they may have been made to take it back."""
    open_ = _open(row).filter(senior_by__isnull=True)
    status = open_.values_list("status", flat=True).first()
    if not status:
        return
    # Whoever moved it in between only moved it; the person's word stands.
    if open_.update(status=Status.WITHDRAWN, version=F("version") + 1):
        detail = f"{status}>{Status.WITHDRAWN}"
        record(referral=row.referral, kind=Kind.WITHDRAWN, at=row.received_at, detail=detail)
        tell_all(row.referral, Standing.WITHDRAWN)


def _is_met(row: FollowUp) -> bool:
    met = Referral.objects.filter(pk=row.referral, first_contact_at__isnull=False)
    return met.exclude(status__in=FINISHED).exists()


def _call_back_messages(row: FollowUp) -> bool:
    """Withdraw what has not left; return whether nothing can leave any more.

    Nor does anything go in the place of what has left and does not arrive. Where only what is safe
    was changed, staff write again what they had written; after a yes all but the offer stays.
    """
    never, yes = row.kind == FollowUp.Kind.NEVER, row.kind == FollowUp.Kind.ACCEPTED
    in_hand = OutboxMessage.objects.filter(referral=row.referral, state=MessageState.ATTEMPTING)
    if row.kind == FollowUp.Kind.SAFE_CHANGED:
        leave_to_staff(row.referral, row.received_at, because="safe-changed")
        return not in_hand.filter(template__in=TO_PERSON).exists()
    only = {"template": OFFER} if yes else {}
    reason = Reason.OPTED_OUT if never else ""
    call_back_all(row.referral, because="the person asked", reason=reason, **only)
    letters = {} if never else {"template": OFFER}
    opting_out.take_back_letters(row.referral, row.received_at, **letters)
    return not in_hand.filter(**only).exists()
