"""``{% promise %}``: how soon the hub is in touch. ``breakable``: an address that may break."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
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


@register.filter
def breakable(email: str) -> SafeString:
    """Return an email address that may break before its @ and nowhere inside a word."""
    name, at, host = email.partition("@")
    return format_html("{}<wbr>{}{}", name, at, host)
