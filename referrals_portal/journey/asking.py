"""The form for a code and four words, typed or pasted in any way."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form, PlainCharField
from hub.snapshot import current_hub
from referrals_portal.sealing.words import DIGITS, WORDS, Kept, read

LENGTH = 400


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

    def clean(self) -> dict[str, Any]:
        """Say what cannot be right before anything is tried; a slip is no guess."""
        data = self.cleaned_data
        if self.errors:
            return data
        typed = read(data["code"], data["words"])
        if not typed.code:
            self.add_error("code", _("Enter your code."))
        elif not typed.code_is_whole:
            wrong = _("Check each digit of your code. There are ten, and one is not right.")
            self.add_error("code", wrong if len(typed.code) == DIGITS else _TEN % len(typed.code))
        if typed.unknown:
            wrong = _("“%(word)s” is not one of our words. Check how it is written.")
            self.add_error("words", wrong % {"word": typed.unknown[0]})
        elif len(typed.words) != WORDS:
            self.add_error("words", _("Enter your four words."))
        if typed.kept:
            self.kept = typed.kept
        return data

    def refuse(self) -> None:
        """Say that nothing opened: the same words, whatever the reason."""
        self.add_error(
            "words",
            _(
                "We cannot open anything with this code and these words. Check both and try "
                "again. After a few tries you may have to wait some minutes. You can also phone "
                "us on %(phone)s."
            )
            % {"phone": current_hub().phone},
        )


_TEN = gettext_lazy("Your code has ten digits. You have entered %d.")
