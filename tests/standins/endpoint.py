"""A small endpoint that receives what others post, and answers as told."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import TracebackType
from typing import Any, Self


class Endpoint:
    """Listens at `url`; `requests` holds (method, path, headers, JSON or None) of each request.

    Each request takes the next of `answers`: a status, or a status with a Location. 204 when
    there are none left.
    """

    def __init__(self, *answers: int | tuple[int, str]):
        self.answers = list(answers)
        self.requests: list[tuple[str, str, dict[str, str], Any]] = []

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """The JSON of each POST, in order."""
        return [body for method, _, _, body in self.requests if method == "POST"]

    def __enter__(self) -> Self:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                body = json.loads(raw) if raw else None
                endpoint.requests.append((self.command, self.path, dict(self.headers), body))
                answer = endpoint.answers.pop(0) if endpoint.answers else 204
                status, location = answer if isinstance(answer, tuple) else (answer, None)
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_POST

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/messages/receipts/"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
