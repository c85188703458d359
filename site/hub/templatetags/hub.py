"""``{% promise_in_words %}``: how soon the hub is in touch. ``breakable``: for addresses."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hub.editing import TIME
from hub.in_words import within
from hub.promise import slowest
from hub.snapshot import current_hub

register = template.Library()


@register.simple_tag
def promise_in_words() -> SafeString | str:
    """Return the promise as the pages say it: in the hub's own words, or in ours."""
    hub = current_hub()
    standard = slowest(hub.rules)
    if standard is None:
        return ""
    before, _time, after = (hub.promise_words or _("Within {time} of you asking.")).partition(TIME)
    return format_html("{}<strong>{}</strong>{}", before, within(hub.rules, standard), after)


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
