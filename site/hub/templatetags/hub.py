"""``{% promise %}``: how soon the hub is in touch. ``breakable``: an address that may break."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hub.in_words import within
from hub.promise import slowest
from hub.snapshot import current_hub

register = template.Library()


@register.simple_tag
def promise() -> str:
    """Return the promise in words, or nothing when the hub's rules make none."""
    rules = current_hub().rules
    standard = slowest(rules)
    return within(rules, standard) if standard else ""


@register.simple_tag
def promise_stands_still() -> bool:
    """Tell whether the promise already leaves out the times when the hub is closed."""
    standard = slowest(current_hub().rules)
    return standard is not None and standard.unit != "hours"


@register.filter
def breakable(email: str) -> SafeString:
    """Return an email address that may break before its @ and nowhere inside a word."""
    name, at, host = email.partition("@")
    return format_html("{}<wbr>{}{}", name, at, host)
