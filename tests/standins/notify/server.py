"""The HTTP edge: sockets, headers and faults. Writes no log, so that none holds a message."""

import json
import secrets
import socket
import struct
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.standins.notify import control, page
from tests.standins.notify.api import NOT_ALLOWED
from tests.standins.notify.errors import Unrouted, server_error

if TYPE_CHECKING:
    from tests.standins.notify.faults import Fault
    from tests.standins.notify.standin import NotifyStandIn

LARGEST_BODY = 8_000_000
IDLE = 120
RESET = struct.pack("ii", 1, 0)
POLICY = "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'"
LOCAL = {"/", "/style.css", "/_control", "/_control/messages"}
STYLE = Path(__file__).with_name("style.css")

Reply = tuple[int, str, bytes]


class Server(ThreadingHTTPServer):
    """A thread for each connection; closing it closes them all and waits for their threads."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], notify: "NotifyStandIn"):
        self.notify = notify
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(address, Edge)

    def server_bind(self) -> None:
        """Bind without asking for the machine's name, which may be slow."""
        # HTTPServer's own looks the host's full name up.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = map(str, self.server_address[:2])  # type: ignore

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, then serve it in a thread of its own."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget the connection and close it."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Hang up on everybody, then wait for the threads."""
        with self._lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue
        super().server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Callers may hang up at any time; anything else is a crash that a test can see."""
        error = sys.exception()
        if error and not isinstance(error, OSError):
            self.notify.crashes.append(error)


class Edge(BaseHTTPRequestHandler):
    """One connection: reads a request, asks for its answer, writes it."""

    server: Server
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
            self._write(*self._local(target.path, body))
            return
        meets_faults = target.path.startswith("/v2/")
        fault = self.server.notify.faults.take(self.command) if meets_faults else None
        reply = self._api(target.path, target.query, body) if _accepts(fault) else None
        self._answer(fault, reply)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_HEAD = do_GET

    def _answer(self, fault: "Fault | None", reply: Reply | None) -> None:
        if fault and fault.kind == "delay":
            self.server.notify.stopping.wait(fault.seconds)
        if fault and fault.kind in {"drop", "refuse"}:
            self._hang_up()
            return
        if wrong := fault.answer() if fault else None:
            reply = wrong
        if reply:
            self._write(*reply)

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
        self._write(*_json(status, Unrouted(status, message).body()))

    def _hang_up(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.close_connection = True

    def _write(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-B3-TraceId", secrets.token_hex(8))
        if kind.startswith("text/"):
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cache-Control", "no-store")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _accepts(fault: "Fault | None") -> bool:
    return fault is None or bool(fault.accepts)


def _json(status: int, answer: dict[str, Any]) -> Reply:
    return status, "application/json", json.dumps(answer).encode()
