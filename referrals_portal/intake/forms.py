"""The forms of a referral's page. What is typed comes back with whatever was wrong about it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import Form, PlainCharField
from hub.rules import Team
from hub.snapshot import current_hub
from referrals_portal.actions import moves
from referrals_portal.actions.closing import NEEDS_WORDS, Outcome
from referrals_portal.actions.contact import Channel, Result, fits, is_marked_safe
from referrals_portal.actions.teams import teams_for
from referrals_portal.intake.moment import MomentField
from referrals_portal.intake.promised import RULED_OUT
from referrals_portal.models import Referral
from referrals_portal.models.referral import Priority, Status
from referrals_portal.safe_contact import SafeContact
from referrals_portal.triage.standards import RuledOut

WORDS_LENGTH = 5000
LONGEST_AGO = timedelta(days=366)
"""How long before its clocks start a crime may have been recorded."""


def words(label: Any, missing: Any = "", rows: int = 3, help_text: Any = "") -> PlainCharField:
    """Make a box for words, required only if ``missing`` says what to do."""
    return PlainCharField(
        label=label,
        max_length=WORDS_LENGTH,
        required=bool(missing),
        help_text=help_text,
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


def _not_safe(way: Any) -> str:
    return gettext("%(way)s – not marked safe") % {"way": way.label}


class VouchForm(VersionedForm):
    """That it comes from a person."""

    name = "vouch"


class NoteForm(WorkForm):
    """A note."""

    name = "note"
    text = words(_("Note"), missing=_("Write the note."), rows=4)


class AttemptForm(WorkForm):
    """A try at reaching the person, whatever came of it.

    ``safe`` is what they allowed, held against the moment ``at`` at which it is recorded.
    """

    name = "attempt"
    channel = one_of(_("How did you try?"), Channel.choices, _("Choose how you tried."))
    result = one_of(_("What came of it?"), Result.choices, _("Choose what came of it."))
    why_safe = words(
        _("Why was this safe?"),
        rows=2,
        help_text=_(
            "Only for what is not marked safe, or not safe at this time. For example, they asked "
            "for it on the phone since."
        ),
    )
    instead = forms.ChoiceField(
        label=_("Does it count in place of what was promised?"),
        choices=[
            ("", _("No, or it is what was promised")),
            *((code, RULED_OUT[code]) for code in (RuledOut.NEEDS, RuledOut.SAFETY)),
        ],
        required=False,
        help_text=_(
            "Only if you spoke with them in another way than the hub promised. What they told us "
            "themselves counts already."
        ),
    )
    text = words(_("Anything to remember (optional)"))

    def __init__(self, *args: Any, safe: SafeContact, at: datetime, **kwargs: Any) -> None:
        self.safe, self.at = safe, at
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        """Put the safe ways first, and say of the others that they are not, or not now."""
        fields: Any = self.fields
        ways = {code: is_marked_safe(self.safe, code, self.at) for code in Channel}
        safe_first = sorted(Channel, key=ways.__getitem__, reverse=True)
        fields["channel"].choices = [
            ("", ""),
            *((code, code.label if ways[code] else self._not_safe(code)) for code in safe_first),
        ]
        if not self.safe.may_leave_voicemail:
            voicemail = Result.LEFT_VOICEMAIL
            labels = dict(Result.choices) | {voicemail.value: _not_safe(voicemail)}
            fields["result"].choices = [("", ""), *labels.items()]
        fields["result"].required = False

    def clean_result(self) -> str:
        """Ask what came of it, unless they called us: then somebody spoke with them."""
        result: str = self.cleaned_data["result"]
        if not result and self.cleaned_data.get("channel") == Channel.THEY_CONTACTED_US:
            return Result.SPOKE
        if not result:
            raise forms.ValidationError(self.fields["result"].error_messages["required"])
        return result

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be, and what was not marked safe without a word why it was."""
        data = self.cleaned_data
        if not {"channel", "result", "why_safe"} <= data.keys():
            return data
        way = data["channel"], data["result"]
        if not fits(*way):
            self.add_error("result", _("This cannot come of trying in that way. Choose again."))
        elif not (is_marked_safe(self.safe, way[0], self.at, way[1]) or data["why_safe"].strip()):
            self.add_error("why_safe", self._say_why(*way))
        elif data.get("instead") and way[1] not in (Result.SPOKE, Result.SENT):
            self.add_error("instead", _("Nothing counts that did not reach them."))
        return data

    def _not_safe(self, way: Channel) -> str:
        if self.safe.may(way):
            return gettext("%(way)s – not safe now") % {"way": way.label}
        return _not_safe(way)

    def _say_why(self, channel: str, result: str) -> Any:
        voicemail = result == Result.LEFT_VOICEMAIL and not self.safe.may_leave_voicemail
        if self.safe.may(channel) and not voicemail:
            return _(
                "They did not mark this time as safe. You must say why it was safe, or when it was "
                "done."
            )
        return _("They did not mark this as safe. You must say why it was safe.")


