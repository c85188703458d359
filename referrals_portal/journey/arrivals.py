"""From which part of the network referrals came in this hour, without keeping from where.

What is kept is a digest of the network's prefix under a key of the day, which only the form
process can make. So it shows that two came from one place today, and never from which; tomorrow
the same place is another digest. None of it is ever logged.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.addresses import client_address
from core.rounding import to_the_hour
from referrals_portal.models import Arrival

KEPT = timedelta(hours=24)
DIGEST_BYTES = 16
PREFIX_BITS = {4: 24, 6: 56}
"""How much of an address one household, office or provider's customer commonly shares."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How many referrals came in this hour by the clock (UTC): from one place, and altogether."""

    from_one_place: int
    altogether: int


def seen(request: HttpRequest, at: datetime) -> Seen:
    """Count what came in this hour before this request; one query.

    Referrals at the same moment do not see each other, so a few may pass uncounted.
    """
    here = Q(prefix=digest(client_address(request), at))
    counts = Arrival.objects.filter(hour=to_the_hour(at)).aggregate(
        from_one_place=Count("pk", filter=here), altogether=Count("pk")
    )
    return Seen(**counts)


def note(request: HttpRequest, at: datetime) -> None:
    """Write down that a referral came, in the caller's transaction; one query."""
    arrival = Arrival(prefix=digest(client_address(request), at), hour=to_the_hour(at))
    arrival.save(force_insert=True)


def forget(at: datetime) -> int:
    """Delete what is over a day old; return how many there were."""
    # Only the keys: the worker may not read from where.
    return Arrival.objects.filter(hour__lte=at - KEPT).only("pk").delete()[0]


def digest(address: str, at: datetime) -> bytes:
    """Return 16 bytes that are the same for all addresses of one place on one day (UTC)."""
    day = at.astimezone(UTC).date().isoformat()
    made = salted_hmac(f"{__name__}|{day}", prefix(address), algorithm="sha256")
    return made.digest()[:DIGEST_BYTES]


def prefix(address: str) -> str:
    """Return the part of the network that an address is in: a /24 of IPv4, a /56 of IPv6.

    What is no address at all is a place of its own.
    """
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network((found, PREFIX_BITS[found.version]), strict=False))
