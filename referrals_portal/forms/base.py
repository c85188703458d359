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

Answers = dict[str, dict[str, Any]]
"""What has been answered: ``{step: {field: text, list of texts, or bool}}``, ready for JSON."""


class StepForm(Form):
    """The form of one step.

    ``answers`` are those of the other steps, for wording and for choices that depend on them.
    ``classified`` says of every field what kind of data it is; a test fails if one is left out.
    """

    classified: dict[str, Datum] = {}
    only_if_yes: tuple[str, ...] = ()
    """Ticks of which a "no" tells nothing, so that it is not shown again."""

    def __init__(self, *args: Any, answers: Answers | None = None, **kwargs: Any) -> None:
        self.answers = answers or {}
        super().__init__(*args, **kwargs)
        self.adapt()

    def adapt(self) -> None:
        """Change wording or choices to suit the other answers."""

    @property
    def about_someone_else(self) -> bool:
        """Whether the person filling it in is asking for somebody else."""
        return self.answers.get("who", {}).get("for_whom") in ("my_child", "someone_else")


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
