"""The signs of a robot, gathered from a request and the draft that it sends."""

from datetime import UTC, datetime

from django.core import signing
from django.http import HttpRequest

from referrals_portal.journey import arrivals, unsaved
from referrals_portal.journey.drafts import OpenDraft
from referrals_portal.journey.suspicion import Signs, Suspicion, suspicion
from referrals_portal.journey.unsaved import SHOWN

TRAP = "subject"
"""A field that no person sees (``journey/parts/trap.html``) and no browser fills in by itself."""


def signs_of(request: HttpRequest, draft: OpenDraft, at: datetime) -> Suspicion:
    """Return what speaks for a robot in a draft that is about to be sent; one query."""
    before = arrivals.seen(request, at)
    shown_at = _read(request.POST.get(SHOWN, ""))
    begun_at = min(filter(None, (shown_at, draft.begun_at)), default=None)
    return suspicion(
        Signs(
            trap_filled=bool(request.POST.get(TRAP)),
            took=at - begun_at if begun_at else None,
            steps=len(draft.answers),
            from_one_place=before.from_one_place + 1,
            altogether=before.altogether + 1,
        )
    )


def stamp(draft: OpenDraft, step: str, at: datetime) -> str:
    """Return when a step's page was first shown, signed, for its form to bring back.

    A page that is shown again with a mistake, or in another language, was first shown before: its
    stamp was put aside with what was typed. Any other is shown first at ``at``.
    """
    before = _read(unsaved.stamp(draft, step))
    return signing.dumps(int((before or at).timestamp()), salt=__name__)


def _read(stamped: str) -> datetime | None:
    """Return the moment (UTC) that a stamp tells; None if it is none of ours."""
    try:
        return datetime.fromtimestamp(signing.loads(stamped, salt=__name__), UTC)
    except signing.BadSignature:
        return None
