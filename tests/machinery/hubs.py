"""Hubs made for one test."""

from typing import Any

from hub import rules
from hub.facts import HubFacts
from hub.opening import WEEKDAYS_NINE_TO_FIVE, Period
from hub.walls import walled_in


def a_hub(hours: tuple[Period, ...] = WEEKDAYS_NINE_TO_FIVE, **document: Any) -> HubFacts:
    """Return a hub with a rules document, open from Monday to Friday unless it is said."""
    return HubFacts(
        slug="example", name="Example Hub", area="Anytown", delivered_by="",
        phone="01632 960001", email="", hours=hours, hours_are_assumed=False,
        rules=rules.read(document), rules_version=7, walls=walled_in(document),
    )  # fmt: skip
