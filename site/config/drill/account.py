"""The account: what became of every message, and whatever is wrong with that. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from config.drill.letters import Posted
from config.drill.orders import Seen
from hub import opening
from hub.opening import Period
from referrals_portal.messages import pacing
from referrals_portal.messages.catalogue import CATALOGUE, When
from referrals_portal.messages.machine import is_final
from referrals_portal.messages.reasons import Reason
from referrals_portal.models.outbox import MessageState

ARRIVED = frozenset({"delivered", "sent"})
NEVER_TAKEN_IN = frozenset({Reason.BAD_RECIPIENT, Reason.REFUSED, Reason.BROKEN, Reason.TOO_LATE})
NOT_ARRIVED = {
    "permanent-failure": Reason.NO_SUCH_CONTACT,
    "temporary-failure": Reason.NOT_REACHED,
    "technical-failure": Reason.TECHNICAL,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A message as our database has it. task: the reason of its open task, None without one."""

    uuid: UUID
    reference: str
    template: str
    channel: str
    state: str
    failure: str
    follows: UUID | None
    referral: UUID | None
    sealed: bool
    send_by: datetime
    task: str | None


@dataclass(slots=True)
class Account:
    """How many ended how, and one line for each thing that is wrong, which names no recipient."""

    ends: Counter[str]
    wrong: list[str]


def settle(
    posted: Sequence[Posted],
    rows: Iterable[Row],
    seen: Sequence[Seen],
    *,
    ended: Iterable[UUID],
    stopped: Mapping[UUID, datetime],
    hours: tuple[Period, ...],
    per_minute: int,
    astray: Callable[[datetime], timedelta] = lambda at: timedelta(),
) -> Account:
    """Return the account of all messages. ended: referrals that were finished meanwhile.

    stopped: those of which nothing may leave from a moment on, nor in another way. astray: by how
    much our own clock was wrong at a moment. We can keep to no other.
    """
    by_uuid = {row.uuid: row for row in rows}
    by_reference: dict[str, list[Seen]] = {}
    for each in seen:
        by_reference.setdefault(each.reference, []).append(each)
    account = Account(Counter(), [])
    missing = [each for each in posted if each.uuid not in by_uuid]
    account.wrong += [f"lost: {each.template} {each.uuid} has no row" for each in missing]
    ours = {row.reference for row in by_uuid.values()}
    account.wrong += [
        f"unknown: {ref} was sent and has no row" for ref in by_reference.keys() - ours
    ]
    followed = {row.follows for row in by_uuid.values() if row.follows}
    for row in by_uuid.values():
        taken = by_reference.get(row.reference, [])
        account.ends[f"{row.state} {row.failure}".strip()] += 1
        account.wrong += [
            f"{wrong}: {row.template} {row.channel} {row.uuid} is {row.state} {row.failure}"
            for wrong in _wrong_with(row, taken, row.uuid in followed, set(ended))
        ]
    account.wrong += [
        f"sent after they took it back: {row.template} {row.channel} {row.uuid}"
        for row in by_uuid.values()
        if row.referral and row.referral in stopped
        for each in by_reference.get(row.reference, [])
        if each.taken_at >= stopped[row.referral]
    ]
    account.wrong += _unsafe(posted, by_uuid, by_reference, hours, astray)
    on_time = [each.taken_at for each in seen if not astray(each.taken_at)]
    account.wrong += too_fast(on_time, per_minute)
    return account


def _wrong_with(row: Row, taken: list[Seen], followed: bool, ended: set[UUID]) -> Iterable[str]:
    """Yield what is wrong with one message; mostly nothing."""
    if len(taken) > 1:
        yield f"doubled ({len(taken)} times)"
    if not is_final(row.state, row.failure):
        yield "without an end"
        return
    if row.sealed:
        yield "recipient not erased"
    arrived = any(each.status in ARRIVED for each in taken)
    if row.state == MessageState.DELIVERED:
        if not arrived:
            yield "lost, and said to have arrived"
        if row.task is not None:
            yield "arrived, and there is a task"
    elif row.state == MessageState.WITHDRAWN:
        if taken:
            yield "withdrawn, and sent"
        if row.failure != Reason.OPTED_OUT and row.referral not in ended:
            yield "withdrawn for no reason"
    else:
        yield from _wrong_with_a_failure(row, taken, followed, arrived)


def _wrong_with_a_failure(
    row: Row, taken: list[Seen], followed: bool, arrived: bool
) -> Iterable[str]:
    if taken and (row.failure in NEVER_TAKEN_IN or row.state != MessageState.FAILED):
        yield "sent, and said not to be"
    if arrived:
        yield "arrived, and said not to have"
    if row.failure in NOT_ARRIVED.values() and row.failure not in {
        NOT_ARRIVED.get(each.status) for each in taken
    }:
        yield "another end than Notify's"
    if not row.failure:
        yield "ended without a reason"
    if row.referral and not followed and row.task != row.failure:
        yield "not arrived, and no task says why"
    if followed and row.task is not None:
        yield "goes another way, and there is a task"


def _unsafe(
    posted: Sequence[Posted],
    rows: Mapping[UUID, Row],
    taken: Mapping[str, list[Seen]],
    hours: tuple[Period, ...],
    astray: Callable[[datetime], timedelta],
) -> Iterable[str]:
    """Yield what was sent when it should not have been, or by a way that nobody allowed."""
    known = {each.uuid: each for each in posted}
    for row in rows.values():
        first = row
        while first.follows and first.follows in rows:
            first = rows[first.follows]
        letter = known.get(first.uuid)
        if letter is None:
            continue
        way = next((way for way in letter.ways if way.channel == row.channel), None)
        for each in taken.get(row.reference, []):
            at, what = (
                each.taken_at + astray(each.taken_at),
                f"{row.template} {row.channel} {row.uuid}",
            )
            if way is None:
                yield f"by a way that was not safe: {what}"
            elif way.times and not opening.is_open(way.times, at):
                yield f"outside safe times: {what} at {at:%a %H:%M}"
            if CATALOGUE[row.template].when is When.IN_HOURS and not opening.is_open(hours, at):
                yield f"outside the hub's hours: {what} at {at:%a %H:%M}"
            if at > row.send_by or (letter.until and at > letter.until):
                yield f"too late: {what} at {at:%a %H:%M}"


def too_fast(times: Sequence[datetime], per_minute: int) -> Iterable[str]:
    """Yield the first moment at which Notify's limit would have been passed.

    It is a bucket of a third of a minute's requests that fills at the minute's rate.
    """
    most = pacing.burst(per_minute)
    left, before = float(most), None
    for at in sorted(times):
        passed = (at - before).total_seconds() if before else 0.0
        left, before = min(left + passed * per_minute / 60, most) - 1, at
        if left < 0:
            yield f"too fast: more than {per_minute} a minute at {at:%a %H:%M:%S}"
            return
