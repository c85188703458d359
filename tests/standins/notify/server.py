"""The server: its sockets and threads, and how they end."""

import socket
import sys
import threading
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from tests.standins.notify.edge import Edge

if TYPE_CHECKING:
    from tests.standins.notify.standin import NotifyStandIn


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
