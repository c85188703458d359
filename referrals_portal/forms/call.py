"""The shortest way: one page for someone who can do no more than ask for a call."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import NAME_LENGTH, PERSONAL, SENSITIVE, StepForm, choice, words
from referrals_portal.forms.contact import callable_number, phone_field
from referrals_portal.forms.safe import (
    HOURS,
    UNTIL,
    check_hours,
    days_field,
    hour_field,
    say_who_field,
    voicemail_field,
)
from referrals_portal.safe_contact import Safety


class CallForm(StepForm):
    """What to call you, a safe number, when it is safe, and may we say who is calling."""

    classified = {
        "name": PERSONAL,
        "phone": PERSONAL,
        **dict.fromkeys(("when", "days", "start", "end", "say_who", "voicemail"), SENSITIVE),
    }
    reveals = {"when": {Safety.AT_TIMES.value: ["days", "start", "end"]}}
    only_if_answered = ("days", "start", "end")
    tokens = {"name": "name", "phone": "tel"}

    name = words(
        _("What should we call you?"),
        NAME_LENGTH,
        missing=_("Enter a name. It does not have to be your full name."),
        help_text=_("Any name will do."),
    )
    phone = phone_field(
        _("A phone number that is safe for us to call"),
        missing=_("Enter a phone number that is safe for us to call."),
    )
    when = choice(
        _("When is it safe to call?"),
        [(Safety.YES.value, _("At any time")), (Safety.AT_TIMES.value, _("Only at some times"))],
        missing=_("Choose when it is safe to call."),
    )
    days = days_field()
    start = hour_field(_("From what time?"), HOURS, _("Choose from when it is safe."))
    end = hour_field(_("Until what time?"), UNTIL, _("Choose until when it is safe."))
    say_who = say_who_field()
    voicemail = voicemail_field()

    def adapt(self) -> None:
        """Leave the times open until somebody says that they matter."""
        for name in ("days", "start", "end"):
            self.fields[name].required = False

    def clean_phone(self) -> str:
        """Refuse what cannot be called."""
        return callable_number(str(self.cleaned_data["phone"]))

    def clean(self) -> dict[str, Any]:
        """Ask for the times where a call is only safe at some."""
        data = super().clean() or self.cleaned_data
        if data.get("when") == Safety.AT_TIMES:
            for name in ("days", "start", "end"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
            check_hours(self, data)
        return data
