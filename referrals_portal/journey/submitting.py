"""Sending: one transaction from the locked draft to the sealed referral."""

from datetime import datetime

from django.db import transaction

from hub.snapshot import current_hub
from referrals_portal.actions.receiving import receive
from referrals_portal.forms.agree import WORDING
from referrals_portal.forms.base import ON_BEHALF
from referrals_portal.journey import drafts
from referrals_portal.journey.drafts import OpenDraft, Stale, State


def submit(checked: OpenDraft, at: datetime) -> OpenDraft:
    """Send a draft whose answers were all checked, and return what became of it.

    However often, and from however many tabs, this is called for one draft, there is one referral
    and one reference. Raises `Stale` if the draft changed after it was checked.
    """
    hub = current_hub()
    with transaction.atomic():
        draft = drafts.again(checked, at)
        if draft.state is not State.OPEN:
            return draft
        if draft.version != checked.version:
            raise Stale
        received = receive(
            uuid=draft.secret.referral,
            reference=draft.secret.reference,
            answers=draft.answers,
            consent_wording=WORDING,
            hub=hub,
            at=at,
        )
        own = draft.answers.get("who", {}).get("for_whom") not in ON_BEHALF
        drafts.bury(draft, received.reference, received.due_at, at, own)
    return draft
