"""What follows what for a message: pure, no clock, no database, no chance of its own.

The table of retries is section 6, and that of statuses section 7, of GOV.UK Notify's contract
as we measured it. A message is never sent again unless the last try surely took nothing in.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from core.rounding import up_to_the_hour
from hub import opening
from hub.opening import Period
from referrals_portal.messages.catalogue import When
from referrals_portal.messages.envelope import next_look
from referrals_portal.messages.reasons import PROVISIONAL, Reason
from referrals_portal.models.outbox import FINAL, MessageState

SETTLES_IN = timedelta(seconds=120)
"""After a claim: 30 s at most until the last of its messages has its turn, 30 s at most for the
request; then Notify gets a minute to commit before we look it up."""
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180))
MOST_ATTEMPTS = 8
"""A 500 is also Notify's answer to some bad input, so it is not tried for ever."""
SENT_WITHIN = timedelta(hours=72)
"""After that a message would only puzzle whoever gets it."""
KNOWN_FOR = timedelta(days=7)
"""Notify forgets a message then, so nothing more can be found out, and nothing may be tried."""
POLL_AFTER = timedelta(hours=1)


def too_late(when: When, hours: tuple[Period, ...], due: datetime) -> datetime:
    """Return from when on (UTC) a message comes too late; ``hours`` are the hub's.

    What keeps to those has as long from when the hub opens next, so that it lives through a long
    weekend, but never longer than Notify would know it: whatever is not sent then is a task.
    """
    opens = opening.next_opening(hours, due) if when is When.IN_HOURS else None
    if opens is None:
        return due + SENT_WITHIN
    return min(opens.astimezone(UTC) + SENT_WITHIN, due + KNOWN_FOR)


class Outcome(StrEnum):
    """How a try at sending, or at looking up, ended."""

    ACCEPTED = "accepted"
    HANDED_OVER = "handed-over"
    BAD_RECIPIENT = "bad-recipient"
    REFUSED = "refused"
    WRONG_KEY = "wrong-key"
    UNREADABLE = "unreadable"
    UNKNOWABLE = "unknowable"
    NOT_READY = "not-ready"
    CLOCK_WRONG = "clock-wrong"
    RATE_LIMIT = "rate-limit"
    DAY_LIMIT = "day-limit"
    BROKEN = "broken"
    UNAVAILABLE = "unavailable"
    UNCERTAIN = "uncertain"
    ABSENT = "absent"
    UNSEEN = "unseen"
    TOO_MANY = "too-many"
    NOT_NOW = "not-now"
    OPTED_OUT = "opted-out"
    CALLED_BACK = "called-back"


@dataclass(frozen=True, slots=True)
class Move:
    """The state to go to, and why.

    ``due_at`` (UTC) is when something is to be done next: send, look up or poll. ``counted``
    is false for a try that was turned away before it was looked at.
    """

    state: MessageState
    due_at: datetime | None = None
    reason: str = ""
    counted: bool = True


HOPELESS = {
    Outcome.BAD_RECIPIENT: Reason.BAD_RECIPIENT,
    Outcome.REFUSED: Reason.REFUSED,
    Outcome.UNREADABLE: Reason.UNREADABLE,
    Outcome.UNKNOWABLE: Reason.UNKNOWN,
}
"""Outcomes that no further try would change."""


def after(outcome: Outcome, attempts: int, at: datetime, jitter: float = 0.0) -> Move:
    """Return the move after a try that ended at ``at``; ``jitter`` is in [0, 1).

    ``attempts`` counts the tries at sending so far, this one included.
    """
    if outcome in HOPELESS:
        return Move(MessageState.FAILED, reason=HOPELESS[outcome])
    if outcome is Outcome.BROKEN and attempts >= MOST_ATTEMPTS:
        return Move(MessageState.FAILED, reason=Reason.BROKEN)
    match outcome:
        case Outcome.ACCEPTED:
            return Move(MessageState.ACCEPTED, next_poll(at))
        case Outcome.HANDED_OVER:
            return Move(MessageState.DELIVERED, reason=Reason.HANDED_OVER)
        case Outcome.UNCERTAIN | Outcome.UNSEEN:
            return Move(MessageState.ATTEMPTING, at + SETTLES_IN * (1 + jitter))
        case Outcome.TOO_MANY:
            return Move(MessageState.HELD, reason=Reason.TOO_MANY)
        case Outcome.OPTED_OUT:
            return Move(MessageState.WITHDRAWN, reason=Reason.OPTED_OUT)
        case Outcome.CALLED_BACK:
            return Move(MessageState.WITHDRAWN, reason=Reason.CALLED_BACK)
        case Outcome.NOT_NOW:
            return Move(MessageState.QUEUED, next_look(at), counted=False)
    wait, counted = _wait(outcome, attempts, at, jitter)
    return Move(MessageState.QUEUED, at + wait, counted=counted)


def _wait(outcome: Outcome, attempts: int, at: datetime, jitter: float) -> tuple[timedelta, bool]:
    """Return how long to wait before the next try, and whether the last one counts."""
    match outcome:
        case Outcome.RATE_LIMIT:
            return timedelta(seconds=1 + 59 * jitter), False
        case Outcome.DAY_LIMIT:
            return next_day(at) - at + timedelta(minutes=10) * jitter, False
        case Outcome.NOT_READY | Outcome.WRONG_KEY | Outcome.CLOCK_WRONG:
            return timedelta(minutes=1), False
        case Outcome.ABSENT:
            # A wait is behind it already, so the first time it is sent again at once.
            return back_off(attempts - 1, jitter), True
    return back_off(attempts, jitter), True


