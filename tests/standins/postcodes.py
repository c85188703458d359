"""A postcodes.io of one's own that answers as it is told, byte by byte."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

HEAD = "HTTP/1.1 {} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{}\r\n"
DRIP_EVERY = 0.05
"""Seconds between two bytes of a slow answer."""


def said(status: int, body: str, headers: str = "") -> bytes:
    """Return a whole answer."""
    return HEAD.format(status, len(body.encode()), headers).encode() + body.encode()


def outcode(code: str, latitude: object, longitude: object) -> bytes:
    """Return what postcodes.io says of an outward code."""
    result = {"outcode": code, "longitude": longitude, "latitude": latitude, "country": ["England"]}
    return said(200, json.dumps({"status": 200, "result": result}))


class PostcodesStandIn:
    """Listens at `url`; `paths` are those asked for. Everybody gets `answer`; `slow` drips it."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.requests: list[str] = []
        self.answer = outcode("LS27", 53.75, -1.6)
        self.slow = False
        self._stop = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        """Stop, also in the middle of an answer."""
        self._stop.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()

    def _serve(self) -> None:
        with suppress(OSError):
            while not self._stop.is_set():
                connection, _peer = self._listening.accept()
                with connection, suppress(OSError):
                    self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        asked = connection.recv(8192).decode()
        self.requests.append(asked)
        self.paths.append(asked.split(" ")[1])
        if not self.slow:
            connection.sendall(self.answer)
            return
        for number in range(len(self.answer)):
            if self._stop.wait(DRIP_EVERY):
                return
            connection.sendall(self.answer[number : number + 1])


@contextmanager
def running() -> Iterator[PostcodesStandIn]:
    """Run one, and stop it afterwards."""
    stand_in = PostcodesStandIn()
    try:
        yield stand_in
    finally:
        stand_in.close()
