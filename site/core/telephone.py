"""Telephone numbers: as editors may write them, which may be sent a text, which cost nothing."""

import re

import phonenumbers
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

validate = RegexValidator(
    r"^\+?[0-9](?: ?[0-9])+$", _("Use only digits and single spaces, like 0808 200 0247.")
)
"""Whatever a telephone can dial as it stands."""

TEXTABLE = (
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
)
_UK_MOBILE = re.compile(r"7[1-57-9]")


_FREE = re.compile(r"(\+?44|0)80[08]|116[0-9]{3}$|999$|112$|111$|101$|105$|119$")


def is_free_to_call(phone: str) -> bool:
    """Tell whether a call costs nothing from any telephone in the UK, also without credit."""
    return bool(_FREE.match(phone.replace(" ", "")))


def can_be_texted(phone: str) -> bool:
    """Tell whether a number, typed in any way, may be a mobile."""
    try:
        number = phonenumbers.parse(phone, "GB")
    except phonenumbers.NumberParseException:
        return False
    if number.country_code != 44:
        return False  # a text abroad may cost a fortune, which some collect
    if phonenumbers.is_valid_number(number):
        return phonenumbers.number_type(number) in TEXTABLE
    # Ranges not given out yet, and Ofcom's numbers for drama, which the library does not list.
    digits = str(number.national_number)
    return len(digits) == 10 and bool(_UK_MOBILE.match(digits))
