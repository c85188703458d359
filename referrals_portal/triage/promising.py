"""By when everybody who asks hears from the hub: the moment of the promise. Pure."""

from datetime import datetime

from hub.facts import HubFacts
from hub.promise import groups
from referrals_portal.triage.clock import due_at


def promised_by(hub: HubFacts, starts: datetime) -> datetime | None:
    """Return by when whoever asks at a moment (aware) hears from the hub, whoever they are.

    None where nobody may ask, or the hub's rules promise nothing to some who do.
    """
    firsts = [
        min(
            (due_at(s.number, hub.rules.counted_in(s), starts, hub.hours) for s in group),
            default=None,
        )
        for group in groups(hub.rules)
    ]
    return None if None in firsts else max(filter(None, firsts), default=None)
