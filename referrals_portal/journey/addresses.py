"""The addresses of the journey's pages. They stay in a browser's history, so they say nothing.

A question's address is a number that follows from its key alone: it names neither the question nor
its place, and stays as it is when questions are added. Code, answers and tests know keys only;
``<step:step>`` in a route turns one into the other.
"""

from zlib import crc32

from referrals_portal.journey.routing import ADVICE, CHECK, SENT
from referrals_portal.steps import CALL, STEPS

OPEN = (CALL.key, CHECK, SENT)
"""Pages that anyone gets to whatever they answered: they may be called what they are."""
ADDRESSES = {
    key: str(1000 + crc32(key.encode()) % 9000) for key in (*(step.key for step in STEPS), ADVICE)
} | {key: key for key in OPEN}
"""key -> the last part of its address; four digits."""
KEYS = {address: key for key, address in ADDRESSES.items()}


class Step:
    """A page of the journey in a route: ``to_python`` gives its key, ``to_url`` its address."""

    regex = "[a-z0-9]+"

    def to_python(self, address: str) -> str:
        """Return the key; `ValueError`, so that the route does not match, where there is none."""
        if address not in KEYS:
            raise ValueError(address)
        return KEYS[address]

    def to_url(self, key: str) -> str:
        """Return the address; `ValueError` where there is no such page."""
        if key not in ADDRESSES:
            raise ValueError(key)
        return ADDRESSES[key]


class Typed:
    """A page that a message names, as people type it: without a slash, in a phone's capitals."""

    regex = "(?i:(?:cy/)?(?:reply|feedback))/?"

    def to_python(self, typed: str) -> str:
        """Return its address without the slashes around it."""
        return typed.lower().rstrip("/")

    def to_url(self, page: str) -> str:
        """Return what may be typed."""
        return page
