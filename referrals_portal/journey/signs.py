"""The signs of a robot, gathered from a request and the draft that it sends."""

from datetime import UTC, datetime

from django.core import signing
from django.http import HttpRequest

from referrals_portal.journey import arrivals
from referrals_portal.journey.drafts import OpenDraft
from referrals_portal.journey.suspicion import Signs, Suspicion, suspicion

TRAP = "subject"
"""A field that no person sees (``journey/parts/trap.html``) and no browser fills in by itself."""
SHOWN = "shown"
"""Brings back when a page was shown, where sending is its only step."""


def signs_of(request: HttpRequest, draft: OpenDraft, at: datetime) -> Suspicion:
    """Return what speaks for a robot in a draft that is about to be sent; one query."""
    before = arrivals.seen(request, at)
    begun_at = _shown_at(request) or draft.begun_at
    return suspicion(
        Signs(
            trap_filled=bool(request.POST.get(TRAP)),
            took=at - begun_at if begun_at else None,
            steps=len(draft.answers),
            from_one_place=before.from_one_place + 1,
            altogether=before.altogether + 1,
        )
    )


def stamp(request: HttpRequest, at: datetime) -> str:
    """Return when a page was first shown, signed, for its form to bring back."""
    return signing.dumps(int((_shown_at(request) or at).timestamp()), salt=__name__)


def _shown_at(request: HttpRequest) -> datetime | None:
    try:
        return datetime.fromtimestamp(signing.loads(request.POST[SHOWN], salt=__name__), UTC)
    except (KeyError, signing.BadSignature):
        return None
