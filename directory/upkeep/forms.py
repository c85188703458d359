"""The two forms that people outside fill in: the public's, and that of a service itself."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from core.forms import Form, PlainCharField
from directory.models import Service, Suggestion
from directory.models.codes import CodesChoice
from directory.upkeep import changes

LONGEST = {"description": 3000, "eligibility_description": 1000, changes.PHONES: 400}
"""Letters, where the record itself sets no limit."""
LONGEST_HOURS = 500
BOXES = {"description", "eligibility_description", changes.PHONES, changes.HOURS}
HINTS = {
    "summary": _("What it does, in words that a tired person takes in at once."),
    changes.PHONES: _("One on each line. Write “(text)” after a number that takes texts."),
    changes.HOURS: _("For example: Monday to Friday, 9am to 5pm. An editor will set them."),
    "application_process": _("For example: call, or ask us to put you in touch."),
    "wait_time": _("For example: 2 weeks."),
    "alert": _("For example: no drop-in this week."),
}
WITHOUT_WORDS = {changes.PHONES, "referral", *changes.CODES}
"""What a service whose address is secret may change: any words could say where it is."""
ONLY = {
    "wait_time": RegexValidator(
        r"^\d{1,3} (?:days?|weeks?|months?)$",
        _("Write only how many days, weeks or months, like: 2 weeks."),
    ),
    "fees_description": RegexValidator(
        r"^(?:Free|£\d{1,4}(?:\.\d\d)?)$", _("Write only a price, like: £5 or Free.")
    ),
}
"""And these, in nothing but a shape with no room for words."""
TOO_LONG = _("Use fewer words, at most %(limit_value)d letters.")


class WrongForm(Form):
    """What anybody says is wrong with an entry. There is nothing in it about who they are."""

    wrong = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Suggestion.Wrong.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is wrong."),
            "invalid_choice": _("Choose what is wrong."),
        },
    )
    says = PlainCharField(
        label=_("What should it say instead?"),
        help_text=_(
            "A few words, if you know. Do not write about yourself or about what happened: nobody "
            "from the support team reads this."
        ),
        required=False,
        max_length=150,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "true"}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if service.address_is_secret:
            # The words could be where it is.
            del self.fields["says"]

    def clean(self) -> dict[str, Any]:
        """Ask for words where nothing else says what is wrong."""
        found = super().clean() or {}
        unsaid = found.get("wrong") == Suggestion.Wrong.ELSE and not found.get("says")
        if unsaid and "says" in self.fields and "says" not in self.errors:
            self.add_error("says", _("Write in a few words what it should say."))
        return found


class ProviderForm(Form):
    """What a service itself may ask us to change, filled in with what we say now."""

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        self.before = changes.said(service)
        super().__init__(*args, initial=self.before, **kwargs)
        offered = _without_words(self.before) if service.address_is_secret else changes.NAMES
        self.fields |= {name: _field(name) for name in changes.NAMES if name in offered}
        if service.address_is_secret:
            for name in ONLY.keys() & offered:
                self.fields[name].validators.append(ONLY[name])

    def clean_phones(self) -> str:
        """Refuse what is no number."""
        text: str = self.cleaned_data[changes.PHONES]
        changes.numbers_in(text)
        return text

    @property
    def changes(self) -> dict[str, list[str]]:
        """The changes, of a valid form."""
        return changes.difference(self.before, self.cleaned_data)


def _without_words(before: Mapping[str, str]) -> set[str]:
    """Return what may be changed without words. What says more by now stays with the editors."""
    return WITHOUT_WORDS | {name for name, only in ONLY.items() if _fits(only, before[name])}


def _fits(only: RegexValidator, text: str) -> bool:
    try:
        if text:
            only(text)
    except ValidationError:
        return False
    return True


def _field(name: str) -> forms.Field:
    if name in changes.CODES:
        offered = Service._meta.get_field(name).offered  # type: ignore[union-attr]
        return CodesChoice(choices=offered, required=False, label=changes.NAMES[name])
    if name == "referral":
        return forms.ChoiceField(
            choices=[("", _("We do not say")), *Service._meta.get_field(name).choices],  # type: ignore[union-attr,misc]
            required=False,
            label=changes.NAMES[name],
            widget=forms.RadioSelect,
        )
    required = name == "summary"
    return PlainCharField(
        label=changes.NAMES[name],
        help_text=HINTS.get(name, ""),
        required=required,
        max_length=_longest(name),
        widget=forms.Textarea if name in BOXES else forms.TextInput,
        error_messages={
            "max_length": TOO_LONG,
            "required": _("Say in one sentence what it does."),
        },
    )


def _longest(name: str) -> int:
    if name == changes.HOURS:
        return LONGEST_HOURS
    return LONGEST.get(name) or Service._meta.get_field(name).max_length  # type: ignore[union-attr,return-value]
