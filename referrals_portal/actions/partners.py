"""Asking a partner to ring us about somebody who agreed to that. No word of whom is sent."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.rounding import to_the_hour
from hub.facts import HubFacts
from hub.rules import Specialist
from referrals_portal.actions.changing import change
from referrals_portal.actions.keeping import keep
from referrals_portal.actions.recording import record
from referrals_portal.actions.writing import MayNotWrite, ready
from referrals_portal.messages import outbox
from referrals_portal.messages.envelope import Way
from referrals_portal.models import Note, Referral
from referrals_portal.models.event import Kind

TEMPLATE = "PARTNER_NEWS"


def agreed_partners(
    answers: Mapping[str, Mapping[str, Any]], hub: HubFacts
) -> tuple[Specialist, ...]:
    """Return the partners who can be asked: the person agreed to each, and there is an address.

    None where the hub has no telephone number to be rung on. Pure.
    """
    agreed = answers.get("share", {}).get("services", ())
    return tuple(each for each in hub.partners if each.key in agreed and each.email and hub.phone)


@transaction.atomic
def ask_partner(
    *,
    referral: Referral,
    partner: str,
    agreed: Collection[Specialist],
    hub: HubFacts,
    by: Any,
    at: datetime,
    expected_version: int,
) -> None:
    """Send a partner an email that asks them to ring us, and keep sealed which one it was.

    agreed: those that `agreed_partners` gives. Which one says something about the person, so it is
    in a note and not in the event. Raises `ChangedMeanwhile`, and `MayNotWrite` for any other, or
    once the person wants nothing of us any more.
    """
    asked = next((each for each in agreed if each.key == partner), None)
    row = ready(referral, expected_version)
    if asked is None:
        raise MayNotWrite(
            _("They did not agree that we share anything with this service."), "partner"
        )
    change(referral, row.version)
    message = outbox.queue(
        referral=referral.pk,
        template=TEMPLATE,
        ways=(Way("email", asked.email),),
        personalisation={"hub": hub.name, "phone": hub.phone},
        at=to_the_hour(at),
        language="en",
    )
    if message is None:
        raise MayNotWrite(_("This system cannot send emails. Ring them."), "partner")
    keep(Note, referral, {"text": _("Asked to ring us: %s") % asked.name}, by, at)
    record(referral=referral.pk, kind=Kind.MESSAGE_QUEUED, at=at, by=by, detail=TEMPLATE)
