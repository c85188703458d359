"""Conversations that end in time, whatever the other side does.

The libraries' time limits are for each read, so an answer that trickles in would hold a worker for
ever; and while it held one, another worker would think the first dead.
"""

import http.client
import io
import socket
import time
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError

CONNECTED_WITHIN = 15.0
"""Seconds in which a connection must stand; after that nothing is sent on it."""
ANSWERED_WITHIN = 15.0
"""Seconds in which all of an answer must have come."""


class Timed(io.RawIOBase):
    """Reads from a socket until a moment (monotonic), then raises `TimeoutError`."""

    def __init__(self, sock: socket.socket, stream: io.RawIOBase, until: float) -> None:
        self._sock, self._stream, self._until = sock, stream, until
        self._each = sock.gettimeout() or ANSWERED_WITHIN

    def readable(self) -> bool:
        """Say that it can be read from."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Wait for something, but not beyond the moment."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer took too long")
        self._sock.settimeout(min(left, self._each))
        return self._stream.readinto(buffer)  # type: ignore[attr-defined]

    def close(self) -> None:
        """Close what it reads from."""
        self._stream.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    """An answer that must have come whole, headers too, in `ANSWERED_WITHIN`."""

    def __init__(self, sock: socket.socket, *args: Any, **named: Any) -> None:
        super().__init__(sock, *args, **named)
        until = time.monotonic() + ANSWERED_WITHIN
        self.fp = io.BufferedReader(Timed(sock, self.fp.detach(), until))  # type: ignore


class _Punctual:
    """A connection that is not used where it took too long to make."""

    response_class = _Answer

    def connect(self) -> None:
        started = time.monotonic()
        super().connect()  # type: ignore[misc]
        if time.monotonic() - started > CONNECTED_WITHIN:
            self.close()  # type: ignore[attr-defined]
            raise ConnectTimeoutError(self, "connecting took too long")


class _Plain(_Punctual, HTTPConnection): ...  # type: ignore[misc]


class _Secure(_Punctual, HTTPSConnection): ...  # type: ignore[misc]


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class Bounded(HTTPAdapter):
    """Makes requests of which each ends in `CONNECTED_WITHIN` and `ANSWERED_WITHIN` together.

    Raises `requests.ConnectTimeout` where nothing was sent, and another `RequestException` where
    something may have been.
    """

    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        """Make the pools that are used without a proxy."""
        super().init_poolmanager(*args, **named)
        _bind(self.poolmanager)

    def proxy_manager_for(self, *args: Any, **named: Any) -> PoolManager:
        """Return the pools of a proxy."""
        return _bind(super().proxy_manager_for(*args, **named))


def _bind(pools: PoolManager) -> PoolManager:
    pools.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
    return pools
