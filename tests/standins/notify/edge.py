"""The HTTP edge: headers, addresses and faults. Writes no log, so that none holds a message."""

import json
import secrets
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.standins.notify import control, page
from tests.standins.notify.api import NOT_ALLOWED
from tests.standins.notify.errors import Unrouted, server_error
from tests.standins.notify.misbehaving import misbehave

if TYPE_CHECKING:
    from tests.standins.notify.server import Server

LARGEST_BODY = 8_000_000
IDLE = 120
POLICY = "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'"
LOCAL = {"/", "/style.css", "/_control", "/_control/messages", "/_control/references"}
STYLE = Path(__file__).with_name("style.css")

Reply = tuple[int, str, bytes]


class Edge(BaseHTTPRequestHandler):
    """One connection: reads a request, asks for its answer, writes it."""

    server: "Server"
    protocol_version = "HTTP/1.1"
    server_version = "notify-stand-in"
    sys_version = ""
    timeout = IDLE
    # An answer leaves in one piece; in two it would wait 40 ms for the first to be acknowledged.
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: addresses may hold references."""

    def do_GET(self) -> None:
        """Answer any method alike; the address decides what is allowed."""
        body = self._body()
        if body is None:
            return
        target = urlsplit("/" + self.path.lstrip("/"))
        if target.path in LOCAL:
            self.write(*self._local(target.path, body))
            return
        notify = self.server.notify
        meets_faults = target.path.startswith("/v2/")
        fault = notify.faults.take(self.command) if meets_faults else None
        taken_in = fault is None or fault.accepts
        reply = self._api(target.path, target.query, body) if taken_in else None
        if fault:
            misbehave(self, fault, reply, notify.stopping)
        elif reply:
            self.write(*reply)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_HEAD = do_GET

    def write(self, status: int, kind: str, body: bytes) -> None:
        """Answer with a status, a content type and a body."""
        self.head(status, kind, len(body))
        if self.command != "HEAD":
            self.wfile.write(body)

    def head(self, status: int, kind: str, length: int) -> None:
        """The part of an answer before its body, which is to have `length` bytes."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.send_header("X-B3-TraceId", secrets.token_hex(8))
        if kind.startswith("text/"):
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cache-Control", "no-store")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _api(self, path: str, query: str, body: bytes) -> Reply:
        notify = self.server.notify
        authorization = self.headers.get("Authorization")
        try:
            status, answer = notify.api.answer(self.command, path, query, authorization, body)
        except Exception as error:  # whatever happens, a caller gets JSON
            notify.crashes.append(error)
            status, answer = 500, server_error().body()
        return _json(status, answer)

    def _local(self, path: str, body: bytes) -> Reply:
        notify = self.server.notify
        match self.command, path:
            case ("GET" | "HEAD", "/"):
                return 200, "text/html; charset=utf-8", page.render(notify.messages)
            case ("GET" | "HEAD", "/style.css"):
                return 200, "text/css; charset=utf-8", STYLE.read_bytes()
            case "GET", "/_control":
                return _json(200, control.standing(notify))
            case "GET", "/_control/messages":
                return _json(200, control.listing(notify))
            case "GET", "/_control/references":
                return _json(200, control.references(notify))
            case "POST", "/_control":
                return self._ordered(body)
        return _json(405, Unrouted(405, NOT_ALLOWED).body())

    def _ordered(self, body: bytes) -> Reply:
        # A page of another site cannot send this type without asking first.
        if self.headers.get_content_type() != "application/json":
            return _json(415, Unrouted(415, "Send application/json").body())
        try:
            return _json(200, control.carry_out(self.server.notify, json.loads(body)))
        except (ValueError, RecursionError) as error:
            return _json(400, Unrouted(400, str(error)).body())

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit() and "Transfer-Encoding" not in self.headers):
            self._refuse(400, "The length of the body is needed.")
            return None
        if int(length[:20]) > LARGEST_BODY:
            self._refuse(413, "The body is too large.")
            return None
        return self.rfile.read(int(length))

    def _refuse(self, status: int, message: str) -> None:
        self.close_connection = True
        self.write(*_json(status, Unrouted(status, message).body()))


def _json(status: int, answer: dict[str, Any]) -> Reply:
    return status, "application/json", json.dumps(answer).encode()
