"""From a Django form's field to the words that a GOV.UK Design System macro wants.

A :class:`Component` is the name of a macro and its parameters. What a form may say for itself,
all optional, all by field name:

- ``reveals``: ``{field: {choice: [fields]}}``: fields drawn inside that choice, and only there;
- ``dividers``: ``{field: {choice: word}}``: a word before that choice. Of checkboxes, the choice
  is also exclusive: ticking it unticks the others;
- ``hints``: ``{field: {choice: words}}``: a line under a choice; a choice's value or label may
  also carry it as ``.hint``;
- ``heading_field``: the field whose question is the page's heading.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

Params = dict[str, Any]
# The server says in words what is too long; a browser would cut off a pasted text in silence.
_OURS = {"class", "rows", "cols", "maxlength", "minlength", "required", "id", "type", "value"}
# Django gives every textarea ten rows; a few words need fewer, and the box can be dragged larger.
_DJANGO_ROWS, _ROWS = "10", 5


@dataclass(frozen=True)
class Component:
    """One field, ready to be drawn: ``macro`` is a name that forms/field.html knows."""

    macro: str
    params: Params


@dataclass(frozen=True)
class Look:
    """How a field stands on its page: as the page's heading or not, and why we ask."""

    heading: bool = False
    inside: bool = False
    why: str = ""


def component(bound: BoundField, look: Look | None = None) -> Component:
    """Return what draws this field. Any widget that is not of the Design System is ``other``."""
    look = look or Look()
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return Component("checkboxes", _single_checkbox(bound, look))
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return Component("checkboxes", _choices(bound, look))
    if isinstance(widget, forms.RadioSelect):
        return Component("radios", _choices(bound, look))
    if isinstance(widget, forms.Select) and not widget.allow_multiple_selected:
        return Component("select", _select(bound, look))
    if isinstance(widget, forms.Textarea):
        return Component("textarea", _textarea(bound, look))
    if isinstance(widget, forms.widgets.Input) and not isinstance(widget, forms.FileInput):
        return Component("input", _input(bound, look))
    if isinstance(widget, forms.MultiWidget):
        return Component("boxes", _boxes(bound, look))
    return Component("other", _labelled(bound, look) | {"widget": bound.as_widget()})


def element_id(bound: BoundField) -> str:
    """Return the id of the field's first control: where its label and its error lead."""
    return str(bound.field.widget.attrs.get("id") or bound.auto_id or bound.html_name)


def revealed_fields(form: forms.BaseForm) -> set[str]:
    """Return the names of the fields that are drawn inside a choice of another one."""
    reveals: dict[str, dict[str, list[str]]] = getattr(form, "reveals", {})
    return {name for choices in reveals.values() for names in choices.values() for name in names}


def top_level(form: forms.BaseForm) -> list[BoundField]:
    """Return the visible fields that stand on the page itself, in the form's order."""
    inside = revealed_fields(form)
    return [bound for bound in form.visible_fields() if bound.name not in inside]


def heading_field(form: forms.BaseForm) -> str | None:
    """Return the field whose question can head the page: named by the form, or its only one."""
    if named := getattr(form, "heading_field", None):
        return str(named)
    fields = top_level(form)
    if len(fields) != 1 or isinstance(fields[0].field.widget, forms.CheckboxInput):
        return None
    return fields[0].name


def _common(bound: BoundField, look: Look) -> Params:
    params: Params = {"name": bound.html_name}
    if hint := _hint(bound, look):
        params["hint"] = {"text": hint}
    if bound.errors:
        errors = format_html_join(SafeString("<br>"), "{}", ((error,) for error in bound.errors))
        params["errorMessage"] = {"html": errors, "visuallyHiddenText": _("Error")}
    return params


def _hint(bound: BoundField, look: Look) -> str:
    help_text = str(bound.help_text or "")
    if not look.why:
        return help_text
    words = [("why", look.why)] + ([("help", help_text)] if help_text else [])
    return format_html_join("", '<span class="hint-line hint-line--{}">{}</span>', words)


def _label(bound: BoundField, look: Look, base: str = "govuk-label") -> Params:
    legend = base.endswith("legend")
    size = "l" if look.heading else "m" if legend and not look.inside else "s"
    classes = f"{base}--{size}" if legend or not look.inside else ""
    return {"text": str(bound.label), "classes": classes, "isPageHeading": look.heading}


def _labelled(bound: BoundField, look: Look) -> Params:
    return _common(bound, look) | {"id": element_id(bound), "label": _label(bound, look)}


def _attributes(bound: BoundField) -> Params:
    attrs = bound.field.widget.attrs
    said = {
        name: value for name, value in attrs.items() if name not in _OURS and value is not False
    }
    return {name: name if value is True else str(value) for name, value in said.items()}


def _styled(bound: BoundField) -> Params:
    return {
        "classes": bound.field.widget.attrs.get("class", ""),
        "attributes": _attributes(bound),
        "disabled": bound.field.disabled,
    }


def _input(bound: BoundField, look: Look) -> Params:
    widget = bound.field.widget
    context = widget.get_context(bound.html_name, bound.value(), {})["widget"]
    params = _labelled(bound, look) | _styled(bound) | {"type": context["type"]}
    if context["type"] == "number":
        # A spinner changes numbers by accident; the Design System asks for digits instead.
        params["type"] = "text"
        params["attributes"].setdefault("inputmode", "numeric")
    if context["value"] is not None:
        params["value"] = _unbroken(str(context["value"]))
    return params


