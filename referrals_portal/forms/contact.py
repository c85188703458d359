"""How to reach the person. What of it is safe is asked next."""

from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from referrals_portal.forms.base import PERSONAL, SENSITIVE, StepForm, words
from referrals_portal.safe_contact import REFERRED

PHONE_LENGTH = 40
UK_DIGITS = 10  # of a landline or a mobile, without the zero in front
FEWEST_DIGITS = 8  # fewer are emergency numbers and short codes, which we must not ring
EMAIL_LENGTH = 254
NEVER_CALLED = (
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
    phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
    phonenumbers.PhoneNumberType.PAGER,
    phonenumbers.PhoneNumberType.VOICEMAIL,
)


def phone_field(label: Any, missing: Any = "", help_text: Any = "") -> Any:
    """Make a question for a telephone number, typed on a telephone's keys."""
    field = words(label, PHONE_LENGTH, missing=missing, help_text=help_text)
    field.widget = forms.TextInput(attrs={"spellcheck": "false", "inputmode": "tel"})
    field.widget.input_type = "tel"
    return field


def callable_number(typed: str) -> str:
    """Accept any number that can be called; refuse what would cost or reach no person."""
    typed = typed.strip()
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


class ContactForm(StepForm):
    """A number, an address, or neither: the person may prefer to ring us."""

    classified = {
        "phone": PERSONAL, "email": PERSONAL, "address": PERSONAL, "no_contact": SENSITIVE,
    }  # fmt: skip
    only_if_yes = ("no_contact",)
    only_if_answered = ("address",)
    tokens = {"phone": "tel", "email": "email", "address": "street-address"}

    phone = phone_field(
        _("Phone number"),
        help_text=_("Only a number that is safe for us to use. On the next page we ask how."),
    )
    email = forms.EmailField(
        label=_("Email address"),
        max_length=EMAIL_LENGTH,
        required=False,
        help_text=_("On the next page we ask if it is safe."),
        widget=forms.EmailInput(attrs={"spellcheck": "false"}),
        error_messages={
            "invalid": _("Enter an email address such as name@example.com."),
            "max_length": _("That email address is too long."),
        },
    )
    address = words(
        _("Address for letters"),
        300,
        rows=3,
        help_text=_("Only if letters are safe there. Most people leave this out."),
    )
    no_contact = forms.BooleanField(label=_("Do not contact me. I will call you."), required=False)

    def adapt(self) -> None:
        """Ask whoever is asking for their own details, or for those of the person, as agreed."""
        if REFERRED in self.answers:
            # They said yes to being contacted, and may not know whom they could call.
            del self.fields["no_contact"]
            return
        phone, email, no_contact = (self.fields[name] for name in ("phone", "email", "no_contact"))
        if self.contacts_the_other:
            phone.label, email.label = _("Their phone number"), _("Their email address")
            no_contact.label = _("Do not contact them. They will call you.")
            for name in self.tokens:
                self.fields[name].widget.attrs["autocomplete"] = "off"
            self.tokens = {}
        elif self.about_someone_else:
            phone.label, email.label = _("Your own phone number"), _("Your own email address")
            phone.help_text = _(
                "We contact you, not the person you are asking for. Only a number that is safe "
                "for us to use. On the next page we ask how."
            )

    def clean_phone(self) -> str:
        """Refuse what cannot be called."""
        return callable_number(str(self.cleaned_data["phone"]))

    def clean(self) -> dict[str, Any]:
        """Ask for one way at least, or that they will ring us."""
        data = super().clean() or self.cleaned_data
        ways = [data.get(name) for name in ("phone", "email", "address")]
        if data.get("no_contact") and any(ways):
            self.add_error(
                "no_contact",
                _("Untick this, or take out the phone number and the addresses."),
            )
        if not any(ways) and not data.get("no_contact") and not self.errors:
            self.add_error(
                "phone",
                _("Enter a phone number or an email address, or tick “I will call you”.")
                if "no_contact" in self.fields
                else _("Enter a phone number or an email address."),
            )
        return data
