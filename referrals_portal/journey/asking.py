"""The form for a code and four words, typed or pasted in any way.

Neither is ever shown again, nor said in a mistake: they open everything.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form, PlainCharField
from hub.snapshot import current_hub
from referrals_portal.sealing.words import DIGITS, WORDS, Kept, read

LENGTH = 400

Mistakes = dict[str, list[str]]
"""By field, the sentences that say what to check."""


def _box(label: Any, help_text: Any) -> PlainCharField:
    return PlainCharField(
        label=label,
        max_length=LENGTH,
        required=False,
        help_text=help_text,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"max_length": gettext_lazy("That is too long. Enter only what you kept.")},
    )


class BackForm(Form):
    """What it reads is in ``kept`` once it is valid. Slips are told apart from wrong guesses."""

    code = _box(
        gettext_lazy("Your code"), gettext_lazy("Ten digits. Spaces and dashes do not matter.")
    )
    words = _box(
        gettext_lazy("Your four words"),
        gettext_lazy("The first four letters of each are enough."),
    )
    kept: Kept

    def __init__(self, data: Any = None, mistakes: Mistakes | None = None, **kwargs: Any) -> None:
        """``mistakes`` of what was sent before are said, beside boxes that are empty."""
        super().__init__({} if mistakes else data, **kwargs)
        self._mistakes = mistakes or {}

    def clean(self) -> dict[str, Any]:
        """Say what cannot be right before anything is tried; a slip is no guess."""
        data = self.cleaned_data
        for name, said in self._mistakes.items():
            self.add_error(name, said)
        if self.errors:
            return data
        typed = read(data["code"], data["words"])
        if not typed.code:
            self.add_error("code", _("Enter your code."))
        elif not typed.code_is_whole:
            wrong = _("Check each digit of your code. There are ten, and one is not right.")
            self.add_error("code", wrong if len(typed.code) == DIGITS else _TEN % len(typed.code))
        if typed.unknown:
            wrong = _("Word %(number)d is not one of our words. Check how it is written.")
            self.add_error("words", wrong % {"number": typed.unknown[0]})
        elif len(typed.words) != WORDS:
            self.add_error("words", _("Enter your four words."))
        if typed.kept:
            self.kept = typed.kept
        return data

    @property
    def mistakes(self) -> Mistakes:
        """What is wrong, in words that hold nothing of what was typed."""
        return {name: list(map(str, said)) for name, said in self.errors.items()}

    def refuse(self) -> None:
        """Say that nothing opened: the same words, whatever the reason."""
        words = _(
            "We cannot open anything with this code and these words. Check both and try again. "
            "After a few tries you may have to wait some minutes."
        )
        if phone := current_hub().phone:
            words += " " + _("You can also phone us on %(phone)s.") % {"phone": phone}
        self.add_error("words", words)


_TEN = gettext_lazy("Your code has ten digits. You have entered %d.")
