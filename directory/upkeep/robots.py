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
OLDEST = timedelta(days=2)
"""A page that was left open for longer is shown again by whoever means it."""


def stamp(at: datetime) -> str:
    """Return when a page was shown (UTC, seconds), signed, for its form to bring back."""
    return signing.dumps(int(at.timestamp()), salt=__name__)


def seems_a_robot(sent: Mapping[str, str], at: datetime) -> bool:
    """Tell whether it fills the trap, or comes too soon, too late or not from our page."""
    try:
        shown = signing.loads(sent.get(SHOWN, ""), salt=__name__)
    except signing.BadSignature:
        return True
    took = at.timestamp() - shown
    return bool(sent.get(TRAP)) or not TAKES.total_seconds() <= took <= OLDEST.total_seconds()
