"""The form that all of ours start from: plain text in, plain text out.

Names and words of every script pass unchanged but for Unicode's composed form (NFC). Control
characters, which no keyboard makes and some software trips over, are refused with a sentence.
"""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ALLOWED_CONTROLS = "\n\t"


def plain(value: str) -> str:
    """Return the text with line ends and composition made regular; raise if it holds controls."""
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    if any(_is_control(character) for character in value):
        raise ValidationError(
            _("Some of this cannot be read. Delete any unusual symbols, or type it again."),
            code="control",
        )
    return value


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") and character not in ALLOWED_CONTROLS


class PlainCharField(forms.CharField):
    """A text field that keeps what was typed: never evaluated, never trimmed inside."""

    def to_python(self, value: Any) -> Any:
        """Return the text in its regular form."""
        value = super().to_python(value)
        return plain(value) if isinstance(value, str) else value


class Form(forms.Form):
    """The base form. ``reveals``, ``dividers`` and ``hints`` are read by the renderer.

    ``reveals``: ``{field: {choice: [fields shown inside that choice]}}``;
    ``dividers``: ``{field: {choice: word before it}}``; ``hints``: ``{field: {choice: words}}``.
    """

    reveals: dict[str, dict[str, list[str]]] = {}
    dividers: dict[str, dict[str, Any]] = {}
    hints: dict[str, dict[str, Any]] = {}
    # We say what is missing in our own words; a browser's bubbles cannot be translated or read out.
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
