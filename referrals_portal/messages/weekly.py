"""One plain email a week to the operator: how messages went, in counts.

Any number of workers, and any number of starts, write it once: the row's own key follows from the
week, so that the database refuses a second one.
"""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation

from core.rounding import to_the_hour
from hub.opening import LONDON
from referrals_portal.messages import outbox
from referrals_portal.messages.envelope import Way
from referrals_portal.messages.standing import LOST, WAITING, Standing, became, standing
from referrals_portal.messages.troubles import ERRORS
from referrals_portal.models import OutboxMessage
from referrals_portal.models.outbox import MessageState

TEMPLATE = "WEEKLY"
WEEKS = UUID("5f0a6d3e-6f0b-4b57-9a35-0d2c5c9a1f11")
"""Under which the keys of all weeks' rows are made."""
WRITTEN_AT = time(8)
"""On Mondays, Europe/London."""
WEEK = timedelta(days=7)


def write_weekly(at: datetime) -> int:
    """Write the email that is due and not written yet, in the worker; return 0 or 1.

    A worker that was away on Monday writes it when it is back. Nothing without an address for it.
    """
    if not settings.OPERATOR_EMAIL:
        return 0
    monday = due_monday(at)
    key = uuid5(WEEKS, monday.isoformat())
    if OutboxMessage.objects.filter(pk=key).only("pk").exists():
        return 0
    with translation.override("en-gb"):
        text = report(standing(at), became(_starts(monday - WEEK), _starts(monday)))
    try:
        with transaction.atomic():
            written = outbox.queue(
                referral=None,
                template=TEMPLATE,
                ways=(Way("email", settings.OPERATOR_EMAIL),),
                personalisation={"report": text},
                at=to_the_hour(at),
                language="en",
                uuid=key,
            )
    except IntegrityError:
        return 0  # another worker was quicker
    return 1 if written else 0


def due_monday(at: datetime) -> date:
    """Return the last Monday whose email is due at a moment: it is written from 8 o'clock on."""
    local = at.astimezone(LONDON)
    today = local.date()
    monday = today - timedelta(days=today.weekday())
    return monday - WEEK if (today, local.time()) < (monday, WRITTEN_AT) else monday


def _starts(day: date) -> datetime:
    """Return the midnight (Europe/London) with which a day begins."""
    return datetime.combine(day, time(0), LONDON).astimezone(UTC)


def report(now: Standing, week: Counter[tuple[str, str]]) -> str:
    """Return the lines: what became of what was written in a week, and how it stands now."""
    texts, emails = (sum(n for (_, way), n in week.items() if way == each) for each in _CHANNELS)
    error = ERRORS.get(now.signs.last_error) if now.signs.last_error_at else None  # type: ignore[call-overload]
    lines = [
        f"Written: {texts + emails} ({texts} as a text, {emails} as an email)",
        f"Delivered, or handed on: {_of(week, MessageState.DELIVERED)}",
        f"Sent, and nothing heard yet: {_of(week, MessageState.ACCEPTED)}",
        f"Did not arrive, or too late to be sent: {_of(week, *LOST)}",
        f"Withdrawn before they were sent: {_of(week, MessageState.WITHDRAWN)}",
        f"Held back: {_of(week, MessageState.HELD)}",
        f"Still waiting: {_of(week, *WAITING)}",
        "",
        f"Open tasks that messages have left for staff: {now.tasks}",
        f"Last error: {_sentence(error, now.signs.last_error_at)}",
        "",
    ]
    if not now.troubles:
        lines.append("All is well.")
    for found in now.troubles:
        lines.append(f"{found.is_said_of} {found.what.label} {found.what_to_do}")
    return "\n".join(lines)


_CHANNELS = ("sms", "email")


def _of(week: Counter[tuple[str, str]], *states: str) -> int:
    return sum(n for (state, _), n in week.items() if state in states)


def _sentence(error: object, at: datetime | None) -> str:
    if not error or at is None:
        return "none"
    return f"{error}, in the hour from {at.astimezone(LONDON):%A %-d %B, %H:%M}"
