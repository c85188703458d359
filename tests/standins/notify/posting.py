"""POST /v2/notifications/…: every check in Notify's order, then the message is stored."""

import secrets
from dataclasses import dataclass
from typing import Any

from tests.standins.notify import files, shapes, validation
from tests.standins.notify.course import Course
from tests.standins.notify.errors import ApiError, Unrouted, bad_request, server_error
from tests.standins.notify.limits import Limits
from tests.standins.notify.recipients import Phone, check_email, check_phone, trimmed
from tests.standins.notify.services import ApiKey, Service
from tests.standins.notify.store import Message, Store
from tests.standins.notify.templates import Template, sanitised

WORDS = {"email": "emails", "sms": "text messages", "letter": "letters"}
LONGEST_TEXT = 918
LARGEST_EMAIL = 2_000_000
TRIAL = (
    "Can’t send to this recipient when service is in trial mode – see "
    "https://www.notifications.service.gov.uk/trial-mode"
)
TEAM_ONLY = "Can’t send to this recipient using a team-only API key"
SMOKE_TESTS = {
    "simulate-delivered@notifications.service.gov.uk",
    "simulate-delivered-2@notifications.service.gov.uk",
    "simulate-delivered-3@notifications.service.gov.uk",
    "447700900000",
    "447700900111",
    "447700900222",
}


@dataclass
class Posting:
    """Takes messages in: `base` is the server's own address, for the links of an answer."""

    store: Store
    limits: Limits
    course: Course
    base: str = ""

    def accept(self, service: Service, key: ApiKey, channel: str, raw: bytes) -> dict[str, Any]:
        """The 201 answer's JSON. Raises ApiError: the first check that fails."""
        self.limits.take(service, key)
        if channel not in WORDS:
            raise server_error()
        if channel == "letter":
            raise _not_allowed(channel)
        self.limits.check_day(service, key, channel)
        parsed = validation.parse(raw)
        data = validation.check_post(channel, parsed, self.store.clock.now())
        if channel not in service.permissions:
            raise _not_allowed(channel)
        message, changes = self._composed(service, key, channel, data)
        if "\0" in (message.reference or ""):
            raise server_error()
        if message.sent_to not in SMOKE_TESTS:
            self._keep(service, key, message)
        return shapes.created(message, self.base, changes)

    def unsubscribe(self, path: str) -> dict[str, Any]:
        """Take a message's own link, which needs no key. Raises Unrouted 404 for another."""
        parts = path.split("/")
        message = self.store.anyones(parts[2]) if len(parts) == 4 else None
        if message is None or message.own_unsubscribe_url != self.base + path:
            raise Unrouted(404, "This is not a valid unsubscribe link.")
        return {"result": "success", "message": "Unsubscribe successful"}

    def _composed(
        self, service: Service, key: ApiKey, channel: str, data: dict[str, Any]
    ) -> tuple[Message, dict[str, Any]]:
        template = find_template(service, data["template_id"], channel)
        values = data.get("personalisation", {})
        values, changes = sanitised(values, data.get("sanitise_content_for", []))
        subject, body = template.filled(files.with_links(values))
        _check_not_empty(template, body)
        sender = _sender(service, channel, data)
        given = data[validation.RECIPIENT[channel]]
        to = trimmed(given) if channel == "email" else given
        sent_to = _normal(channel, to)
        _check_allowed(service, key, sent_to)
        international = channel == "sms" and self._checked_phone(service, key, to)
        files.check(service, channel, values)
        _check_length(channel, body)
        message = Message(
            service_id=service.id,
            service_name=service.name,
            key_type=key.type,
            template=template,
            to=to,
            reference=data.get("reference"),
            subject=subject,
            body=body,
            sender=sender,
            created_at=self.store.clock.now(),
            international=international,
            unsubscribe_url=data.get("one_click_unsubscribe_url"),
            sent_to=sent_to,
        )
        if template.unsubscribe_link and not message.unsubscribe_url:
            token = secrets.token_urlsafe()
            message.own_unsubscribe_url = f"{self.base}/unsubscribe/{message.id}/{token}"
        return message, changes

    def _checked_phone(self, service: Service, key: ApiKey, to: str) -> bool:
        phone = check_phone(to)
        _check_phone_permission(service, phone)
        if not phone.in_uk:
            self.limits.check_day(service, key, "international_sms")
        return not phone.in_uk

    def _keep(self, service: Service, key: ApiKey, message: Message) -> None:
        self.store.add(message)
        self.limits.count(service, key, message.channel)
        if message.international:
            self.limits.count(service, key, "international_sms")
        self.course.start(message)


def find_template(service: Service, template_id: str, channel: str | None = None) -> Template:
    """A service's own template, fit for the channel and not archived. Raises ApiError 400."""
    found = service.templates.get(validation.check_id(template_id, "template_id"))
    if found is None:
        raise bad_request("Template not found")
    if channel not in (None, found.type):
        raise bad_request(f"{found.type} template is not suitable for {channel} notification")
    if found.archived:
        raise bad_request("Template has been deleted")
    return found


def _not_allowed(channel: str) -> ApiError:
    return bad_request(f"Service is not allowed to send {WORDS[channel]}")


def _normal(channel: str, to: str) -> str:
    return check_email(to).lower() if channel == "email" else check_phone(to).digits


def _check_not_empty(template: Template, body: str) -> None:
    if not body.strip() and (template.type == "sms" or template.only_placeholders):
        raise bad_request("Your message is empty.")


def _sender(service: Service, channel: str, data: dict[str, Any]) -> str:
    field = "email_reply_to_id" if channel == "email" else "sms_sender_id"
    known = service.reply_to_ids if channel == "email" else service.sms_senders
    chosen = data.get(field)
    if chosen is not None and chosen not in known:
        raise bad_request(
            f"{field} {chosen} does not exist in database for service id {service.id}"
        )
    if channel == "email":
        return service.from_email
    return service.sms_senders.get(chosen or "", service.default_sms_sender)


def _check_allowed(service: Service, key: ApiKey, recipient: str) -> None:
    if recipient in service.guest_list or key.type == "test":
        return
    if key.type == "team":
        raise bad_request(TEAM_ONLY)
    if service.trial:
        raise bad_request(TRIAL)


def _check_phone_permission(service: Service, phone: Phone) -> None:
    if not phone.in_uk and "international_sms" not in service.permissions:
        raise bad_request("Cannot send to international mobile numbers")
    landline = phone.in_uk and not phone.mobile
    if landline and "sms_to_uk_landlines" not in service.permissions:
        raise ApiError(400, "InvalidPhoneError", "Not a UK mobile number")


def _check_length(channel: str, body: str) -> None:
    if channel == "sms" and len(body) > LONGEST_TEXT:
        raise bad_request(
            f"Your message is too long. Text messages cannot be longer than {LONGEST_TEXT} "
            f"characters. Your message is {len(body)} characters long."
        )
    size = len(body.encode("utf-8", "surrogatepass"))
    if channel == "email" and size > LARGEST_EMAIL:
        raise bad_request(
            f"Your message is too long. Emails cannot be longer than {LARGEST_EMAIL} bytes. "
            f"Your message is {size} bytes."
        )
