"""The forms of a referral's page. What is typed comes back with whatever was wrong about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form, PlainCharField
from referrals_portal.actions import moves
from referrals_portal.actions.closing import NEEDS_WORDS, Outcome
from referrals_portal.actions.contact import Channel, Result, fits
from referrals_portal.models import Referral
from referrals_portal.models.referral import Status

WORDS_LENGTH = 5000


def words(label: Any, missing: Any = "", rows: int = 3) -> PlainCharField:
    """Make a box for words, required only if ``missing`` says what to do."""
    return PlainCharField(
        label=label,
        max_length=WORDS_LENGTH,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows, "spellcheck": "false"}),
        error_messages={
            "required": missing,
            "max_length": _(
                "Use %(limit_value)d characters or fewer. You have used %(show_value)d."
            ),
        },
    )


def one_of(label: Any, choices: Any, missing: Any) -> forms.ChoiceField:
    """Make a list to choose one thing from."""
    return forms.ChoiceField(
        label=label,
        choices=[("", ""), *choices],
        error_messages={"required": missing, "invalid_choice": missing},
    )


class WorkForm(Form):
    """A form on a referral's page. ``name`` keeps its ids apart from those of its neighbours."""

    name = ""

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        self.referral = referral
        super().__init__(*args, auto_id=f"{self.name}-%s", **kwargs)
        self.adapt()

    def adapt(self) -> None:
        """Fit the form to the referral."""


class VersionedForm(WorkForm):
    """A form about the referral as it stood when the page was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def adapt(self) -> None:
        """Remember the version; a form that was typed in keeps the one that its author saw."""
        self.initial.setdefault("version", self.referral.version)


class NoteForm(WorkForm):
    """A note."""

    name = "note"
    text = words(_("Note"), missing=_("Write the note."), rows=4)


class AttemptForm(WorkForm):
    """A try at reaching the person, whatever came of it."""

    name = "attempt"
    channel = one_of(_("How did you try?"), Channel.choices, _("Choose how you tried."))
    result = one_of(_("What came of it?"), Result.choices, _("Choose what came of it."))
    text = words(_("Anything to remember (optional)"))

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be: a voicemail is not left by a letter."""
        data = self.cleaned_data
        if {"channel", "result"} <= data.keys() and not fits(data["channel"], data["result"]):
            self.add_error("result", _("This cannot come of trying in that way. Choose again."))
        return data


class StatusForm(VersionedForm):
    """Where the referral stands; only what may follow is offered."""

    name = "status"
    to = one_of(_("New status"), [], _("Choose the new status."))

    def adapt(self) -> None:
        """Offer what may follow; let an older page's choice through, to be told what changed."""
        super().adapt()
        offered = moves.chosen(self.referral.status, self.referral.first_contact_at is not None)
        codes = Status.values if self._is_of_an_older_page() else offered
        field: Any = self.fields["to"]
        field.choices = [("", ""), *((code, Status(code).label) for code in codes)]

    def _is_of_an_older_page(self) -> bool:
        return self.is_bound and self.data.get("version") != str(self.referral.version)


class CloseForm(VersionedForm):
    """How it ended."""

    name = "close"
    outcome = one_of(_("Outcome"), Outcome.choices, _("Choose how it ended."))
    text = words(_("Anything to remember (optional)"))

    def clean(self) -> dict[str, Any]:
        """Ask why, where the outcome must say why."""
        data = self.cleaned_data
        if data.get("outcome") in NEEDS_WORDS and not data.get("text", "").strip():
            self.add_error("text", _("Write why we cannot help with this."))
        return data


class EndForm(VersionedForm):
    """A press of a button about the referral as it stood: withdraw, open again."""

    name = "end"
