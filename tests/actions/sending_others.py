"""Invented people whom others refer."""

from typing import Any

from django.utils import timezone

from hub.snapshot import current_hub
from referrals_portal.actions.offering import receive_referred
from referrals_portal.actions.referred import Referred, read
from referrals_portal.models import Referral

LINE: dict[str, Any] = {
    "source": "police",
    "reference": "TEST/000001/26",
    "crime_types": ["burglary"],
    "name": "Ffion Canary",
    "phone": "07700 900345",
    "email": "canary.person@example.org",
    "address": "1 Canary Street, Anytown, ZZ1 1AA",
}
TEXT_AND_EMAIL = {
    "what": "offer", "unit": "hours", "number": 24, "channels": ["text", "email"], "either": True,
}  # fmt: skip
SUPPORT = {"what": "support", "unit": "hours", "number": 48, "starts": "offer_accepted"}


def person(at=None, **changes: Any) -> Referred:
    """Return somebody as a line of the feed says it; ``changes`` replace keys, None drops one."""
    data = {key: value for key, value in (LINE | changes).items() if value is not None}
    found, faults = read(data, at or timezone.now())
    assert faults == []
    assert found
    return found


def send(at=None, **changes: Any) -> str:
    """Receive them; return what became of it."""
    at = at or timezone.now()
    return receive_referred(sent=person(at, **changes), hub=current_hub(), at=at)


def sent(at=None, **changes: Any) -> Referral:
    """Receive them, with a reference of their own; return the referral."""
    before = set(Referral.objects.values_list("pk", flat=True))
    send(at, **changes)
    return Referral.objects.exclude(pk__in=before).get()
