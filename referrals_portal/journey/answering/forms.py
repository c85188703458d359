"""The two questions: which code, and what they want."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form, PlainCharField
from referrals_portal.forms.base import choice
from referrals_portal.models import FollowUp
from referrals_portal.sealing import codes

YES, LATER, NEVER = "yes", "later", "never"
KINDS = {
    YES: FollowUp.Kind.ACCEPTED,
    LATER: FollowUp.Kind.LATER,
    NEVER: FollowUp.Kind.NEVER,
}


class CodeForm(Form):
    """The code, typed in any way. What it reads is in ``code`` once it is valid."""

    code = PlainCharField(
        label=gettext_lazy("Your code"),
        max_length=60,
        help_text=gettext_lazy(
            "Ten letters and numbers. Capitals, spaces and dashes do not matter."
        ),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={
            "required": gettext_lazy("Enter your code."),
            "max_length": gettext_lazy("That is too long. Enter only the code."),
        },
    )

    def clean_code(self) -> str:
        """Say what cannot be right before anything is tried; a slip is no guess."""
        code = codes.read(str(self.cleaned_data["code"]))
        if not codes.is_whole(code):
            raise forms.ValidationError(
                _("Check each letter and number of your code. There are ten in all.")
            )
        return code

    def refuse(self) -> None:
        """Say that nothing opened: the same words, whatever the reason."""
        self.add_error("code", _("We do not know this code. Check it and try again."))


class AnswerForm(Form):
    """What they want. Nothing is chosen before they choose."""

    hints: dict[str, dict[str, Any]] = {
        "answer": {
            YES: gettext_lazy("On the next page you can tell us what is safe."),
            LATER: gettext_lazy("We wait. You can come back with the same code, for a year."),
            NEVER: gettext_lazy(
                "We will not write to you or call you again. You can still come to us."
            ),
        }
    }

    answer = choice(
        gettext_lazy("Would you like to hear from us?"),
        [
            (YES, gettext_lazy("Yes, please get in touch")),
            (LATER, gettext_lazy("Not now")),
            (NEVER, gettext_lazy("Never again")),
        ],
        missing=gettext_lazy("Choose what you would like."),
    )
