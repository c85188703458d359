"""A set of days of the week, kept as Open Referral's ``byday`` and chosen with tick boxes."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

CODES = {
    "MO": _("Monday"),
    "TU": _("Tuesday"),
    "WE": _("Wednesday"),
    "TH": _("Thursday"),
    "FR": _("Friday"),
    "SA": _("Saturday"),
    "SU": _("Sunday"),
}
"""RFC 5545's codes in the order of Python's weekdays."""


def numbers(byday: str) -> list[int]:
    """Return the days as Python counts them, Monday being 0."""
    order = list(CODES)
    return sorted(order.index(code) for code in byday.split(",") if code in CODES)


class WeekdaysChoice(forms.MultipleChoiceField):
    """Seven tick boxes whose value is a string such as ``MO,TU``."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        """Return the codes of a stored string, so that their boxes are ticked."""
        return value.split(",") if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """Return the string to store, its days in order."""
        chosen = super().clean(value)
        return ",".join(code for code in CODES if code in chosen)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether other days are ticked than before."""
        return set(self.prepare_value(initial) or []) - {""} != set(data or [])


class WeekdaysField(models.CharField):
    """The model's side: a string of at most seven codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """Return the tick boxes."""
        return WeekdaysChoice(
            choices=list(CODES.items()),
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
        )
