"""Templates, and how what the caller sends is put into them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from config.running.notify import template_id
from referrals_portal.messages.catalogue import CATALOGUE, LANGUAGES, settings_named
from tests.standins.notify.errors import bad_request, server_error
from tests.standins.notify.gsm import as_text_message

CONFIRMATION_SMS = "5a3a0d3e-0001-4000-8000-000000000001"
CONFIRMATION_EMAIL = "5a3a0d3e-0001-4000-8000-000000000002"
CONFIRMATION_SMS_CY = "5a3a0d3e-0001-4000-8000-000000000003"
CONFIRMATION_EMAIL_CY = "5a3a0d3e-0001-4000-8000-000000000004"
TEMPLATES = {name: template_id(name) for name in settings_named()}
"""The product's own: the four above are for the stand-in's own tests."""
CREATED_AT = "2026-01-05T09:00:00.000000Z"
SHOWN = {"true", "yes", "y", "t", "1", "include", "show"}

_PLACEHOLDER = re.compile(r"\(\(([^()]+?)(?:\?\?([^()]*))?\)\)")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-!>|~^])")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_BARE_DOMAIN = re.compile(r"(?<=\w)\.(?=\w)")


@dataclass(frozen=True)
class Template:
    """One version of a template; `type` is "sms" or "email", a text has no subject.

    unsubscribe_link: whether an email from it ends with a link that ends such emails.
    """

    id: str
    type: str
    name: str
    body: str
    subject: str | None = None
    version: int = 1
    archived: bool = False
    unsubscribe_link: bool = False

    @property
    def placeholders(self) -> list[str]:
        """Names as the template writes them, in its order, each once."""
        found: dict[str, str] = {}
        for match in _PLACEHOLDER.finditer(f"{self.subject or ''} {self.body}"):
            found.setdefault(same(match[1]), match[1].strip())
        return list(found.values())

    @property
    def only_placeholders(self) -> bool:
        """Whether the body is nothing without what is filled in."""
        return not _PLACEHOLDER.sub("", self.body).strip()

    def filled(self, values: dict[str, Any]) -> tuple[str | None, str]:
        """Subject and body. Raises ApiError 400 naming every placeholder without a value."""
        given = {same(name): value for name, value in values.items()}
        missing = [name for name in self.placeholders if given.get(same(name)) is None]
        if missing:
            raise bad_request(f"Missing personalisation: {', '.join(missing)}")
        if self.type == "sms":
            return None, as_text_message(_fill(self.body, given, bullets=False))
        subject = " ".join(_fill(self.subject or "", given, bullets=False).split())
        return subject, _fill(self.body, given, bullets=True)


def same(name: str) -> str:
    """The form in which two names of a placeholder are compared."""
    return re.sub(r"[\s_-]", "", name).lower()


def sanitised(values: dict[str, Any], names: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values with the named ones made harmless, and what was changed from what to what.

    Web addresses go, bare domains are broken up, markdown is escaped. Raises ApiError 500, as
    Notify does, when a named value is not a string.
    """
    chosen = {same(name) for name in names}
    result, changes = dict(values), {}
    for name, value in values.items():
        if same(name) in chosen:
            if not isinstance(value, str):
                raise server_error()
            result[name] = _harmless(value)
            changes[name] = {"unsanitised": value, "sanitised": result[name]}
    return result, changes


def _harmless(value: str) -> str:
    return _MARKDOWN.sub(r"\\\1", _BARE_DOMAIN.sub(". ", _ADDRESS.sub("", value)))


def _fill(text: str, given: dict[str, Any], *, bullets: bool) -> str:
    def value_of(match: re.Match[str]) -> str:
        value = given[same(match[1])]
        if match[2] is not None:
            return match[2] if str(value).strip().lower() in SHOWN else ""
        return _as_text(value, bullets=bullets)

    return _PLACEHOLDER.sub(value_of, text)


def _as_text(value: Any, *, bullets: bool) -> str:
    if not isinstance(value, list):
        return str(value)
    items = [str(item) for item in value if item is not None]
    if bullets:
        return "\n\n" + "".join(f"* {item}\n" for item in items)
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


DEFAULTS = {
    CONFIRMATION_SMS: Template(
        id=CONFIRMATION_SMS,
        type="sms",
        name="Confirmation by text",
        body=(
            "We have received your message. We will be in touch. Your reference is ((reference))."
        ),
    ),
    CONFIRMATION_EMAIL: Template(
        id=CONFIRMATION_EMAIL,
        type="email",
        name="Confirmation by email",
        subject="We have received your message",
        body=(
            "We have received your message, and will be in touch the way you asked.\n\n"
            "Your reference is ((reference))."
        ),
    ),
    CONFIRMATION_SMS_CY: Template(
        id=CONFIRMATION_SMS_CY,
        type="sms",
        name="Confirmation by text, in Welsh",
        body=(
            "Rydyn ni wedi cael eich neges. Byddwn mewn cysylltiad. "
            "Eich cyfeirnod yw ((reference))."
        ),
    ),
    CONFIRMATION_EMAIL_CY: Template(
        id=CONFIRMATION_EMAIL_CY,
        type="email",
        name="Confirmation by email, in Welsh",
        subject="Rydyn ni wedi cael eich neges",
        body=(
            "Rydyn ni wedi cael eich neges, a byddwn mewn cysylltiad yn y ffordd y gofynnoch "
            "amdani.\n\nEich cyfeirnod yw ((reference))."
        ),
    ),
}


def _of_the_product() -> Iterator[Template]:
    """Each text that the product sends, as an operator would have put it into Notify."""
    by = {"sms": "text", "email": "email"}
    for message in CATALOGUE.values():
        for channel, wording in message.sent.items():
            for language in LANGUAGES:
                text = wording.in_(language)
                name = f"{message.name.replace('_', ' ').capitalize()} by {by[channel]}"
                yield Template(
                    id=TEMPLATES[wording.setting_in(language)],
                    type=channel,
                    name=name if language == "en" else f"{name}, in Welsh",
                    subject=text.subject or None,
                    body=text.body,
                )


DEFAULTS |= {template.id: template for template in _of_the_product()}
