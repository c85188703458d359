"""Whether a robot sent a form of the directory's. What it sends is thanked for and not kept.

There is no cookie and no count of addresses: a field that people do not see, and the time that the
page was open.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core import signing

TRAP = "subject"
"""A field that no person sees and no browser fills in by itself."""
SHOWN = "shown"
TAKES = timedelta(seconds=2)
"""Nobody reads the page and chooses in less."""
OLDEST = timedelta(hours=1)
"""A page that was left open for longer is shown again by whoever means it."""


def stamp(at: datetime, of: str) -> str:
    """Return when the page of a service was shown (UTC, seconds), signed, for its form."""
    return signing.dumps([int(at.timestamp()), of], salt=__name__)


def seems_a_robot(sent: Mapping[str, str], at: datetime, of: str) -> bool:
    """Tell whether it fills the trap, or comes too soon, too late or not from that page."""
    took = _took(sent, at, of)
    return took is None or bool(sent.get(TRAP)) or not TAKES <= took <= OLDEST


def was_open_too_long(sent: Mapping[str, str], at: datetime, of: str) -> bool:
    """Tell whether nothing but its age is wrong with it: a person is asked to send it again."""
    took = _took(sent, at, of)
    return took is not None and not sent.get(TRAP) and took > OLDEST


def _took(sent: Mapping[str, str], at: datetime, of: str) -> timedelta | None:
    try:
        shown, whose = signing.loads(sent.get(SHOWN, ""), salt=__name__)
    except (signing.BadSignature, TypeError):  # a whole number is a stamp of before
        return None
    return timedelta(seconds=at.timestamp() - shown) if whose == of else None
