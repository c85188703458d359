"""Where a referral stands."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hub.snapshot import current_hub
from referrals_portal.actions import clocks, moves
from referrals_portal.actions.asking import REFERRED_ON, Agreed, ask
from referrals_portal.actions.changing import as_it_stands, move
from referrals_portal.actions.ending import take_back
from referrals_portal.actions.notes import add_note
from referrals_portal.actions.recording import record
from referrals_portal.models import Referral
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import Status
from referrals_portal.safe_contact import SafeContact


@transaction.atomic
def change_status(
    *,
    referral: Referral,
    to: str,
    safe: SafeContact | None = None,
    agreed: Agreed | None = None,
    by: Any,
    at: datetime,
    expected_version: int,
) -> None:
    """Set a status that a member of staff may choose.

    That they accept support starts the clocks that wait for it; ``safe`` is what they allowed,
    None where that is not known. ``agreed``: they may be asked how we did, once they are referred
    on.

    Raises `ChangedMeanwhile` if the referral is no longer the version that ``by`` saw, and
    `NotAllowed` if that status cannot follow.
    """
    columns = {}
    if to == Status.ACCEPTED:
        hub = current_hub()
        clocks.start(referral, "offer_accepted", at, hub)
        columns["due_at"] = clocks.next_due(as_it_stands(referral), safe, hub)
    detail = move(referral, to, expected_version, moves.chosen, **columns)
    record(referral=referral.pk, kind=Kind.STATUS_CHANGED, at=at, by=by, detail=detail)
    if to == Status.REFERRED_ON:
        ask(referral, REFERRED_ON, agreed, by, at)


@transaction.atomic
def withdraw(
    *,
    referral: Referral,
    text: str = "",
    by: Any,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """End it because the person took their request back. They can always return.

    Where a senior has yet to look it stays open for them: see `ending.take_back`.

    ``text``, if there is any, is kept as a note. Raises like :func:`change_status`, and
    `KeysMissing`; the version is ``referral``'s own unless one is given.
    """
    version = referral.version if expected_version is None else expected_version
    take_back(referral, version, by, at)
    if text.strip():
        add_note(referral=referral, text=text, by=by, at=at)
