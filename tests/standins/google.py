"""A stand-in for the one address of Google that the form may ask: a real HTTP server."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs
from urllib.request import Request, build_opener

import pytest
from django_recaptcha import client

GOOD: dict[str, Any] = {"success": True, "score": 0.9, "action": "send", "hostname": "testserver"}


class GoogleStandIn:
    """Says what a test wants it to say, and remembers what it was asked.

    ``says``: the JSON of its answer, or text as it is; ``status`` and ``waits`` (seconds) of it.
    """

    def __init__(self) -> None:
        self.says: Any = GOOD
        self.status, self.waits = 200, 0.0
        self.asked: list[dict[str, list[str]]] = []
        self.url = ""

    def open(self, request: Request, timeout: float) -> Any:
        """Be the opener of `django_recaptcha.client`: the same request, to this machine."""
        assert request.full_url == "https://www.google.com/recaptcha/api/siteverify"
        return build_opener().open(
            Request(self.url, request.data, dict(request.headers)), None, timeout
        )


@contextmanager
def running() -> Iterator[GoogleStandIn]:
    """Start it on a free port of this machine, and stop it in the end."""
    google = GoogleStandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            google.asked.append(parse_qs(sent, keep_blank_values=True))
            time.sleep(google.waits)
            body = google.says if isinstance(google.says, str) else json.dumps(google.says)
            try:
                self.send_response(google.status)
                self.end_headers()
                self.wfile.write(body.encode())
            except OSError:
                pass  # whoever asked gave up

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    google.url = f"http://127.0.0.1:{server.server_port}/recaptcha/api/siteverify"
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield google
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def google(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[GoogleStandIn]:
    """Both keys are set; what the form would ask Google is answered on this machine."""
    settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY = "a-public-key", "a-private-key"
    settings.RECAPTCHA_VERIFY_REQUEST_TIMEOUT = 0.5
    with running() as stand_in:
        monkeypatch.setattr(client, "build_opener", lambda *handlers: stand_in)
        yield stand_in
