"""Closing a referral with an outcome, and opening it again.

The outcome says something about the person, so it is sealed; in clear it only says closed.
"""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from hub.retention import Ended
from hub.snapshot import current_hub
from referrals_portal.actions import clocks, moves
from referrals_portal.actions.asking import CLOSED, Agreed, ask, call_back_survey
from referrals_portal.actions.changing import as_it_stands, change, move
from referrals_portal.actions.counting import Equality, count
from referrals_portal.actions.ending import delete_ways_back, finish
from referrals_portal.actions.keeping import keep
from referrals_portal.actions.recording import record
from referrals_portal.actions.telling import asked_back, tell
from referrals_portal.models import Note, Referral
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import Status
from referrals_portal.safe_contact import SafeContact
from referrals_portal.triage import Facts


class Outcome(models.TextChoices):
    """How it ended, in the codes that all the hubs' reports need."""

    NEEDS_MET = "needs_met", _("Needs met in one contact")
    ONGOING_SUPPORT = "ongoing_support", _("Ongoing support")
    DECLINED = "declined", _("They did not want support")
    NO_CONTACT = "no_contact", _("Could not be reached")
    UNSAFE_TO_CONTACT = "unsafe_to_contact", _("Not safe to contact")
    DIRECT_TO_SPECIALIST = "direct_to_specialist", _("Passed to a specialist service")
    OUT_OF_AREA = "out_of_area", _("Outside our area, and passed on")
    DUPLICATE = "duplicate", _("The same request came twice")
    WRONG_DETAILS = "wrong_details", _("The contact details are wrong")
    NOT_ELIGIBLE = "not_eligible", _("Not something that we can help with")


ENDED = dict.fromkeys(Outcome, Ended.NOT_TAKEN_UP) | {
    Outcome.NEEDS_MET: Ended.SUPPORTED,
    Outcome.ONGOING_SUPPORT: Ended.SUPPORTED,
    Outcome.NO_CONTACT: Ended.NOT_REACHED,
    Outcome.UNSAFE_TO_CONTACT: Ended.NOT_REACHED,
    Outcome.WRONG_DETAILS: Ended.NOT_REACHED,
}
"""What each means for how long it is kept, unless support was given first."""

NEEDS_WORDS = frozenset({Outcome.NOT_ELIGIBLE})
"""Outcomes that must say why."""

NOT_ASKED_AFTER = frozenset(
    {Outcome.DUPLICATE, Outcome.NO_CONTACT, Outcome.UNSAFE_TO_CONTACT, Outcome.WRONG_DETAILS}
)
"""Outcomes after which nobody is asked how we did: nobody was reached, or somebody else may be."""


@transaction.atomic
def close(
    *,
    referral: Referral,
    outcome: str,
    text: str,
    equality: Equality | None = None,
    agreed: Agreed | None = None,
    by: Any,
    at: datetime,
    expected_version: int | None = None,
) -> Note:
    """Close it; keep the outcome and the words sealed, as a note ``{"outcome", "text"}``.

    ``equality`` are the answers that are only ever counted, as whoever opened the referral read
    them; None where it does not open, and then nothing is counted. ``agreed``: they may be asked
    how we did.

    The version that ``by`` saw is ``referral``'s own unless one is given. Raises
    `ChangedMeanwhile`; `NotAllowed` if it is finished or a senior must look first; `ValueError`
    for no outcome of ours, or for one that must say why and does not; `KeysMissing` rather than
    keep anything unsealed.
    """
    if outcome not in Outcome or (outcome in NEEDS_WORDS and not text.strip()):
        raise ValueError("an outcome is needed to close")
    version = referral.version if expected_version is None else expected_version
    detail = finish(referral, Status.CLOSED, version, by, at, ENDED[Outcome(outcome)])
    note = keep(Note, referral, {"outcome": outcome, "text": text}, by, at)
    if equality is not None:
        count(referral, equality, at)
    record(referral=referral.pk, kind=Kind.CLOSED, at=at, by=by, detail=detail)
    if outcome not in NOT_ASKED_AFTER:
        ask(referral, CLOSED, agreed, by, at)
    return note


@transaction.atomic
def reopen(
    *,
    referral: Referral,
    facts: Facts | None = None,
    safe: SafeContact | None = None,
    by: Any,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Let a closed or withdrawn referral come back, to be looked at again.

    The hub's promises run anew from this hour, as for anyone who asks: ``facts`` are those of
    whoever opened the referral, and start then, and ``safe`` what they allow; None where it does
    not open, and then only the promise to everybody runs. One that was taken back loses its ways
    back, so that they cannot take it back again. Raises `ChangedMeanwhile`, and `NotAllowed` if it
    is open.
    """
    version = referral.version if expected_version is None else expected_version
    took_back = asked_back(referral.pk) or as_it_stands(referral).status == Status.WITHDRAWN
    hub = current_hub()
    detail = move(
        referral, Status.IN_TRIAGE, version, moves.returning, first_contact_at=None,
        retain_until=None, clocks_version=hub.rules_version,
    )  # fmt: skip
    record(referral=referral.pk, kind=Kind.REOPENED, at=at, by=by, detail=detail)
    call_back_survey(referral.pk)
    clocks.begin_anew(referral, facts, hub, at)
    change(referral, referral.version, due_at=clocks.next_due(referral, safe, hub))
    if took_back:
        delete_ways_back(referral, by, at)
    # Now that this is written down, what was tried before it no longer counts.
    tell(referral)
