"""The address of whoever is there: for the throttle of sign-ins, and for counting arrivals.

Of a person who asks for help nothing is kept but a digest of part of it
(`referrals_portal.journey.arrivals`).
"""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the client's address: what the outermost of our own proxies saw.

    ``TRUSTED_PROXIES`` says how many stand before this process; each adds one entry at the end of
    X-Forwarded-For, and whatever stands before those was written by the client and means nothing.
    """
    hops = settings.TRUSTED_PROXIES
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if hops and len(seen) >= hops and seen[-hops]:
        return seen[-hops]
    return str(request.META.get("REMOTE_ADDR", ""))
