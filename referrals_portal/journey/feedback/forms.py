"""The four questions. All but one may be left open, and none has a box for words."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from core.forms import Form
from referrals_portal.feedback import ANSWERS, QUESTIONS


class FeedbackForm(Form):
    """One choice for each question; nothing is chosen before they choose."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for place, (name, words) in enumerate(QUESTIONS.items(), 1):
            self.fields[name] = forms.ChoiceField(
                label=words,
                choices=list(ANSWERS.items()),
                required=False,
                widget=forms.RadioSelect(attrs={"id": f"q{place}"}),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for one answer at least: a press by mistake must not use the code up."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(data.values()) and not self.errors:
            self.add_error(next(iter(QUESTIONS)), _("Answer at least one question."))
        return data

    @property
    def chosen(self) -> dict[str, str]:
        """What was answered, by question; what was left open is not there."""
        return {name: answer for name, answer in self.cleaned_data.items() if answer}
