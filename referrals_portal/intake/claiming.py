"""The form for the word that a person says on the phone, and how often it may be wrong."""

import hmac
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainCharField
from referrals_portal.intake.forms import VersionedForm
from referrals_portal.models import Referral

MOST_WRONG = 5
"""Wrong words for one referral on one day, whoever enters them; then only a manager may try."""


class ClaimForm(VersionedForm):
    """What was heard is compared with what was sealed; nobody is shown the word."""

    name = "claim"
    heard = PlainCharField(
        label=_("Which word did they say?"),
        max_length=100,
        help_text=_("Let them say it first. Do not help them with it."),
        error_messages={"required": _("Enter the word that they said.")},
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    what = forms.ChoiceField(
        label=_("What do they want?"),
        choices=[("over", _("To take it over")), ("stop", _("To stop it"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what they want."),
            "invalid_choice": _("Choose what they want."),
        },
    )

    def __init__(
        self,
        *args: Any,
        their_word: str,
        may_try: bool = True,
        **kwargs: Any,
    ) -> None:
        self.their_word, self.may_try = their_word, may_try
        self.was_wrong = False
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Compare the word; ``was_wrong`` then says if it is. What passes on is what they want."""
        data = self.cleaned_data
        if self.errors:
            return data
        if not self.may_try:
            self.add_error(
                "heard", _("Too many words were wrong. Do nothing more with it, and ask a manager.")
            )
        elif not is_their_word(data["heard"], self.their_word):
            self.was_wrong = True
            self.add_error(
                "heard", _("This is not the word. Ask them kindly to say or spell it again.")
            )
        return {"version": data["version"], "stop": data["what"] == "stop"}


def is_their_word(heard: str, their_word: str) -> bool:
    """Tell whether it is the word, however it is capitalised, spaced or accented in Unicode."""
    return bool(their_word.strip()) and hmac.compare_digest(_plain(heard), _plain(their_word))


def may_be_claimed(referral: Referral, answers: dict[str, dict[str, Any]], claimed: bool) -> bool:
    """Tell whether there is a word by which the person can take it over."""
    return referral.is_open and not claimed and bool(answers.get("agreed", {}).get("their_word"))


def _plain(word: str) -> bytes:
    return " ".join(unicodedata.normalize("NFKC", word).casefold().split()).encode()
