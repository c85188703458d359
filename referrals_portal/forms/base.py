"""What the forms of all steps have in common."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.classification import Datum
from core.forms import Form, PlainCharField

KEPT = "with its referral, when the hub's retention says"
SEEN_BY = "staff of the queue"

PERSONAL = Datum(True, False, SEEN_BY, KEPT)
SENSITIVE = Datum(True, True, SEEN_BY, KEPT)

NAME_LENGTH = 80
WORDS_LENGTH = 2000

ON_BEHALF = ("someone_else", "someone_i_support_at_work")
"""Who may only be asked for if they know and agree."""
FOR_A_CHILD = ("my_child", "me_and_my_child")

Answers = dict[str, dict[str, Any]]
"""What has been answered: ``{step: {field: text, list of texts, or bool}}``, ready for JSON."""


def is_about_another(answers: Answers) -> bool:
    """Tell whether the person filling it in is asking for somebody else."""
    for_whom = answers.get("who", {}).get("for_whom")
    return for_whom in (*ON_BEHALF, *FOR_A_CHILD, "spokesperson")


class StepForm(Form):
    """The form of one step.

    ``answers`` are those of the other steps, for wording and for choices that depend on them.
    ``classified`` says of every field what kind of data it is; a test fails if one is left out.
    """

    classified: dict[str, Datum] = {}
    only_if_yes: tuple[str, ...] = ()
    """Ticks of which a "no" tells nothing, so that it is not shown again."""
    only_if_answered: tuple[str, ...] = ()
    """Questions that only some are asked, shown again where there is an answer."""
    tokens: dict[str, str] = {}
    """``{field: autocomplete token}``, used only on a device that nobody else looks at."""

    def __init__(self, *args: Any, answers: Answers | None = None, **kwargs: Any) -> None:
        self.answers = answers or {}
        super().__init__(*args, **kwargs)
        self.adapt()
        for name, token in self.tokens.items():
            if name in self.fields and self.device_is_private:
                self.fields[name].widget.attrs["autocomplete"] = token
        # Without script, a press on a line of the error summary adds this to the address.
        for place, field in enumerate(self.fields.values(), 1):
            field.widget.attrs["id"] = f"q{place}"

    def clean(self) -> dict[str, Any]:
        """Forget what was typed inside a choice that is not the one that was made.

        It may stand there from before a change of mind, out of sight.
        """
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name, choices in self.reveals.items():
            made = data.get(name)
            for each, names in choices.items():
                if name in data and each not in (made if isinstance(made, list) else [made]):
                    self._forget(data, names)
        return data

    def _forget(self, data: dict[str, Any], names: list[str]) -> None:
        for name in names:
            self.errors.pop(name, None)
            data[name] = [] if isinstance(self.fields[name], forms.MultipleChoiceField) else ""

    def adapt(self) -> None:
        """Change wording or choices to suit the other answers."""

    def offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Put other choices in the place of a question's own."""
        field: Any = self.fields[name]
        field.choices = choices

    @property
    def for_whom(self) -> str:
        """Whom it is for, in the words of the hub's rules; empty while nobody has said."""
        return self.answers.get("who", {}).get("for_whom", "")

    @property
    def about_someone_else(self) -> bool:
        """Whether the person filling it in is asking for somebody else."""
        return is_about_another(self.answers)

    @property
    def contacts_the_other(self) -> bool:
        """Whether the person it is for is to be contacted, and not whoever is asking."""
        return self.answers.get("agreed", {}).get("contact_whom") == "them"

    @property
    def device_is_private(self) -> bool:
        """Whether nobody else looks at this device, so that its browser may help with typing."""
        return self.answers.get("device", {}).get("shared") == "no"


class SeenForm(StepForm):
    """A page that is read and left, with no question on it."""


def choice(label: Any, choices: list[tuple[str, Any]], missing: Any, **kwargs: Any) -> Any:
    """Make a question with one answer out of several."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
        **kwargs,
    )


def several(label: Any, choices: list[tuple[str, Any]], missing: Any = "", **kwargs: Any) -> Any:
    """Make a question with any number of answers; required only if ``missing`` says what to do."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        required=bool(missing),
        error_messages={
            "required": missing,
            "invalid_choice": _("Choose from the list."),
            "invalid_list": _("Choose from the list."),
        },
        **kwargs,
    )


def words(label: Any, length: int, missing: Any = "", rows: int = 0, **kwargs: Any) -> Any:
    """Make a question answered in one's own words, at most ``length`` characters."""
    widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "false"}) if rows else None
    attrs = {} if rows else {"spellcheck": "false"}
    return PlainCharField(
        label=label,
        max_length=length,
        required=bool(missing),
        widget=widget or forms.TextInput(attrs=attrs),
        error_messages={
            "required": missing,
            "max_length": _(
                "Use %(limit_value)d characters or fewer. You have used %(show_value)d."
            ),
        },
        **kwargs,
    )
