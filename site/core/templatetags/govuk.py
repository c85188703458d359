"""What pages draw: questions, error summaries and our own line drawings.

``{% questions form why=step.why title=step.title %}``, ``{% error_summary form %}``,
``{% some_questions form names %}``, ``{% drawing "door" %}``.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core import renderer
from core.components import heading_field

register = template.Library()


@register.simple_tag
def questions(form: forms.BaseForm, title: str = "", why: str = "") -> SafeString:
    """Return the page's heading, why we ask, and the form's questions.

    One question on a page is its heading; of several, the heading is ``title``.
    """
    if heading_field(form):
        return form.render(context=form.get_context() | {"heading": True, "why": why})
    heading = format_html('<h1 class="govuk-heading-l">{}</h1>', title)
    reason = format_html('<p class="why">{}</p>', why) if why else SafeString()
    return heading + reason + form.render()


@register.simple_tag
def some_questions(form: forms.BaseForm, names: Collection[str]) -> SafeString:
    """Return those of a form's questions, where a page says something between them."""
    drawn = (
        bound.render(context={"field": bound, "look": look})
        for bound, look in renderer.questions(form)
        if bound.name in names
    )
    return format_html_join("", "{}", ((each,) for each in drawn))


@register.simple_tag
def error_summary(form: forms.BaseForm) -> SafeString:
    """Return the list of what is wrong with a form, or nothing."""
    context: dict[str, Any] = {"errors": renderer.error_summary(form)}
    return SafeString(renderer.GovukRenderer().render("forms/error_summary.html", context))


@register.simple_tag
@lru_cache
def drawing(name: str) -> SafeString:
    """Return one of our drawings from ``static/img`` as inline SVG, so that it takes our colours.

    Raises ``FileNotFoundError`` when there is none of that name. Only our templates name drawings.
    """
    path = settings.BASE_DIR / "static" / "img" / f"{name}.svg"
    return SafeString(path.read_text(encoding="utf-8").strip())
