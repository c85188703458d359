"""Every message we send, word for word.

The texts are the ones that the person is shown before they choose a message, and the ones of
the templates in GOV.UK Notify: the two must be kept the same. They name no hub, no crime and no
person, because somebody else may read the screen. ``((name))`` is a placeholder, as Notify
writes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Channel = Literal["sms", "email"]

WELSH = "_CY"
"""At the end of a setting that names a Welsh template."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words ready to be read. A text message has no subject."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A message on one channel; ``setting`` is its key in ``settings.NOTIFY_TEMPLATES``.

    The Welsh template has a key of its own. Where it is not set a Welsh message waits and is not
    sent in English: those are not the words that the person was shown when they chose it.
    """

    setting: str
    body: str | Promise
    subject: str | Promise = ""

    def setting_in(self, language: str) -> str:
        """Return the key of the template in a language, ``en`` or ``cy``."""
        return f"{self.setting}{WELSH}" if language == "cy" else self.setting

    def filled(self, personalisation: Mapping[str, str]) -> Text:
        """Return the words in the active language, with the placeholders filled."""
        subject, body = str(self.subject), str(self.body)
        for name, value in personalisation.items():
            subject = subject.replace(f"(({name}))", value)
            body = body.replace(f"(({name}))", value)
        return Text(subject, body)


@dataclass(frozen=True, slots=True)
class Message:
    """One kind of message: the placeholders it fills, and its wording on each channel."""

    name: str
    placeholders: tuple[str, ...]
    wordings: Mapping[Channel, Wording]


CONFIRMATION = Message(
    name="CONFIRMATION",
    placeholders=("reference",),
    wordings={
        "sms": Wording(
            setting="CONFIRMATION_SMS",
            body=_(
                "We have received your message. We will be in touch. "
                "Your reference is ((reference))."
            ),
        ),
        "email": Wording(
            setting="CONFIRMATION_EMAIL",
            subject=_("We have received your message"),
            body=_(
                "We have received your message, and will be in touch the way you asked.\n\n"
                "Your reference is ((reference))."
            ),
        ),
    },
)

CATALOGUE: Mapping[str, Message] = {message.name: message for message in (CONFIRMATION,)}
