"""The hub's facts in memory.

Read from the database once for each content generation, so it costs a request nothing. While the
database is down the last known hub stands, and before any was read the profile file does: the
page that says "ring us" must always know the number.
"""

from django.conf import settings

from core import generation
from core.kept import kept
from hub import profile, rules
from hub.facts import HubFacts
from hub.models import Hub
from hub.opening import WEEKDAYS_NINE_TO_FIVE, Period

__all__ = ["HubFacts", "current_hub", "forget"]


@kept(instead=lambda: _from_profile())
def current_hub() -> HubFacts:
    """Return the hub of this installation."""
    return _from_database()


def forget() -> None:
    """Read the hub again at the next call; for commands and tests that have just changed it."""
    current_hub.forget()
    generation.forget()


def _from_database() -> HubFacts:
    row = Hub.objects.first()
    if row is None or not row.slug:
        return _from_profile()
    periods = tuple(Period(p.day, p.opens, p.closes) for p in row.opening_periods.all())
    return HubFacts(
        slug=row.slug,
        name=row.name,
        area=row.area,
        delivered_by=row.delivered_by,
        phone=row.phone,
        email=row.email,
        hours=tuple(sorted(periods)) or WEEKDAYS_NINE_TO_FIVE,
        hours_are_assumed=row.opening_hours_are_assumed or not periods,
        rules=rules.read(row.rules),
        rules_version=row.rules_version,
        welsh=row.welsh,
        drafts_may_be_saved=row.drafts_may_be_saved,
        alert=row.alert,
        promise_words=row.promise_words,
        walls=frozenset(row.walls),
    )


def _from_profile() -> HubFacts:
    return HubFacts.from_profile(profile.load(settings.HUB))
