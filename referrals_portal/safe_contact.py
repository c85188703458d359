"""Safe contact as data: the one model of what we may do to reach a person.

What was not answered is not safe (the practice of the National Network to End Domestic Violence).
Messages, the queue and its buttons all read this and nothing else.
"""

import re
from dataclasses import dataclass
from typing import Any, Self

import phonenumbers

_UK_MOBILE = re.compile(r"7[1-57-9]")
TEXTABLE = (
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
)


@dataclass(frozen=True, slots=True)
class SafeContact:
    """What the person gave, and which uses of it they said are safe.

    ``safe`` holds any of ``call``, ``voicemail``, ``text``, ``email``; ``times`` is their own
    words.
    """

    phone: str = ""
    email: str = ""
    safe: frozenset[str] = frozenset()
    say_who: bool = False
    times: str = ""
    no_contact: bool = False

    @classmethod
    def from_answers(cls, answers: dict[str, dict[str, Any]]) -> Self:
        """Read it from the answers of the journey; a step that was not answered allows nothing."""
        contact, safe = answers.get("contact", {}), answers.get("safe", {})
        return cls(
            phone=contact.get("phone", ""),
            email=contact.get("email", ""),
            safe=frozenset(safe.get("safe", [])),
            say_who=safe.get("say_who") == "yes",
            times=safe.get("times", ""),
            no_contact=bool(contact.get("no_contact")),
        )

    @staticmethod
    def possible(phone: str, email: str) -> list[str]:
        """Return the uses that a number and an address allow at all."""
        uses = ["call", "voicemail"] if phone else []
        if can_be_texted(phone):
            uses.append("text")
        return [*uses, "email"] if email else uses

    @property
    def may_call(self) -> bool:
        """Whether we may ring them."""
        return self._may("call")

    @property
    def may_leave_voicemail(self) -> bool:
        """Whether we may leave a voicemail; only where a call is safe too."""
        return self.may_call and self._may("voicemail")

    @property
    def may_text(self) -> bool:
        """Whether we may text them."""
        return self._may("text")

    @property
    def may_email(self) -> bool:
        """Whether we may email them."""
        return self._may("email")

    @property
    def nothing_is_safe(self) -> bool:
        """Whether all we can do is wait for their call."""
        return not (self.may_call or self.may_text or self.may_email)

    def _may(self, use: str) -> bool:
        return (
            not self.no_contact
            and use in self.safe
            and use in self.possible(self.phone, self.email)
        )


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
