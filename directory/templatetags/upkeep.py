"""When a service was checked, in words: ``{{ service.assured_date|checked_in_words }}``."""

from datetime import date

from django import template
from django.utils import timezone

from directory.upkeep import freshness
from directory.upkeep.facts import day_of

register = template.Library()


@register.filter
def checked_in_words(assured: date | None) -> str:
    """Return for example "Checked 3 months ago", as of today in London."""
    return freshness.checked_in_words(assured, day_of(timezone.now()))
