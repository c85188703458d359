"""``promise`` and ``weekends_count``: how soon the hub is in touch; ``breakable`` addresses."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from hub import promise
from hub.snapshot import current_hub

register = template.Library()


@register.simple_tag(name="promise")
def how_soon() -> str:
    """Return the promise in words, or nothing when the hub's rules make none."""
    hours = promise.promise_hours(current_hub().rules)
    if hours is None:
        return ""
    return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}


@register.simple_tag
def weekends_count() -> bool:
    """Return whether the promise holds on every day of the week."""
    return promise.weekends_count(current_hub().hours)


@register.filter
def breakable(email: str) -> SafeString:
    """Return an email address that may break before its @ and nowhere inside a word."""
    name, at, host = email.partition("@")
    return format_html("{}<wbr>{}{}", name, at, host)
