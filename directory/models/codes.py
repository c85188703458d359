"""A few of a fixed list of words, kept as their codes and chosen with tick boxes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models


def codes(kept: str) -> list[str]:
    """Return the codes of a stored string; none of an empty one."""
    return [code for code in kept.split(",") if code]


class CodesChoice(forms.MultipleChoiceField):
    """Tick boxes whose value is a string such as ``MO,TU``, in the order of the choices."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        """Return the codes of a stored string, so that their boxes are ticked."""
        return codes(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """Return the string to store, its codes in order."""
        chosen = super().clean(value)
        offered: Any = self.choices
        return ",".join(str(code) for code, _label in offered if code in chosen)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether other boxes are ticked than before."""
        return set(self.prepare_value(initial) or []) - {""} != set(data or [])


class CodesField(models.CharField):
    """The model's side: codes with commas between them; ``offered`` are the choices."""

    def __init__(self, *args: Any, offered: Iterable[tuple[Any, Any]] = (), **kwargs: Any) -> None:
        self.offered = list(offered)
        kwargs.setdefault("max_length", 400)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """Return the tick boxes."""
        return CodesChoice(
            choices=self.offered,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
        )
