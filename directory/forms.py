"""The one box of the directory's search."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form, PlainCharField

LONGEST_SEARCH = 200


class SearchForm(Form):
    """Words to look for. Nothing typed is the whole directory."""

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
