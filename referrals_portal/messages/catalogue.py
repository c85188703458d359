"""Every message we send, word for word, in English and in Welsh: the files of ``templates/``.

The texts are those of the templates in GOV.UK Notify: the two must be kept the same. What goes to
a person names no hub, no crime and nobody, because somebody else may read the screen; only the
placeholder ``from``, which comes last, says who we are, to whom that may be said. ``((name))`` is
a placeholder, as Notify writes it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, get_args

from django.utils.translation import get_language

Channel = Literal["sms", "email"]
"""What can be sent by itself. A ``letter`` has words too, and somebody has to print it."""
LETTER = "letter"
LANGUAGES = ("en", "cy")
WELSH = "_CY"
"""At the end of a setting that names a Welsh template."""
FOLDER = Path(__file__).parent / "templates"


class To(StrEnum):
    """For whom a message is."""

    PERSON = "person"
    STAFF = "staff"
    PARTNER = "partner"


class When(StrEnum):
    """Whether a message waits until the hub is open. Whatever is safe for a person comes first."""

    AT_ONCE = "at_once"
    IN_HOURS = "in_hours"


@dataclass(frozen=True, slots=True)
class Text:
    """Words ready to be read. A text message and a letter have no subject."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A message on one channel; ``setting`` is its key in ``settings.NOTIFY_TEMPLATES``.

    The Welsh template has a key of its own. Where it is not set a Welsh message waits and is not
    sent in English: those are not the words that the person was shown when they chose it.
    """

    setting: str
    texts: Mapping[str, Text]

    def setting_in(self, language: str) -> str:
        """Return the key of the template in a language, ``en`` or ``cy``."""
        return f"{self.setting}{WELSH}" if language == "cy" else self.setting

    def in_(self, language: str) -> Text:
        """Return the words in a language, with their placeholders as they stand."""
        return self.texts.get(language, self.texts["en"])

    def filled(self, personalisation: Mapping[str, str], language: str = "") -> Text:
        """Return the words with the placeholders filled, in the active language if none is named.

        A placeholder that is filled with nothing leaves no space or line behind at the end.
        """
        text = self.in_(language or (get_language() or "en")[:2])
        subject, body = text.subject, text.body
        for name, value in personalisation.items():
            subject = subject.replace(f"(({name}))", value)
            body = body.replace(f"(({name}))", value)
        return Text(subject.strip(), body.strip())


@dataclass(frozen=True, slots=True)
class Message:
    """One kind of message: what it says in a few words, its placeholders with what each is for,
    and its wording on each channel. anyone: anybody can cause it, so a day's limits hold for it.
    once_a_day: nobody is sent it twice on one day.
    """

    name: str
    what: str
    to: To
    when: When
    explained: Mapping[str, str]
    wordings: Mapping[str, Wording]
    anyone: bool = False
    once_a_day: bool = False

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The names of the placeholders, in the order of their table."""
        return tuple(self.explained)

    @property
    def sent(self) -> dict[Channel, Wording]:
        """The wordings that are sent by themselves."""
        return {way: self.wordings[way] for way in get_args(Channel) if way in self.wordings}


def read(name: str, stated: Mapping[str, Any]) -> Message:
    """Return what one file says. KeyError or ValueError for a file that leaves something out."""
    channels = (*get_args(Channel), LETTER)
    return Message(
        name=name,
        what=stated["what"],
        to=To(stated["to"]),
        when=When(stated["when"]),
        explained=stated["placeholders"],
        wordings={
            channel: Wording(f"{name}_{channel.upper()}", _texts(stated[channel]))
            for channel in channels
            if channel in stated
        },
        anyone=stated.get("anyone", False),
        once_a_day=stated.get("once_a_day", False),
    )


def _texts(stated: Mapping[str, Mapping[str, str]]) -> dict[str, Text]:
    return {
        language: Text(stated[language].get("subject", ""), stated[language]["body"].strip())
        for language in LANGUAGES
    }


CATALOGUE: Mapping[str, Message] = {
    path.stem.upper(): read(path.stem.upper(), tomllib.loads(path.read_text(encoding="utf-8")))
    for path in sorted(FOLDER.glob("*.toml"))
}

OFFER = "OFFER"
"""The one that goes to whom others referred; its code opens ``/reply/``."""
TO_PERSON = tuple(name for name, each in CATALOGUE.items() if each.to is To.PERSON)
"""Those that the person gets."""


def settings_named() -> Iterator[str]:
    """Yield the key in ``settings.NOTIFY_TEMPLATES`` of every template, in both languages."""
    for message in CATALOGUE.values():
        for wording in message.sent.values():
            for language in LANGUAGES:
                yield wording.setting_in(language)
