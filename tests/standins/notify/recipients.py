"""Where a message may go: email addresses and telephone numbers as Notify reads them."""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType, ValidationResult

OBSCURE_SPACE = "\u00a0\u180e\u200b\u200c\u200d\u2060\ufeff\u202f"
TV_NUMBERS = range(7_700_900_000, 7_700_901_000)
TOO_SHORT = "Not enough digits"
TOO_LONG = "Too many digits"
NO_SUCH_PREFIX = "Not a valid country prefix"
NO_SUCH_NUMBER = "Number is not valid – double check the phone number you entered"
CALLED_NOT_TEXTED = {PhoneNumberType.PREMIUM_RATE, PhoneNumberType.TOLL_FREE}

_LOCAL_PART = re.compile(r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
_TOP_LABEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]+", re.IGNORECASE)


class RecipientError(ValueError):
    """A recipient that cannot be one; the message is Notify's, without the field's name."""


@dataclass(frozen=True)
class Phone:
    """A telephone number that exists: digits with the country's prefix, no plus sign."""

    digits: str
    in_uk: bool
    mobile: bool


def trimmed(value: str) -> str:
    """The value without white space around it, visible or not."""
    return value.strip().strip(OBSCURE_SPACE + " \t\r\n")


def check_email(value: str) -> str:
    """The address, trimmed. Raises RecipientError."""
    address = trimmed(value)
    local, at, host = address.rpartition("@")
    if not (
        at
        and len(address) <= 320
        and ".." not in address
        and not local.startswith(".")
        and not local.endswith(".")
        and _LOCAL_PART.fullmatch(local)
        and _is_host(host)
    ):
        raise RecipientError("Not a valid email address")
    return address


def check_phone(value: str) -> Phone:
    """The number in its international form. Raises RecipientError."""
    number = "".join(c for c in value if not c.isspace() and c not in OBSCURE_SPACE)
    if not re.fullmatch(r"[0-9()+-]*", number):
        raise RecipientError("Must not contain letters or symbols")
    parsed = _parsed(number)
    if parsed.country_code == 44 and parsed.national_number in TV_NUMBERS:
        return Phone(f"44{parsed.national_number}", in_uk=True, mobile=True)
    return _existing(parsed)


def _parsed(number: str) -> phonenumbers.PhoneNumber:
    # People add the plus sign and keep the nought.
    number = re.sub(r"^\+0(?=7)", "0", number)
    try:
        return phonenumbers.parse(number, "GB")
    except NumberParseException as error:
        wrong_prefix = error.error_type == NumberParseException.INVALID_COUNTRY_CODE
        too_long = error.error_type == NumberParseException.TOO_LONG
        text = NO_SUCH_PREFIX if wrong_prefix else TOO_LONG if too_long else TOO_SHORT
        raise RecipientError(text) from error


def _existing(number: phonenumbers.PhoneNumber) -> Phone:
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason in (ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
        raise RecipientError(TOO_SHORT)
    if reason == ValidationResult.TOO_LONG:
        raise RecipientError(TOO_LONG)
    kind = phonenumbers.number_type(number)
    if not phonenumbers.is_valid_number(number) or kind in CALLED_NOT_TEXTED:
        raise RecipientError(NO_SUCH_NUMBER)
    return Phone(
        digits=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:],
        in_uk=number.country_code == 44,
        mobile=kind in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE),
    )


def _is_host(host: str) -> bool:
    try:
        plain = host.encode("idna").decode("ascii")
    except UnicodeError:
        return False
    labels = plain.split(".")
    return (
        len(plain) <= 253
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and _TOP_LABEL.fullmatch(labels[-1]) is not None
    )
