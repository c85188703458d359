"""Answers of every kind, drawn from the forms: whatever a question offers may be chosen."""

from typing import Any

from django import forms
from hypothesis import strategies as st

from core.forms import PlainCharField
from referrals_portal.forms.base import Answers
from referrals_portal.steps import BY_KEY, Step, earlier

TYPED = {
    "phone": ["", "07700 900301", "01632 960001", "+33 6 12 34 56 78"],
    "email": ["", "llyr@example.org"],
    "address": ["", "1 Example Road"],
}
"""What is typed where it matters what; elsewhere any word will do."""


def of_field(name: str, field: Any) -> st.SearchStrategy[Any]:
    """Return what a browser may send for one question."""
    if isinstance(field, forms.BooleanField):
        return st.booleans()
    if isinstance(field, (forms.ChoiceField, forms.MultipleChoiceField)):
        values = [str(value) for value, _ in field.choices if value != ""]
        if isinstance(field, forms.MultipleChoiceField):
            if not values:
                return st.just([])
            return st.lists(st.sampled_from(values), unique=True, max_size=4)
        return st.sampled_from(values)
    if name in TYPED:
        return st.sampled_from(TYPED[name])
    assert isinstance(field, PlainCharField), name
    return st.sampled_from(["", "CANARY"] if not field.required else ["CANARY"])


def of_step(step: Step) -> st.SearchStrategy[dict[str, Any]]:
    """Return answers to all that a step could ask, whatever was answered before."""
    return st.fixed_dictionaries(
        {name: of_field(name, field) for name, field in step.form.base_fields.items()}
    )


def valid(draw: Any, key: str, answers: Answers) -> dict[str, Any]:
    """Draw answers that the step's own form accepts, as the views would keep them."""
    step = BY_KEY[key]
    form = step.form(answers=earlier(answers, step))
    given = {name: draw(of_field(name, field)) for name, field in form.fields.items()}
    if key == "contact":
        given["no_contact"] = not any(given[name] for name in ("phone", "email", "address"))
    if "start" in given and given["start"] >= given["end"]:
        given |= {"start": "10:00", "end": "12:00"}
    required = {"days": ["1"], "language": "CANARY", "crime_types": ["fraud"]}
    given |= {name: given[name] or also for name, also in required.items() if name in given}
    filled = step.form(given, answers=earlier(answers, step))
    assert filled.is_valid(), (key, given, filled.errors)
    return {
        name: list(value) if isinstance(value, list) else value
        for name, value in filled.cleaned_data.items()
    }
