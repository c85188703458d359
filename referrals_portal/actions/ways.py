"""By which ways a message may go to somebody: what they allowed, and no more.

Pure. Everything that writes to a person asks here.
"""

from collections.abc import Collection

from hub.opening import Period
from referrals_portal.messages.catalogue import Channel, When
from referrals_portal.messages.envelope import Way
from referrals_portal.safe_contact import SafeContact, both

CALLED: dict[Channel, str] = {"sms": "text", "email": "email"}
"""What the person calls each channel of ours."""


def ways(
    safe: SafeContact,
    when: When,
    hours: tuple[Period, ...],
    *,
    by_itself: bool,
    wrong: Collection[str] = (),
) -> tuple[Way, ...]:
    """Return every way that is safe, texts first; none where nothing is.

    by_itself: nobody on the staff looks first. wrong: channels of ours on which a message has
    shown that the number or address is wrong. A way that is safe only while the hub is closed is
    left out of what keeps to the hub's ``hours``: it would only wait and never leave.
    """
    allowed = safe.a_machine_may if by_itself else safe.may
    return tuple(
        Way(channel, to_of(safe, channel), safe.times_of(said))
        for channel, said in CALLED.items()
        if allowed(said) and channel not in wrong and _ever(safe.times_of(said), when, hours)
    )


def to_of(safe: SafeContact, channel: str) -> str:
    """Return the number or the address that a channel of ours goes to."""
    return safe.phone if channel == "sms" else safe.email


def _ever(times: tuple[Period, ...], when: When, hours: tuple[Period, ...]) -> bool:
    return not times or when is When.AT_ONCE or bool(both(times, hours))