class NextForm(VersionedForm):
    """One of the ``codes`` that may follow; only those are offered."""

    codes: type[models.TextChoices]

    def offered(self) -> Iterable[str]:
        """Return the codes that may follow."""
        raise NotImplementedError

    def adapt(self) -> None:
        """Offer what may follow; let an older page's choice through, to be told what changed."""
        super().adapt()
        codes = self.codes.values if self._is_of_an_older_page() else self.offered()
        field: Any = self.fields["to"]
        field.choices = [("", ""), *((code, self.codes(code).label) for code in codes)]

    def _is_of_an_older_page(self) -> bool:
        return self.is_bound and self.data.get("version") != str(self.referral.version)


class StatusForm(NextForm):
    """Where the referral stands."""

    name = "status"
    codes = Status
    to = one_of(_("New status"), [], _("Choose the new status."))

    def offered(self) -> Iterable[str]:
        """Return what staff may choose: nothing is looked at first where rules do not sort."""
        follow = moves.chosen(self.referral.status, self.referral.first_contact_at is not None)
        sorts = current_hub().rules.triage
        return (to for to in follow if sorts or to != Status.IN_TRIAGE)


class PriorityForm(NextForm):
    """What staff decide, whatever the rules suggested."""

    name = "priority"
    codes = Priority
    to = one_of(_("New priority"), [], _("Choose the new priority."))

    def offered(self) -> Iterable[str]:
        """Return every other priority."""
        return (code for code in Priority.values if code != self.referral.priority)


class TeamForm(VersionedForm):
    """The team that is to have it."""

    name = "team"
    to = one_of(_("Team"), [], _("Choose the team."))

    def adapt(self) -> None:
        """Offer every other team; an older page's choice is told what changed."""
        super().adapt()
        teams = current_hub().rules.teams if self.is_bound else teams_for(self.referral)
        field: Any = self.fields["to"]
        field.choices = [("", ""), *((team.key, self._named(team)) for team in teams)]

    @staticmethod
    def _named(team: Team) -> str:
        walled = gettext("%(team)s – only those who work there see what it has")
        return walled % {"team": team.name} if team.walled else team.name


class ConfirmForm(VersionedForm):
    """A press of a button by whoever agrees with the priority that the rules suggested."""

    name = "confirm"


class RecordedForm(VersionedForm):
    """When the police recorded the crime (Europe/London); not after ``at``, when it is written."""

    name = "recorded"
    recorded_at = MomentField(_("When did the police record the crime?"))

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        self.at = at
        super().__init__(*args, **kwargs)

    def clean_recorded_at(self) -> datetime:
        """Refuse what has not been yet, and what is so long ago that the year must be wrong."""
        when: datetime = self.cleaned_data["recorded_at"]
        if when > self.at:
            raise forms.ValidationError(_("This is in the future. Check the date and the time."))
        if when < self.at - LONGEST_AGO:
            raise forms.ValidationError(_("This is more than a year ago. Check the year."))
        return when


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


class WithdrawForm(VersionedForm):
    """They took their request back, in whatever words."""

    name = "withdraw"
    text = words(_("Anything to remember (optional)"))


class SeniorForm(VersionedForm):
    """A press of a button by a manager who has read it."""

    name = "senior"


class AgainForm(VersionedForm):
    """A press of a button by a manager: the rules in force, for what is not kept yet."""

    name = "again"


class EndForm(VersionedForm):
    """A press of a button after which no code opens it."""

    name = "end"


class ReopenForm(VersionedForm):
    """A press of a button about the referral as it stood."""

    name = "reopen"
