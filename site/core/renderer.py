"""Draws every form of ours with the GOV.UK Design System's macros.

``{{ form }}`` and ``{{ form.name.as_field_group }}`` go to ``templates/forms``; a single widget,
and whatever the CMS draws, stays with Django's templates.
"""

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.utils.html import strip_tags

from core.components import Look, component, element_id, heading_field, top_level
from core.jinja import environment

_OURS = "forms/"


class GovukRenderer(BaseRenderer):
    """Django's renderer interface over our Jinja environment."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def __init__(self) -> None:
        self._django = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        """Return the Jinja template of ours, or Django's own of that name."""
        if template_name.startswith(_OURS):
            return environment().get_template(template_name)
        return self._django.get_template(template_name)

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Return the markup, with no blank space around it."""
        if not template_name.startswith(_OURS):
            return super().render(template_name, context, request)
        words = {"component": component, "questions": questions}
        return environment().get_template(template_name).render(words | context).strip()


def questions(form: forms.BaseForm, heading: bool = False, why: str = "") -> list[tuple[Any, Look]]:
    """Return the fields that stand on the page, each with how it is to look.

    ``heading``: the only field's question may be the page's ``<h1>``, with ``why`` under it.
    """
    first = heading_field(form) if heading or hasattr(form, "heading_field") else None
    return [
        (bound, Look(heading=bound.name == first, why=why if bound.name == first else ""))
        for bound in top_level(form)
    ]


def error_summary(form: forms.BaseForm) -> list[dict[str, str]]:
    """Return what is wrong as ``{"text", "href"}``, in the form's order.

    Each leads to the first control of its field; what is wrong with the form as a whole leads to
    its first question.
    """
    if not form.errors:
        return []
    visible = form.visible_fields()
    start = f"#{element_id(visible[0])}" if visible else ""
    whole = [(error, start) for error in form.non_field_errors()]
    fields = [(error, f"#{element_id(bound)}") for bound in visible for error in bound.errors]
    hidden = [(error, start) for bound in form.hidden_fields() for error in bound.errors]
    return [{"text": strip_tags(str(text)), "href": href} for text, href in whole + fields + hidden]
