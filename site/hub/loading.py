"""Making an installation a hub: the profile's facts become the row that editors keep."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from hub import profile
from hub.models import Hub, OpeningPeriod, Welsh
from hub.versions import put_in_force


@transaction.atomic
def load(slug: str) -> Hub:
    """Make this installation the hub ``slug``, all of it or none.

    Loading the same profile again puts its facts back; if its rules are others than those in
    force, they are a new version. Whether Welsh is offered is then the editors' to say.
    """
    stated = profile.load(slug)
    row = Hub.load()
    is_new, row.slug = row.slug != slug, slug
    row.name, row.area = stated.name, stated.area
    row.delivered_by, row.phone, row.email = stated.delivered_by, stated.phone, stated.email
    row.opening_hours_are_assumed = stated.hours_are_assumed
    row.profile_as_of = stated.as_of
    if is_new:
        row.welsh = Welsh.DEMONSTRATION if "cy" in stated.languages else Welsh.OFF
    row.opening_periods = [
        OpeningPeriod(sort_order=place, day=p.day, opens=p.opens, closes=p.closes)
        for place, p in enumerate(stated.hours)
    ]
    row.save()
    Site.objects.filter(is_default_site=True).update(site_name=stated.name)
    put_in_force(row, stated.document, at=timezone.now(), why=f"profile of {stated.as_of}")
    return row
