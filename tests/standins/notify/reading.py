"""The GET addresses and the preview of a template: never rate limited."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.standins.notify import shapes, validation
from tests.standins.notify.errors import bad_request, invalid, no_result
from tests.standins.notify.html_part import html_of
from tests.standins.notify.services import ApiKey, Service
from tests.standins.notify.store import Store
from tests.standins.notify.templates import Template

Query = dict[str, list[str]]
FILTERS = {"status", "template_type", "reference", "older_than", "include_jobs"}


@dataclass
class Reading:
    """Looks things up: `base` is the server's own address, for the links of an answer."""

    store: Store
    base: str = ""

    def notification(self, service: Service, message_id: str) -> dict[str, Any]:
        """One message, by whichever key of the service it was sent. Raises ApiError 400, 404."""
        found = self.store.find(service.id, validation.check_id(message_id, "notification_id"))
        if found is None:
            raise no_result()
        return shapes.notification(found, self.base)

    def notifications(self, service: Service, key: ApiKey, query: Query) -> dict[str, Any]:
        """A page of messages sent with the same type of key. Raises ApiError 400."""
        wanted, older_than = _wanted(query)
        page = self.store.page(service.id, key.type, wanted, older_than)
        links = {"current": self._link(query)}
        if page:
            links["next"] = self._link(query | {"older_than": [page[-1].id]})
        shown = [shapes.notification(message, self.base) for message in page]
        return {"notifications": shown, "links": links}

    def template(self, service: Service, template_id: str, version: str = "") -> dict[str, Any]:
        """One template; `version` as the address has it. Raises ApiError 400, 404."""
        found = self._own(service, template_id)
        if version and not version.isdecimal():
            raise invalid(f"version {version} is not of type integer, null")
        if version and int(version) != found.version:
            raise no_result()
        return shapes.template(found, service)

    def templates(self, service: Service, query: Query) -> dict[str, Any]:
        """All templates, or those of one type. Raises ApiError 400."""
        types = [validation.one_of(t, "type", validation.TYPES) for t in query.get("type", [])]
        found = [t for t in service.templates.values() if not t.archived]
        chosen = [t for t in found if not types or t.type in types]
        return {"templates": [shapes.template(t, service) for t in chosen]}

    def preview(self, service: Service, template_id: str, raw: bytes) -> dict[str, Any]:
        """A template with its placeholders filled. Raises ApiError 400, 404."""
        found = self._own(service, template_id)
        data = validation.check_preview(validation.parse(raw or b"{}"))
        subject, body = found.filled(data.get("personalisation", {}))
        if not body.strip() and (found.type == "sms" or found.only_placeholders):
            raise bad_request("Your message is empty.")
        return {
            "id": found.id,
            "type": found.type,
            "version": found.version,
            "body": body,
            "subject": subject,
            "html": html_of(body) if found.type == "email" else None,
            "postage": None,
        }

    def received(self) -> dict[str, Any]:
        """Texts that people sent to the service: none ever come here."""
        link = f"{self.base}/v2/received-text-messages"
        return {"received_text_messages": [], "links": {"current": link}}

    def _own(self, service: Service, template_id: str) -> Template:
        found = service.templates.get(validation.check_id(template_id, "id"))
        if found is None:
            raise no_result()
        return found

    def _link(self, query: Query) -> str:
        written = urlencode(query, doseq=True, errors="replace")
        return f"{self.base}/v2/notifications" + (f"?{written}" if written else "")


def _wanted(query: Query) -> tuple[dict[str, Any], str | None]:
    if unknown := sorted(set(query) - FILTERS):
        verb = "was" if len(unknown) == 1 else "were"
        listed = ", ".join(unknown)
        raise invalid(f"Additional properties are not allowed ({listed} {verb} unexpected)")
    wanted: dict[str, Any] = {}
    for name, allowed in (("status", validation.STATUSES), ("template_type", validation.TYPES)):
        if name in query:
            wanted[name] = [validation.one_of(word, name, allowed) for word in query[name]]
    for word in query.get("include_jobs", []):
        validation.one_of(word, "include_jobs", ["true", "True"])
    if "reference" in query:
        wanted["reference"] = query["reference"][0]
    older_than = query.get("older_than", [None])[0]
    if older_than is not None:
        older_than = validation.check_id(older_than, "older_than")
    return wanted, older_than
