"""“We tried to reach you”, written by itself after as many tries as the hub's rules say."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from hub.facts import HubFacts
from referrals_portal.actions.changing import as_it_stands, change
from referrals_portal.actions.writing import SENT, last, letter, safe_ways, send, why_not
from referrals_portal.messages.catalogue import LETTER
from referrals_portal.models import ContactAttempt, Event, Referral
from referrals_portal.models.event import Kind
from referrals_portal.safe_contact import SafeContact

TEMPLATE = "TRIED"


def is_due(*, limit: int, tries: int, spoke: bool, written: bool) -> bool:
    """Tell whether it is to be written: at the limit, to whom nobody spoke, and once. Pure.

    limit: after how many tries; 0 where the hub does not say. tries, spoke, written: since it was
    opened, or opened again.
    """
    return bool(limit) and tries >= limit and not spoke and not written


def tries(referral: Referral) -> int:
    """Return how often somebody tried to reach them, since it was last opened again if it was."""
    attempts = ContactAttempt.objects.filter(referral=referral)
    opened = last(referral.pk, Kind.REOPENED)
    return (attempts.filter(at__gt=opened) if opened else attempts).count()


def write_if_due(
    *, referral: Referral, safe: SafeContact, hub: HubFacts, language: str,
    wrong: Collection[str] = (), by: Any, at: datetime,
) -> None:  # fmt: skip
    """Write it if it is due, by the first channel of the hub's ``then_by`` that is safe.

    In the transaction that records the try; the referral's row is locked by it. Where nothing is
    safe, nothing happens. A text or an email goes with no person looking first, so only to what
    they call their own. wrong: channels of which staff know that they lead to somebody else.
    """
    row = as_it_stands(referral)
    due = is_due(
        limit=hub.rules.messages.after_attempts,
        tries=tries(row),
        spoke=row.first_contact_at is not None,
        written=_was_written(row),
    )
    if not due or why_not(row):
        return
    then_by = hub.rules.messages.then_by
    for channel in then_by:
        if channel == LETTER and safe.may_write and LETTER not in wrong:
            letter(row, TEMPLATE, safe, wrong, by, at)
            change(referral, row.version)
            return
        if channel in SENT:
            order = (channel, *(each for each in then_by if each in SENT and each != channel))
            found = safe_ways(row, TEMPLATE, safe, hub, order, wrong=wrong)
            if found:
                send(row, TEMPLATE, found, safe, hub, language, by, at)
                return


def _was_written(row: Referral) -> bool:
    events = Event.objects.filter(referral=row.pk, kind=Kind.MESSAGE_QUEUED, detail=TEMPLATE)
    opened = last(row.pk, Kind.REOPENED)
    return (events.filter(at__gt=opened) if opened else events).exists()
