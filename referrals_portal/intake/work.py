"""What staff have kept of a referral, opened: notes, attempts, appointments."""

import logging
from datetime import datetime
from typing import Any

from referrals_portal.actions.contact import Result
from referrals_portal.models import ContactAttempt, Referral
from referrals_portal.sealing import Place, opening
from referrals_portal.sealing.opening import CannotOpen, KeysMissing, Lent

log = logging.getLogger("front_door.intake")


def open_work(row: Any, kind: str, lent: Lent | None = None) -> dict[str, Any] | None:
    """Open a note or an attempt; None, and a line in the log, when it cannot be.

    It cannot be when its row now names another referral, author or time than was sealed with it.
    """
    try:
        content = opening.open_row(row, Place(kind, row.pk, row.compartment), lent)
        if any(content.get(name) != value for name, value in row.in_clear.items()):
            raise CannotOpen
        return content
    except (CannotOpen, KeysMissing) as error:
        log.error("%s %s did not open: %s", kind, row.pk, type(error).__name__)
        return None


def spoke_since(referral: Referral, moment: datetime, lent: Lent | None = None) -> bool:
    """Tell whether somebody here has spoken with the person after a moment; not who that was.

    What was tried before it last came back counts no more, and what does not open for nothing.
    """
    if referral.first_contact_at is None:
        return False
    rows = ContactAttempt.objects.filter(referral=referral, at__gt=moment)
    opened = (open_work(row, "attempt", lent) for row in rows.select_related("referral"))
    return any(each is not None and each["result"] == Result.SPOKE for each in opened)
