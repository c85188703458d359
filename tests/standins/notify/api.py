"""Addresses of the API and what answers them; knows nothing of sockets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote

from tests.standins.notify.auth import authenticate
from tests.standins.notify.clock import Clock
from tests.standins.notify.errors import ApiError, Unrouted
from tests.standins.notify.posting import Posting
from tests.standins.notify.reading import Query, Reading
from tests.standins.notify.services import ApiKey, Service

Answer = tuple[int, dict[str, Any]]
Handler = Callable[[Service, ApiKey], Answer]
NOT_FOUND = (
    "The requested URL was not found on the server. If you entered the URL manually please "
    "check your spelling and try again."
)
NOT_ALLOWED = "The method is not allowed for the requested URL."


@dataclass
class Api:
    """Notify's version 2 API, for the services it knows."""

    services: Mapping[str, Service]
    clock: Clock
    posting: Posting
    reading: Reading

    def answer(
        self, method: str, path: str, query: str, authorization: str | None, body: bytes
    ) -> Answer:
        """Status and JSON for a request; every refusal comes out as its answer."""
        try:
            if path == "/_status":
                return 200, {"status": "ok", "build_time": None, "db_version": None}
            if method == "POST" and path.startswith("/unsubscribe/"):
                return 200, self.posting.unsubscribe(path)
            handler = self._route(method, path, query, body)
            return handler(*authenticate(authorization, self.services, self.clock))
        except (ApiError, Unrouted) as refusal:
            return refusal.status, refusal.body()

    def _route(self, method: str, path: str, query: str, body: bytes) -> Handler:
        parts = [unquote(part) for part in path.split("/")[1:]]
        routes = {**self._posts(parts, body), **self._gets(parts, _parsed(query))}
        if not routes:
            raise Unrouted(404, NOT_FOUND)
        if method not in routes:
            raise Unrouted(405, NOT_ALLOWED)
        return routes[method]

    def _posts(self, parts: list[str], body: bytes) -> dict[str, Handler]:
        match parts:
            case ["v2", "notifications", channel]:
                return {
                    "POST": lambda service, key: (
                        201,
                        self.posting.accept(service, key, channel, body),
                    )
                }
            case ["v2", "template", template_id, "preview"]:
                return {
                    "POST": lambda service, key: (
                        200,
                        self.reading.preview(service, template_id, body),
                    )
                }
        return {}

    def _gets(self, parts: list[str], query: Query) -> dict[str, Handler]:
        read = self.reading
        match parts:
            case ["v2", "notifications"]:
                return {"GET": lambda service, key: (200, read.notifications(service, key, query))}
            case ["v2", "notifications", message_id]:
                return {"GET": lambda service, key: (200, read.notification(service, message_id))}
            case ["v2", "template", template_id]:
                return {"GET": lambda service, key: (200, read.template(service, template_id))}
            case ["v2", "template", template_id, "version", number]:
                return {
                    "GET": lambda service, key: (200, read.template(service, template_id, number))
                }
            case ["v2", "templates"]:
                return {"GET": lambda service, key: (200, read.templates(service, query))}
            case ["v2", "received-text-messages"]:
                return {"GET": lambda service, key: (200, read.received())}
        return {}


def _parsed(query: str) -> Query:
    try:
        return parse_qs(query, keep_blank_values=True, errors="replace")
    except ValueError as error:
        raise Unrouted(400, "The query could not be read.") from error
