"""``{% helpline as line %}``: who answers now. ``{{ hub.hours|hours_in_words }}``: when."""

from typing import Any

from django import template

from core.cache import changes_at
from directory.answering import Answer, answering_now
from directory.hours import Hours
from hub.opening import Period

register = template.Library()


@register.simple_tag(takes_context=True)
def helpline(context: dict[str, Any]) -> Answer:
    """Return who answers now, and tell the page cache when that may change."""
    answer = answering_now()
    if request := context.get("request"):
        changes_at(request, answer.until)
    return answer


@register.filter
def hours_in_words(periods: tuple[Period, ...]) -> str:
    """Return for example "Monday to Friday, 9am to 5pm"."""
    return Hours(periods).in_words()