def next_day(at: datetime) -> datetime:
    """Return the next 00:00 UTC, at which Notify counts anew."""
    today = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=1)


def back_off(attempts: int, jitter: float = 0.0) -> timedelta:
    """Return 1 and 5 minutes, a quarter, 1, and then always 3 hours, up to a quarter longer."""
    if attempts < 1:
        return timedelta(0)
    return BACK_OFF[min(attempts, len(BACK_OFF)) - 1] * (1 + jitter / 4)


def backed_off(attempts: int) -> timedelta:
    """Return how long it takes from the first try of so many until the next, if nobody answers.

    What had to be looked up after a try waits a little less.
    """
    return sum(map(back_off, range(1, attempts + 1)), timedelta(0))


def next_poll(at: datetime) -> datetime:
    """Return the first full hour that is at least an hour away.

    A full hour, because the row must not tell the minute at which somebody wrote to us.
    """
    return up_to_the_hour(at + POLL_AFTER)


GONE = "404"
"""In place of a status: Notify does not know the message, or no longer."""

HEARD = {
    "created": (MessageState.ACCEPTED, ""),
    "sending": (MessageState.ACCEPTED, ""),
    "pending": (MessageState.ACCEPTED, ""),
    "sent": (MessageState.DELIVERED, Reason.HANDED_OVER),
    "delivered": (MessageState.DELIVERED, ""),
    "permanent-failure": (MessageState.FAILED, Reason.NO_SUCH_CONTACT),
    "temporary-failure": (MessageState.FAILED, Reason.NOT_REACHED),
    "technical-failure": (MessageState.FAILED, Reason.TECHNICAL),
    "failed": (MessageState.FAILED, Reason.TECHNICAL),
    GONE: (MessageState.FAILED, Reason.UNKNOWN),
}
"""What each status of Notify's means here; any other one means nothing."""


def heard(state: str, reason: str, status: str, at: datetime) -> Move | None:
    """Return the move that a status of Notify's causes, from a receipt or a poll; often none.

    News only ever leads upwards: waiting, accepted, final for now, final. So receipts may come
    in any order, any number of times, and before the answer to our own request.
    """
    if status not in HEARD:
        return None
    to, why = HEARD[status]
    if _firmness(to, why) <= _firmness(state, reason):
        return None
    return Move(to, next_poll(at) if to is MessageState.ACCEPTED else None, why)


def is_final(state: str, reason: str) -> bool:
    """Tell whether nothing is to be done any more, so that the recipient is erased.

    What was held because too many went out is never let go: a day later it would only puzzle.
    """
    return state in FINAL or (state == MessageState.HELD and reason == Reason.TOO_MANY)


def _firmness(state: str, reason: str) -> int:
    if not is_final(state, reason):
        return 1 if state == MessageState.ACCEPTED else 0
    dead_end = state in (MessageState.EXPIRED, MessageState.WITHDRAWN)
    return 2 if reason in PROVISIONAL and not dead_end else 3


_Q, _A = MessageState.QUEUED, MessageState.ATTEMPTING
_OK, _HELD = MessageState.ACCEPTED, MessageState.HELD
_END, _BAD = MessageState.DELIVERED, MessageState.FAILED

MOVES: dict[tuple[MessageState, MessageState], str] = {
    (_Q, _A): "a worker has claimed it and is about to send",
    (_Q, _HELD): "staff or a rule hold it back",
    (_Q, MessageState.WITHDRAWN): "its reason has gone",
    (_Q, MessageState.EXPIRED): "it would come too late",
    (_HELD, _Q): "it is let go",
    (_HELD, MessageState.WITHDRAWN): "its reason has gone",
    (_HELD, MessageState.EXPIRED): "it would come too late",
    (_A, _A): "nobody knows yet if it was taken in; it is looked up before anything else",
    (_A, _Q): "it was surely not taken in, and is tried again later",
    (_A, MessageState.WITHDRAWN): "they said never, or it was called back, so it was not sent",
    (_A, _HELD): "too many went out today, and it stays here",
    (_A, _OK): "it was taken in",
    (_A, _END): "it was handed on, or its receipt was quicker than its answer",
    (_A, _BAD): "another try would change nothing",
    (_OK, _END): "it has arrived",
    (_OK, _BAD): "it has not arrived",
    # A receipt proves that an earlier try was taken in after all.
    (_Q, _OK): "news of it came",
    (_Q, _END): "news of it came",
    (_Q, _BAD): "news of it came",
    (_HELD, _OK): "news of it came",
    (_HELD, _END): "news of it came",
    (_HELD, _BAD): "news of it came",
    # Only from a final state whose reason is provisional, see `heard`.
    (_END, _END): "firmer news came",
    (_END, _BAD): "firmer news came",
    (_BAD, _END): "firmer news came",
    (_BAD, _BAD): "firmer news came",
}
"""Every move there is. Nothing leads out of expired and withdrawn."""


def allowed(state: str, reason: str, move: Move) -> bool:
    """Tell whether a message that stands there may make this move."""
    if (state, move.state) not in MOVES:
        return False
    stopped = move.reason in (Reason.OPTED_OUT, Reason.CALLED_BACK)
    if (state, move.state) == (_A, MessageState.WITHDRAWN) and not stopped:
        return False  # only whoever opened it knows that it has not left
    return not is_final(state, reason) or _firmness(move.state, move.reason) > _firmness(
        state, reason
    )
