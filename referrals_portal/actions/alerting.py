"""Telling the hub's rota that something arrived which cannot wait until the hub opens.

The alert says nothing of whom or what. The form process can only insert into the outbox, so what
keeps a flood from ringing all night is the identity of an alert: there is one for each hour and
channel, and the database refuses a second.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from core.rounding import to_the_hour
from hub import opening
from hub.facts import HubFacts
from referrals_portal.messages import outbox
from referrals_portal.messages.envelope import Way
from referrals_portal.triage import Decision

TEMPLATE = "ROTA"
HOUR = timedelta(hours=1)
_ALERTS = UUID("6f0c1d5e-7a34-4b0e-9a51-3c6d1f7b9e20")


def alert_rota(decision: Decision, hub: HubFacts, at: datetime) -> None:
    """Alert the rota, in the transaction that receives something a senior must look at.

    Only while the hub is closed. At most one alert an hour: the first of an hour leaves at once,
    and whatever comes after it is told of with the next hour, so nothing goes untold; what would
    be told once the hub is open stands at the top of the queue by then. What looks like a
    robot's counts too: somebody in danger may be very fast. An alert is tried until the hub opens,
    however long it is closed, and no longer. One that failed is a trouble (``messages.standing``)
    from then on, and one that has not left by then is one from the moment that the hub opens.
    """
    if not decision.senior_reasons or opening.is_open(hub.hours, at):
        return
    rules = hub.rules.messages
    ways = (Way("sms", rules.rota_text), Way("email", rules.rota_email))
    hours, opens = [to_the_hour(at)], opening.next_opening(hub.hours, at)
    if not opening.is_open(hub.hours, hours[0] + HOUR):
        hours.append(hours[0] + HOUR)
    for way in ways:
        if way.to:
            any(_is_first(way, hour, hours[0], opens) for hour in hours)


def _is_first(way: Way, due: datetime, hour: datetime, until: datetime | None) -> bool:
    """Write the alert of an hour; False where it is written already."""
    try:
        with transaction.atomic():
            outbox.queue(
                referral=None, template=TEMPLATE, ways=(way,), personalisation={}, at=hour,
                language="en", due_at=due, until=until,
                uuid=uuid5(_ALERTS, f"{way.channel} {due.isoformat()}"),
            )  # fmt: skip
    except IntegrityError:
        return False
    return True
