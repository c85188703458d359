"""One connection, to one address that was judged before, under a clock that nothing outlasts."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from directory.arriving.hosts import Place

ASKING = {
    "Accept-Encoding": "gzip",
    "User-Agent": "FrontDoor-directory-import",
    "Connection": "keep-alive",
}
FAILURES = (HTTPError, http.client.HTTPException, OSError, ValueError)
"""What a conversation may end with."""


class Line:
    """A connection to ``address`` that speaks as to ``place``: its name is in TLS and in ``Host``.

    silence: seconds that are waited for the next byte.
    """

    def __init__(self, place: Place, address: str, silence: float, trust: ssl.SSLContext) -> None:
        self.place = place
        self._used = self._was_cut = False
        self._answer: HTTPResponse | None = None
        self._sock: socket.socket | None = None
        self._connection: HTTPConnection
        if place.scheme == "https":
            self._connection = HTTPSConnection(
                address,
                place.port,
                timeout=silence,
                ssl_context=trust,
                server_hostname=place.name,
                assert_hostname=place.name,
            )
        else:
            self._connection = HTTPConnection(address, place.port, timeout=silence)

    def leads_to(self, place: Place) -> bool:
        """Tell whether what is at ``place`` can be asked for on this line."""
        mine = self.place
        return (mine.scheme, mine.name, mine.port) == (place.scheme, place.name, place.port)

    def hang_up(self) -> None:
        """Close it, and what has not been read of an answer."""
        if self._answer:
            self._answer.close()
        self._connection.close()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Cut the line after so many seconds: whatever waits for it, or is half read, fails."""
        clock = Timer(seconds, self._cut)
        clock.daemon = True
        clock.start()
        try:
            yield
        finally:
            clock.cancel()
        if self._was_cut:
            raise TimeoutError("the answer took too long")

    def get(self, path: str, accept: str) -> HTTPResponse:
        """Ask, and return the answer before its body is read. Nothing is followed.

        Raises one of `FAILURES`. A line that had been left open too long is tried once more.
        """
        try:
            return self._get(path, accept)
        except (http.client.RemoteDisconnected, ConnectionError):
            if not self._used or self._was_cut:
                raise
            self._connection.close()
            return self._get(path, accept)

    def _get(self, path: str, accept: str) -> HTTPResponse:
        self._connection.request(
            "GET",
            path,
            headers=ASKING | {"Host": self.place.host, "Accept": accept},
            preload_content=False,
            decode_content=False,
        )
        # A connection forgets its socket where the answer has no length, and the clock must not.
        self._sock = self._connection.sock
        self._answer = self._connection.getresponse()
        self._used = True
        return self._answer

    def _cut(self) -> None:
        self._was_cut = True
        for sock in (self._sock, self._connection.sock):
            if sock is not None:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
