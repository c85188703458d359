"""Making an installation a hub: the profile's facts become the row that editors keep."""

from dataclasses import asdict

from django.db import transaction

from hub import profile, snapshot
from hub.models import Hub, OpeningPeriod


@transaction.atomic
def load(slug: str) -> Hub:
    """Make this installation the hub ``slug``, all of it or none.

    Loading the same profile again puts its facts back and raises the version of the rules.
    """
    stated = profile.load(slug)
    row = Hub.load()
    row.slug, row.name, row.area = slug, stated.name, stated.area
    row.delivered_by, row.phone, row.email = stated.delivered_by, stated.phone, stated.email
    row.opening_hours_are_assumed = stated.hours_are_assumed
    if row.rules and row.rules != stated.rules:
        row.rules_version += 1
    row.rules, row.profile_as_of = stated.rules, stated.as_of
    row.partners = [asdict(partner) for partner in stated.partners]
    row.opening_periods = [
        OpeningPeriod(sort_order=place, day=p.day, opens=p.opens, closes=p.closes)
        for place, p in enumerate(stated.hours)
    ]
    row.save()
    snapshot.forget()
    return row
