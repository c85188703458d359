"""Sending what is due: open one envelope, see if it may leave now, and try once."""

import random
import time
from collections.abc import Callable
from datetime import datetime

from hub.snapshot import current_hub
from referrals_portal.messages import machine, moving, tally
from referrals_portal.messages.carrier import Answer, Carrier, Letter
from referrals_portal.messages.catalogue import CATALOGUE, Message
from referrals_portal.messages.envelope import Envelope, may_leave
from referrals_portal.messages.machine import Move, Outcome
from referrals_portal.messages.pacing import ANSWERED, FAULTS
from referrals_portal.messages.sending import opting_out, pace
from referrals_portal.messages.sending.carriers import carrier
from referrals_portal.messages.sending.claiming import IN_HAND, Claim, claim
from referrals_portal.messages.sending.finishing import finish, opened
from referrals_portal.models import OutboxMessage, Referral
from referrals_portal.models.outbox import MessageState
from referrals_portal.models.referral import FINISHED
from referrals_portal.sealing.opening import CannotOpen, KeysMissing, daily_digest


def send_next(at: datetime, jitter: Callable[[], float] = random.random) -> int:
    """Deal with the messages that have been due longest; return how many there were."""
    by = carrier()
    started = time.monotonic()
    claims = claim(by, at)
    went_well = False
    for number, held in enumerate(claims):
        if time.monotonic() - started > IN_HAND.total_seconds():
            _give_back(claims[number:], at)
            break
        outcome = _try(held, by, at, jitter)
        if outcome in FAULTS:
            if pace.note_fault(outcome, by, held.row.channel, at, jitter):
                _give_back(claims[number + 1 :], at)
                return len(claims)
            went_well = False
        elif outcome in ANSWERED and not went_well:
            went_well = True
            pace.note_success(by, at)
    return len(claims)


def _try(held: Claim, by: Carrier, at: datetime, jitter: Callable[[], float]) -> Outcome:
    """Try once, write down how it ended, and return what that says of the carrier."""
    row = held.row
    answer = by.find(row.reference) if held.in_doubt else deliver(row, by, at)
    settle(row, answer, at, jitter())
    return answer.fault or answer.outcome


def _give_back(claims: list[Claim], at: datetime) -> None:
    """Queue again what was claimed and not tried; what is in doubt stays so."""
    for held in claims:
        if not held.in_doubt:
            moving.make(held.row, Move(MessageState.QUEUED, at, counted=False), because="not-tried")


def deliver(row: OutboxMessage, by: Carrier, at: datetime) -> Answer:
    """Open a claimed message and try once to send it, if that is safe now and allowed at all."""
    # Others of the same claim were sent since: this one may have been called back meanwhile.
    row.recipient = _as_it_stands(row)
    if not row.recipient:
        return Answer(Outcome.CALLED_BACK)
    try:
        envelope = opened(row)
        refused = _refusal(row, envelope, at)
    except KeysMissing:
        return Answer(Outcome.NOT_READY)
    except CannotOpen:
        return Answer(Outcome.UNREADABLE)
    if refused:
        return Answer(refused)
    letter = Letter(
        template=row.template,
        channel=row.channel,
        reference=row.reference,
        language=envelope.language,
        to=envelope.way.to,
        personalisation=dict(envelope.personalisation),
    )
    return by.send(letter)


def _as_it_stands(row: OutboxMessage) -> bytes:
    """Return a claimed message's envelope as the database has it now; empty if it is to stay."""
    # Two plain questions are quicker here than the one of a claim; there are ten a claim.
    if row.referral and Referral.objects.filter(pk=row.referral, status__in=FINISHED).exists():
        return b""
    found = OutboxMessage.objects.filter(pk=row.pk).values_list("recipient", flat=True)
    return bytes(next(iter(found), b""))


def _refusal(row: OutboxMessage, envelope: Envelope, at: datetime) -> Outcome | None:
    """Return why a message may not leave, or not now; None where it may."""
    message = CATALOGUE[row.template]
    if envelope.unasked and opting_out.said_never(envelope.ways):
        return Outcome.OPTED_OUT
    over = envelope.until is not None and envelope.until <= at
    if over or not may_leave(envelope.way, message.when, current_hub().hours, at):
        return Outcome.NOT_NOW
    if not _admitted(row, message, envelope.way.to, at):
        return Outcome.TOO_MANY
    return None


def _admitted(row: OutboxMessage, message: Message, to: str, at: datetime) -> bool:
    """Count a message, if there is a limit for it, and tell whether it is within that."""
    if not (message.anyone or message.once_a_day):
        return True
    day, spelling = tally.day_of(at), tally.one_spelling(row.channel, to)
    me = daily_digest(row.reference, day)
    if message.once_a_day:
        them = daily_digest(f"{row.template}|{spelling}", day)
        return tally.is_first(day, message=me, recipient=them)
    them = daily_digest(spelling, day)
    return tally.admit(day, row.channel, message=me, recipient=them)


def settle(row: OutboxMessage, answer: Answer, at: datetime, jitter: float) -> bool:
    """Write down how a try ended; return False if a receipt or another worker was quicker."""
    move = machine.after(answer.outcome, row.attempts, at, jitter)
    return finish(
        row, move, at, because=answer.outcome.value, notification_id=answer.notification_id
    )
