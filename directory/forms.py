"""The two boxes of the search. Choices are read as they come (``directory.carried``)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form, PlainCharField

LONGEST_SEARCH = 200
LONGEST_PLACE = 60


class SearchForm(Form):
    """Words to look for, and a place. Nothing typed is the whole directory."""

    q = PlainCharField(
        label=_("What would you like help with?"),
        help_text=_("A few words are enough. We do not keep what you type."),
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={
            "max_length": _("Use fewer words, at most %(limit_value)d letters."),
        },
    )
    postcode = PlainCharField(
        label=_("Near where?"),
        help_text=_("A town, or the first part of a postcode. You can leave this out."),
        required=False,
        max_length=LONGEST_PLACE,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"max_length": _("Write a town, or the first part of a postcode.")},
    )
