"""``{% promise %}``: how soon the hub says it will be in touch, such as "48 hours"."""

from django import template
from django.utils.translation import ngettext

from hub.promise import promise_hours
from hub.snapshot import current_hub

register = template.Library()


@register.simple_tag
def promise() -> str:
    """Return the promise in words, or nothing when the hub's rules make none."""
    hours = promise_hours(current_hub().rules)
    if hours is None:
        return ""
    return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}
