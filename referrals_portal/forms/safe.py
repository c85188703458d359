"""What is safe: each way, at which times, and what may be said. Unanswered means not safe."""

from datetime import time
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from directory.hours import END_OF_DAY, clock
from referrals_portal.forms.base import SENSITIVE, StepForm, choice, several, words
from referrals_portal.safe_contact import CHANNELS, SafeContact, Safety

SAFETY = [
    (Safety.YES.value, _("Yes, at any time")),
    (Safety.AT_TIMES.value, _("Yes, but only at some times")),
    (Safety.NO.value, _("No")),
]
DAYS = [
    ("0", capfirst(_("Monday"))),
    ("1", capfirst(_("Tuesday"))),
    ("2", capfirst(_("Wednesday"))),
    ("3", capfirst(_("Thursday"))),
    ("4", capfirst(_("Friday"))),
    ("5", capfirst(_("Saturday"))),
    ("6", capfirst(_("Sunday"))),
]
_clock = lazy(clock, str)
HOURS = [(f"{hour:02}:00", _clock(time(hour))) for hour in range(24)]
UNTIL = [*HOURS[1:], ("23:59", _clock(END_OF_DAY))]


def _safe(label: Any, missing: Any) -> Any:
    return choice(label, SAFETY, missing=missing)


MINE = [
    ("mine", _("Mine, and nobody else looks at it")),
    ("shared", _("Mine, but others may look at it")),
    ("someone_elses", _("Someone else’s")),
]
THEIRS = [
    ("mine", _("Theirs, and nobody else looks at it")),
    ("shared", _("Theirs, but others may look at it")),
    MINE[2],
]


def _whose(label: Any, missing: Any) -> Any:
    return choice(label, MINE, missing=missing)


class SafeForm(StepForm):
    """One answer for each way that they gave us."""

    classified = dict.fromkeys(("whose_phone", *CHANNELS, "whose_email"), SENSITIVE)

    whose_phone = _whose(_("Whose phone is it?"), _("Choose whose phone it is."))
    call = _safe(
        _("Is it safe to call?"),
        _("Choose if it is safe to call. If you are not sure, choose no."),
    )
    text = _safe(
        _("Is it safe to send a text?"),
        _("Choose if it is safe to send a text. If you are not sure, choose no."),
    )
    whose_email = _whose(_("Whose email is it?"), _("Choose whose email it is."))
    email = _safe(
        _("Is it safe to send an email?"),
        _("Choose if it is safe to send an email. If you are not sure, choose no."),
    )
    letter = choice(
        _("Is it safe to send a letter?"),
        [SAFETY[0], SAFETY[2]],
        missing=_("Choose if it is safe to send a letter. If you are not sure, choose no."),
        help_text=_("It comes in a plain envelope, at any time of the day."),
    )

    def adapt(self) -> None:
        """Ask only about what they gave, and in the words of whoever has it."""
        contact = self.answers.get("contact", {})
        wanted = SafeContact.from_answers(self.answers).ways
        wanted += ["whose_phone"] if contact.get("phone") else []
        wanted += ["whose_email"] if contact.get("email") else []
        for name in list(self.fields):
            if name not in wanted:
                del self.fields[name]
            elif name.startswith("whose_") and self.contacts_the_other:
                self.offer(name, THEIRS)


def listed(words: list[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    *before, last = words
    return (
        _("%(some)s and %(last)s") % {"some": ", ".join(before), "last": last} if before else last
    )


def days_field() -> Any:
    """Make the question for days of the week."""
    return several(_("On which days?"), DAYS, missing=_("Choose the days."))


def hour_field(label: Any, hours: list[tuple[str, Any]], missing: Any) -> Any:
    """Make the question for an hour of the day."""
    return forms.ChoiceField(
        label=label,
        choices=[("", ""), *hours],
        error_messages={"required": missing, "invalid_choice": missing},
    )


def check_hours(form: Any, data: dict[str, Any]) -> None:
    """Refuse an end that is not after its start; ``HH:MM`` compare as they stand."""
    start, end = data.get("start"), data.get("end")
    if start and end and end <= start:
        form.add_error("end", _("The end must be later in the day than the start."))


def voicemail_field(help_text: Any = "") -> Any:
    """Make the question for a voicemail."""
    return choice(
        _("May we leave a voicemail?"),
        [("yes", _("Yes")), ("no", _("No"))],
        missing=_("Choose if we may leave a voicemail. If you are not sure, choose no."),
        help_text=help_text,
    )


def say_who_field() -> Any:
    """Make the question for what is said to anyone else who answers."""
    return choice(
        _("If someone else answers, may we say who is calling?"),
        [("yes", _("Yes")), ("no", _("No. Do not say where you are calling from"))],
        missing=_("Choose if we may say who is calling. If you are not sure, choose no."),
    )


WAYS = {
    "call": _("call"),
    "text": _("send a text"),
    "email": _("send an email"),
}
"""What is safe at some times only, as the question for the days names it."""


class TimesForm(StepForm):
    """The hours of the week at which they can be reached safely. Not on bank holidays."""

    classified = dict.fromkeys(("days", "start", "end", "note"), SENSITIVE)
    only_if_answered = ("note",)

    days = days_field()
    start = hour_field(_("From what time?"), HOURS, _("Choose from when it is safe."))
    end = hour_field(_("Until what time?"), UNTIL, _("Choose until when it is safe."))
    note = words(
        _("Anything else about the times?"),
        200,
        help_text=_("For example “not in the school holidays”. You can leave this out."),
    )

    def adapt(self) -> None:
        """Name what it is about."""
        safe = self.answers.get("safe", {})
        ways = [str(said) for way, said in WAYS.items() if safe.get(way) == Safety.AT_TIMES]
        if ways:
            self.fields["days"].label = _("On which days is it safe to %(ways)s?") % {
                "ways": listed(ways)
            }

    def clean(self) -> dict[str, Any]:
        """Check the order of the hours."""
        data = super().clean() or self.cleaned_data
        check_hours(self, data)
        return data


class CallingForm(StepForm):
    """What may happen around a call. All of it may be left open, and then is not done."""

    classified = dict.fromkeys(
        ("voicemail", "say_who", "answer_with", "withheld", "code_word"), SENSITIVE
    )
    only_if_answered = ("answer_with", "code_word")
    reveals = {"say_who": {"no": ["answer_with"]}}

    voicemail = voicemail_field(help_text=_("Others may hear it, or see that there is one."))
    say_who = say_who_field()
    answer_with = words(
        _("What should we say instead?"),
        120,
        help_text=_("For example “I am calling about the dentist”. If you leave it out, we say "
                    "that it was a wrong number."),
    )  # fmt: skip
    withheld = choice(
        _("We may call from a number that does not show. Do you answer such calls?"),
        [("yes", _("Yes")), ("no", _("No"))],
        missing=_("Choose if you answer calls from a number that does not show."),
    )
    code_word = words(
        _("A code word"),
        40,
        help_text=_("We say it first, so that you know that it is us. You can leave this out."),
    )

    def adapt(self) -> None:
        """Use the words for another person's phone."""
        if self.contacts_the_other:
            self.fields["withheld"].label = _(
                "We may call from a number that does not show. Do they answer such calls?"
            )
