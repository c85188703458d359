"""The forms of a referral's page by which somebody is written to, met, or asked."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hub.rules import Specialist
from referrals_portal.actions.appointments import reminder_due
from referrals_portal.actions.assigning import colleagues_for
from referrals_portal.actions.contact import Channel
from referrals_portal.actions.writing import SENT
from referrals_portal.intake.forms import VersionedForm, WorkForm, one_of, words
from referrals_portal.intake.moment import MomentField
from referrals_portal.intake.written import what
from referrals_portal.messages.catalogue import CATALOGUE, LETTER

LONGEST_AHEAD = timedelta(days=366)


def _by(channels: Collection[str]) -> list[tuple[str, Any]]:
    return [(each, Channel(each).label) for each in channels]


class WriteForm(VersionedForm):
    """One of the messages that staff may send by hand; ``channels`` are the safe ones.

    says: what each of the messages says to them, word for word, as a text.
    """

    name = "write"
    template = one_of(_("What do you want to say?"), [], _("Choose what you want to say."))
    channel = one_of(_("How?"), [], _("Choose how to write."))

    def __init__(
        self, *args: Any, channels: Collection[str], says: Mapping[str, str], **kwargs: Any
    ) -> None:
        self.channels, self.says = channels, says
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        """Offer what is safe, and nothing else."""
        super().adapt()
        fields: Any = self.fields
        fields["template"].widget = forms.RadioSelect()
        fields["template"].choices = [(each, what(each)) for each in self.says]
        fields["channel"].choices = [("", ""), *_by(self.channels)]
        self.hints = {"template": dict(self.says)}

    def clean(self) -> dict[str, Any]:
        """Refuse a letter for which there are no words."""
        data = self.cleaned_data
        written = CATALOGUE[data["template"]].wordings if data.get("template") else {}
        if data.get("channel") == LETTER and written and LETTER not in written:
            self.add_error("channel", _("There is no letter with these words. Choose another way."))
        return data


class AppointmentForm(VersionedForm):
    """A time that was agreed, and whether to write to them of it, by what is safe."""

    name = "appointment"
    starts_at = MomentField(_("When will you speak or meet?"))
    channel = forms.ChoiceField(label=_("Write to them about it?"), required=False)
    remind = forms.ChoiceField(label=_("Remind them the day before?"), required=False)
    text = words(
        _("Anything to remember, such as where (optional)"),
        rows=2,
        help_text=_("For us alone: no message says it."),
    )

    def __init__(
        self, *args: Any, channels: Collection[str], at: datetime, hours: Any, **kwargs: Any
    ) -> None:
        self.channels, self.at, self.hours = channels, at, hours
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        """Offer what is safe, and nothing else."""
        super().adapt()
        fields: Any = self.fields
        fields["channel"].choices = [("", _("No")), *_by(self.channels)]
        fields["remind"].choices = [("", _("No")), ("yes", _("Yes, if they want that"))]
        if not self.channels:
            del fields["channel"]
        if not any(each in SENT for each in self.channels):
            del fields["remind"]

    def clean_starts_at(self) -> datetime:
        """Refuse what has been, and what is so far away that the year must be wrong."""
        when: datetime = self.cleaned_data["starts_at"]
        if when <= self.at:
            raise forms.ValidationError(_("This is in the past. Check the date and the time."))
        if when > self.at + LONGEST_AHEAD:
            raise forms.ValidationError(_("This is more than a year away. Check the year."))
        return when

    def clean(self) -> dict[str, Any]:
        """Say so where it is too late for a reminder."""
        data = self.cleaned_data
        data["remind"] = data.get("remind") == "yes"
        starts_at = data.get("starts_at")
        if data["remind"] and starts_at and not reminder_due(starts_at, self.hours, self.at):
            self.add_error("remind", _("It is too late for a reminder. Choose no."))
        return data


class TaskForm(WorkForm):
    """A press of a button about one thing to do."""

    name = "task"
    task = forms.UUIDField(widget=forms.HiddenInput)


class PostedForm(TaskForm):
    """That a letter was posted."""

    name = "posted"


class CancelForm(WorkForm):
    """A press of a button about one appointment."""

    name = "cancel"
    appointment = forms.UUIDField(widget=forms.HiddenInput)


class PartnerForm(VersionedForm):
    """Which of those to whom the person agreed is asked to ring us."""

    name = "partner"
    partner = one_of(_("Who?"), [], _("Choose who is to ring us."))

    def __init__(self, *args: Any, agreed: Sequence[Specialist], **kwargs: Any) -> None:
        self.agreed = agreed
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        """Offer only those."""
        super().adapt()
        field: Any = self.fields["partner"]
        field.choices = [("", ""), *((each.key, each.name) for each in self.agreed)]


class GiveForm(VersionedForm):
    """The colleague who is to deal with it."""

    name = "give"
    to = one_of(_("Colleague"), [], _("Choose a colleague."))

    def adapt(self) -> None:
        """Offer those who may see it."""
        super().adapt()
        self.colleagues = {str(each.pk): each for each in colleagues_for(self.referral)}
        field: Any = self.fields["to"]
        field.choices = [("", ""), *((key, str(each)) for key, each in self.colleagues.items())]

    def clean_to(self) -> Any:
        """Return the account."""
        return self.colleagues[self.cleaned_data["to"]]


def key_of(text: str) -> UUID | None:
    """Return what an address names, or None where that is no identity at all."""
    try:
        return UUID(text)
    except ValueError:
        return None
