"""How to reach the person, what of it is safe, and whether a message may be sent now."""

from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import PERSONAL, SENSITIVE, StepForm, choice, several, words
from referrals_portal.messages import outbox
from referrals_portal.messages.catalogue import CATALOGUE
from referrals_portal.safe_contact import SafeContact

PHONE_LENGTH = 40
EXAMPLE = "K7RM-9QXP"
UK_DIGITS = 10  # of a landline or a mobile, without the zero in front
FEWEST_DIGITS = 8  # fewer are emergency numbers and short codes, which we must not ring
EMAIL_LENGTH = 254
NEVER_CALLED = (
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
    phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
    phonenumbers.PhoneNumberType.PAGER,
    phonenumbers.PhoneNumberType.VOICEMAIL,
)


class ContactForm(StepForm):
    """A number, an address, or neither: the person may prefer to ring us."""

    classified = {"phone": PERSONAL, "email": PERSONAL, "no_contact": SENSITIVE}
    only_if_yes = ("no_contact",)

    phone = words(
        _("Phone number"),
        PHONE_LENGTH,
        help_text=_("Only a number that is safe for us to use. On the next page we ask how."),
    )
    email = forms.EmailField(
        label=_("Email address"),
        max_length=EMAIL_LENGTH,
        required=False,
        help_text=_("Only an address that nobody else reads."),
        widget=forms.EmailInput(attrs={"spellcheck": "false"}),
        error_messages={
            "invalid": _("Enter an email address such as name@example.com."),
            "max_length": _("That email address is too long."),
        },
    )
    no_contact = forms.BooleanField(label=_("Do not contact me. I will call you."), required=False)

    def adapt(self) -> None:
        """Type telephone numbers on a telephone's keys; ask whoever is asking for their own."""
        self.fields["phone"].widget.input_type = "tel"
        self.fields["phone"].widget.attrs["inputmode"] = "tel"
        if self.about_someone_else:
            self.fields["phone"].label = _("Your own phone number")
            self.fields["email"].label = _("Your own email address")
            self.fields["phone"].help_text = _(
                "We contact you, not the person you are asking for. Only a number that is safe "
                "for us to use. On the next page we ask how."
            )

    def clean_phone(self) -> str:
        """Accept any number that can be called; refuse what would cost or reach no person."""
        typed = str(self.cleaned_data["phone"]).strip()
        if not typed:
            return ""
        wrong = ValidationError(
            _("Enter a phone number that we can call, such as 01632 960 001."), code="invalid"
        )
        try:
            number = phonenumbers.parse(typed, "GB")
        except phonenumbers.NumberParseException:
            raise wrong from None
        digits = str(number.national_number)
        cut_short = number.country_code == 44 and digits[0] in "127" and len(digits) < UK_DIGITS
        if len(digits) < FEWEST_DIGITS or (cut_short and not phonenumbers.is_valid_number(number)):
            raise wrong
        if any(character.isalpha() for character in typed):
            raise wrong
        if not phonenumbers.is_possible_number(number):
            raise wrong
        if phonenumbers.number_type(number) in NEVER_CALLED:
            raise ValidationError(
                _("We cannot call this kind of number. Enter a mobile or a landline."), code="cost"
            )
        return typed

    def clean(self) -> dict[str, Any]:
        """Ask for one way at least, or that they will ring us."""
        data = super().clean() or self.cleaned_data
        given = data.get("phone") or data.get("email") or data.get("no_contact")
        if data.get("no_contact") and (data.get("phone") or data.get("email")):
            self.add_error(
                "no_contact",
                _("Untick this, or take the phone number and the email address away."),
            )
        if not given and not self.errors:
            self.add_error(
                "phone",
                _("Enter a phone number or an email address, or tick “I will call you”."),
            )
        return data


class SafeForm(StepForm):
    """What is safe. Whatever is left unticked is not safe, and is not done."""

    classified = {"safe": SENSITIVE, "say_who": SENSITIVE, "times": SENSITIVE}
    dividers = {"safe": {"none": _("or")}}
    reveals = {"safe": {"call": ["say_who"]}}

    safe = several(
        _("Which of these are safe for you?"),
        [
            ("call", _("Call me")),
            ("voicemail", _("Leave a voicemail")),
            ("text", _("Send me a text")),
            ("email", _("Send me an email")),
            ("none", _("None of these. Do not contact me, I will call you.")),
        ],
        missing=_("Choose what is safe. If nothing is, choose “None of these”."),
        help_text=_(
            "Safe means that nobody else would see it, hear it or ask about it. "
            "If you are not sure, leave it out. We will not do what you leave out."
        ),
    )
    say_who = choice(
        _("If someone else answers, may we say who we are?"),
        [("yes", _("Yes")), ("no", _("No, do not say where you are calling from"))],
        missing="",
        required=False,
        help_text=_("If you do not choose, we will not say."),
    )
    times = words(
        _("Are there times when it is not safe, or times that are best?"),
        200,
        help_text=_("For example “only on weekday mornings”."),
    )

    def adapt(self) -> None:
        """Offer only what the number and the address they gave can do."""
        contact = self.answers.get("contact", {})
        offered = SafeContact.possible(contact.get("phone", ""), contact.get("email", ""))
        offered.append("none")
        field: Any = self.fields["safe"]
        field.choices = [pair for pair in field.choices if pair[0] in offered]
        if "call" not in offered:
            del self.fields["say_who"]

    def clean_safe(self) -> list[str]:
        """Refuse "none of these" beside any of them: one of the two is a mistake."""
        safe: list[str] = self.cleaned_data["safe"]
        if "none" in safe and len(safe) > 1:
            raise ValidationError(_("Choose “None of these” on its own, or take its tick away."))
        return safe


class MessageForm(StepForm):
    """Whether a message is sent now, and where to. Only to what was marked safe."""

    classified = {"confirm_by": SENSITIVE}

    confirm_by = choice(
        _("Shall we send you a message now, to say that this has reached us?"),
        [("none", _("No message")), ("text", _("Yes, a text")), ("email", _("Yes, an email"))],
        missing=_("Choose if you want a message now."),
    )

    def adapt(self) -> None:
        """Offer only safe channels, and show the very words."""
        safe = SafeContact.from_answers(self.answers)
        sent = outbox.channels()
        allowed = {
            "none": True,
            "text": safe.may_text and "sms" in sent,
            "email": safe.may_email and "email" in sent,
        }
        field: Any = self.fields["confirm_by"]
        field.choices = [pair for pair in field.choices if allowed[pair[0]]]
        wordings = CATALOGUE["CONFIRMATION"].wordings
        self.hints = {
            "confirm_by": {
                "text": wordings["sms"].filled({"reference": EXAMPLE}).body,
                "email": wordings["email"].filled({"reference": EXAMPLE}).body,
            }
        }
