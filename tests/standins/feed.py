"""A stand-in for somebody's Open Referral feed: a real HTTP server that lies when told to."""

import json
import ssl
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

KIND = "application/json"
NESTED = ("organization", "phones", "schedules", "attributes", "service_at_locations", "contacts")


@dataclass(slots=True)
class Answer:
    """One answer as it goes out.

    body: bytes, or pieces of them, made while they are sent. length: what it says it is, if that
    is not true. every: seconds between pieces. before: seconds before the first byte.
    """

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    kind: str = KIND
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    every: float = 0.0
    before: float = 0.0


def says(value: Any, **more: Any) -> Answer:
    return Answer(json.dumps(value).encode(), **more)


class FeedStandIn:
    """Serves ``services`` (nested version 3, or version 1 records) at `url`, page by page.

    ``full``: lists hold whole services. ``version`` 1 speaks the old envelope. `instead` maps an
    address, such as ``/services?page=2``, to the `Answer` that it gets; `asked` is every address.
    """

    def __init__(
        self,
        services: list[dict[str, Any]],
        *,
        full: bool = False,
        version: int = 3,
        per_page: int = 10,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.services, self.full, self.version, self.per_page = services, full, version, per_page
        self.instead: dict[str, Answer] = {}
        self.envelope: dict[str, Any] = {}
        self.asked: list[str] = []
        self.hosts: list[str] = []
        self._tls = tls

    def __enter__(self) -> Self:
        feed = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                feed.asked.append(self.path)
                feed.hosts.append(self.headers.get("Host", ""))
                try:
                    _send(self, feed.answer(self.path))
                except OSError:
                    self.close_connection = True  # whoever asked gave up

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if self._tls:
            self._server.socket = self._tls.wrap_socket(self._server.socket, server_side=True)
            self._server.handle_error = lambda *args: None  # type: ignore[method-assign]
        self.port = self._server.server_port
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.host}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str) -> Answer:
        """Return what is given for a path: what was told, or what is there."""
        parts = urlsplit(path)
        page = parse_qs(parts.query).get("page", ["1"])[0]
        for told in (path, f"{parts.path}?page={page}", parts.path):
            if told in self.instead:
                return self.instead[told]
        if parts.path in ("", "/"):
            root = {"version": "HSDS-UK-3.0", "profile": "https://example.org/"}
            return says(root) if self.version == 3 else says({}, status=404)
        if parts.path == "/services":
            return says(self._page(int(page)))
        wanted = unquote(parts.path.removeprefix("/services/"))
        found = [service for service in self.services if service["id"] == wanted]
        return says(found[0]) if found else says({"error": "no such thing"}, status=404)

    def _page(self, number: int) -> dict[str, Any]:
        every = self.services
        pages = -(-len(every) // self.per_page)
        start = (number - 1) * self.per_page
        here = every[start : start + self.per_page]
        shown = here if self.full else [summary(service) for service in here]
        if self.version == 1:
            names = ("totalElements", "totalPages", "number", "size", "first", "last", "content")
        else:
            names = (
                "total_items", "total_pages", "page_number", "size", "first_page", "last_page",
                "contents",
            )  # fmt: skip
        values = (len(every), pages, number, len(here), number == 1, number == pages, shown)
        return dict(zip(names, values, strict=True)) | {"empty": not here} | self.envelope


def summary(service: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in service.items() if name not in NESTED}


def _send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    time.sleep(answer.before)
    handler.send_response(answer.status)
    handler.send_header("Content-Type", answer.kind)
    for name, value in answer.headers.items():
        handler.send_header(name, value)
    pieces = [answer.body] if isinstance(answer.body, bytes) else answer.body
    length = answer.length
    if length is None and isinstance(answer.body, bytes):
        length = len(answer.body)
    if length is None or (isinstance(answer.body, bytes) and length != len(answer.body)):
        handler.close_connection = True
    if length is not None:
        handler.send_header("Content-Length", str(length))
    handler.end_headers()
    for piece in pieces:
        handler.wfile.write(piece)
        if answer.every:
            handler.wfile.flush()
            time.sleep(answer.every)
