"""Sending: one transaction from the locked draft to the sealed referral."""

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest

from hub.snapshot import current_hub
from referrals_portal.actions.receiving import receive
from referrals_portal.forms.agree import WORDING
from referrals_portal.forms.base import ON_BEHALF
from referrals_portal.journey import arrivals, drafts, promises
from referrals_portal.journey.drafts import OpenDraft, Stale, State
from referrals_portal.journey.signs import signs_of
from referrals_portal.safe_contact import SafeContact
from referrals_portal.steps import CALL


def submit(
    request: HttpRequest, checked: OpenDraft, at: datetime, suspected: bool | None = None
) -> OpenDraft:
    """Send a draft whose answers were all checked, and return what became of it.

    However often, and from however many tabs, this is called for one draft, there is one referral
    and one reference. ``suspected`` of being a robot's, it is received all the same; None leaves
    that to the signs. Raises `Stale` if the draft changed after it was checked.
    """
    hub = current_hub()
    with transaction.atomic():
        draft = drafts.again(checked, at, lock=True)
        if draft.state is not State.OPEN:
            return draft
        if draft.version != checked.version:
            raise Stale
        if suspected is None:
            suspected = bool(signs_of(request, draft, at))
        arrivals.note(request, at)
        received = receive(
            uuid=draft.secret.referral,
            reference=draft.secret.reference,
            answers=draft.answers,
            consent_wording=WORDING,
            hub=hub,
            at=at,
            suspected=suspected,
        )
        # Whoever asks for a call gives their own number, whoever it is about.
        for_another = draft.answers.get("who", {}).get("for_whom") in ON_BEHALF
        own = CALL.key in draft.answers or not for_another
        safe = SafeContact.from_answers(draft.answers)
        # What may be a robot's waits until somebody has looked: nothing is promised of it.
        coming = "" if suspected else draft.answers.get("message", {}).get("confirm_by", "")
        drafts.bury(
            draft,
            received.reference,
            at,
            own,
            str(received.compartment),
            says={
                "promise": promises.made(hub, safe, at).to_json(),
                "child_alone": safe.child_alone,
                "text": coming == "text",
                "email": coming == "email",
            },
        )
    return draft