def _boxes(bound: BoundField, look: Look) -> Params:
    """Return small boxes beside each other, as of a date; the widget's ``labels`` names them."""
    widget: Any = bound.field.widget
    value = bound.value()
    values = value if isinstance(value, list) else widget.decompress(value)
    first, wrong = element_id(bound), " govuk-input--error" if bound.errors else ""
    items = [
        {
            "id": f"{first}{suffix}" if place else first,
            "name": bound.html_name + suffix,
            "label": str(label),
            "value": _unbroken(str(typed or "")),
            "classes": box.attrs.get("class", "") + wrong,
            "inputmode": box.attrs.get("inputmode"),
        }
        for place, (box, suffix, label, typed) in enumerate(
            zip(widget.widgets, widget.widgets_names, widget.labels.values(), values, strict=True)
        )
    ]
    # It is one question, as big as that of one box.
    legend = _label(bound, replace(look, inside=True), "govuk-fieldset__legend")
    # What is wrong leads to the first box, so the group as a whole has another id.
    return _common(bound, look) | {
        "id": f"{first}-boxes",
        "fieldset": {"legend": legend},
        "items": items,
    }


def _textarea(bound: BoundField, look: Look) -> Params:
    widget = bound.field.widget
    rows = str(widget.attrs.get("rows", _DJANGO_ROWS))
    return (
        _labelled(bound, look)
        | _styled(bound)
        | {
            "value": _unindentable(widget.format_value(bound.value()) or ""),
            "rows": _ROWS if rows == _DJANGO_ROWS else rows,
        }
    )


def _unindentable(value: str) -> SafeString:
    """Return a textarea's words escaped, with line breaks that a macro cannot indent.

    The first one is the line break that every browser drops at the start of a textarea.
    """
    return _unbroken("\n" + value.replace("\r\n", "\n"))


def _unbroken(value: str) -> SafeString:
    """Return the text escaped, with every line break of Unicode's as a reference."""
    broken: dict[str, str | int | None] = {
        "\n": "&#10;",
        "\u2028": "&#8232;",
        "\u2029": "&#8233;",
        "\x85": "&#133;",
    }
    return SafeString(str(escape(value)).translate(str.maketrans(broken)))


def _select(bound: BoundField, look: Look) -> Params:
    items = [
        {"value": str(value), "text": str(label), "selected": chosen}
        for value, label, chosen in _options(bound)
    ]
    return _labelled(bound, look) | _styled(bound) | {"items": items}


def _single_checkbox(bound: BoundField, look: Look) -> Params:
    params = _common(bound, look)
    hint = params.pop("hint", None)
    box: Params = {
        "id": element_id(bound),
        "value": bound.field.widget.attrs.get("value", "yes"),
        "text": str(bound.label),
        "checked": bool(bound.value()),
        "attributes": _attributes(bound),
        "disabled": bound.field.disabled,
    }
    return params | {
        "idPrefix": element_id(bound),
        "items": [box | ({"hint": hint} if hint else {}) | _conditional(bound, "True")],
    }


def _choices(bound: BoundField, look: Look) -> Params:
    legend = _label(bound, look, "govuk-fieldset__legend")
    return _common(bound, look) | {
        "idPrefix": element_id(bound),
        "fieldset": {"legend": legend},
        "classes": bound.field.widget.attrs.get("class", ""),
        "items": list(_items(bound)),
    }


def _items(bound: BoundField) -> Iterator[Params]:
    dividers = getattr(bound.form, "dividers", {}).get(bound.name, {})
    attributes = _attributes(bound)
    for value, label, chosen in _options(bound):
        if str(value) == "":
            continue
        item: Params = {
            "value": str(value),
            "text": str(label),
            "checked": chosen,
            "attributes": attributes,
            "disabled": bound.field.disabled,
        }
        if hint := _choice_hint(bound, value, label):
            item["hint"] = {"text": str(hint)}
        if str(value) in dividers:
            yield {"divider": str(dividers[str(value)])}
            item["behaviour"] = "exclusive"
        yield item | _conditional(bound, str(value))


def _choice_hint(bound: BoundField, value: Any, label: Any) -> Any:
    by_form = getattr(bound.form, "hints", {}).get(bound.name, {}).get(str(value))
    return by_form or getattr(value, "hint", None) or getattr(label, "hint", None)


def _conditional(bound: BoundField, choice: str) -> Params:
    names = getattr(bound.form, "reveals", {}).get(bound.name, {}).get(choice, ())
    if not names:
        return {}
    # The renderer draws a bound field by the same template as one that stands on the page itself.
    drawn = [bound.form[name].render(context=field_context(bound.form[name])) for name in names]
    return {"conditional": {"html": SafeString("\n".join(drawn))}}


def field_context(bound: BoundField) -> Params:
    """Return what forms/field.html needs to draw a field that stands inside a choice."""
    return {"field": bound, "look": Look(inside=True)}


def _options(bound: BoundField) -> Iterator[tuple[Any, Any, bool]]:
    chosen = set(bound.field.widget.format_value(bound.value()))
    for value, label in bound.field.widget.choices:
        group = label if isinstance(label, (list, tuple)) else [(value, label)]
        for one, words in group:
            yield one, words, ("" if one is None else str(one)) in chosen
