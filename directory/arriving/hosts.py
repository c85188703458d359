"""Which addresses may be fetched from: pure, but for looking a name up.

A host is asked only if an operator named it (``FEED_HOSTS``) and every one of its addresses is on
the public internet. What is refused is refused in one sentence (``stops.NotAllowed``).
"""

import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Thread
from typing import Any

from directory.arriving.stops import NotAllowed

HTTPS = 443
LOOK_UP_WITHIN = 5.0
"""Seconds in which a name must have been looked up."""

_ADDRESS = re.compile(
    r"(https?)://([A-Za-z0-9.-]{1,253})(?::([0-9]{1,5}))?((?:/[!-\"$-~]*)?(?:\?[!-\"$-~]*)?)"
)
_OPEN_SPACE = ip_network("2000::/3")
_NEVER = tuple(
    ip_network(block)
    for block in (
        # Documentation, relays, and addresses that carry another one inside.
        "192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    )
)  # fmt: skip

LookUp = Callable[[str, int], Iterable[str]]
"""(name, port) -> addresses as text. Raises OSError where there are none."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one thing is: parts of an address that stood in the list of hosts."""

    scheme: str
    name: str
    port: int
    path: str

    @property
    def host(self) -> str:
        """What a request calls the host."""
        usual = HTTPS if self.scheme == "https" else 80
        return self.name if self.port == usual else f"{self.name}:{self.port}"


def place_of(url: str, hosts: Iterable[str], *, loopback: bool = False) -> Place:
    """Return where ``url`` leads, if its host stands in ``hosts`` exactly; else raise `NotAllowed`.

    hosts: names such as ``feed.example.org``, or with a port that is not 443, ``name:8443``.
    loopback: accept plain http at 127.0.0.1, for tests. No setting leads here.
    """
    found = _ADDRESS.fullmatch(url)
    if not found or len(url) > 2000:
        raise NotAllowed
    scheme, name, port, path = found.groups()
    name = name.lower()
    number = int(port) if port else HTTPS
    if scheme != "https" and not (loopback and name == "127.0.0.1"):
        raise NotAllowed
    listed = name if number == HTTPS else f"{name}:{number}"
    if listed not in hosts or number > 65535:
        raise NotAllowed
    return Place(scheme, name, number, path if path.startswith("/") else f"/{path}")


def is_public(address: str) -> bool:
    """Tell whether an address belongs to the public internet and to one machine.

    Everything that is private, shared, local to a link or a machine, reserved, multicast, or that
    carries another address inside it, does not.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and (found not in _OPEN_SPACE or found.scope_id):
        return False
    return found.is_global and not found.is_multicast and not _is_never(found)


def _is_never(found: IPv4Address | IPv6Address) -> bool:
    return any(
        found in block for block in _NEVER if isinstance(block, IPv6Network) == (found.version == 6)
    )


def chosen_address(place: Place, look_up: LookUp, *, loopback: bool = False) -> str:
    """Look the name up once and return the address to connect to, and no other.

    Raises `NotAllowed` if there is none, or if any of them is not public.
    """
    try:
        addresses = list(look_up(place.name, place.port))
    except (OSError, UnicodeError):
        raise NotAllowed from None
    if loopback and addresses == ["127.0.0.1"]:
        return addresses[0]
    if not addresses or not all(map(is_public, addresses)):
        raise NotAllowed
    return addresses[0]


def look_up(name: str, port: int) -> list[str]:
    """Ask the machine's resolver, for at most `LOOK_UP_WITHIN` seconds. Raises OSError."""
    found: list[Any] = []

    def ask() -> None:
        try:
            found.extend(socket.getaddrinfo(name, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            return

    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(LOOK_UP_WITHIN)
    if asking.is_alive() or not found:
        raise OSError("no address")
    return [str(each[4][0]) for each in found]
