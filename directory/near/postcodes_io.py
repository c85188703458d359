"""Asking a postcodes.io of the operator's own where an outward code is; off unless it is named.

Only the first part of a postcode ever leaves this process. Whatever goes wrong, the answer is None
and the person sees a distance that is a little less right: they never wait longer than `PATIENCE`,
and after a failure nobody is asked for a while.
"""

import json
import time
from collections import OrderedDict
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import SHUT_RDWR
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from directory.near.points import Point

PATIENCE = 1.5
"""Seconds for the whole of an answer, from the connection to its last byte."""
LARGEST = 64 * 1024
"""Bytes of an answer; a whole one is under a kilobyte."""
MOST_KEPT = 4000
"""Outward codes kept in memory. There are about 3,000."""
REST = 30
"""Seconds for which a service that failed is left alone."""

_kept: OrderedDict[str, Point | None] = OrderedDict()
_rests_until = float("-inf")


class _Failed(Exception):
    """The service did not answer as it should."""


def point_of(outward: str) -> Point | None:
    """Return where that outward code is, by the service named in ``POSTCODES_IO_URL``, or None."""
    global _rests_until
    if not settings.POSTCODES_IO_URL:
        return None
    if outward in _kept:
        return _kept[outward]
    if time.monotonic() < _rests_until:
        return None
    try:
        point = _ask(settings.POSTCODES_IO_URL, outward)
    except (_Failed, OSError, HTTPException, ValueError, RecursionError):
        _rests_until = time.monotonic() + REST
        return None
    _kept[outward] = point
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return point


def forget() -> None:
    """Ask again at the next call; for tests."""
    global _rests_until
    _kept.clear()
    _rests_until = float("-inf")


def _ask(origin: str, outward: str) -> Point | None:
    """Return the point, or None if the service does not know the code. Redirects are failures."""
    parts = urlsplit(origin)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(str(parts.hostname), parts.port, timeout=PATIENCE)
    deadline = Timer(PATIENCE, _cut, [connection])
    deadline.daemon = True
    deadline.start()
    try:
        connection.request("GET", f"/outcodes/{outward}", headers={"Accept": "application/json"})
        return _read(connection.getresponse())
    finally:
        deadline.cancel()
        connection.close()


def _cut(connection: HTTPConnection) -> None:
    """End whatever the connection waits for: its own timeout begins again with every byte."""
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(SHUT_RDWR)


def _read(response: HTTPResponse) -> Point | None:
    if response.status == 404:
        return None
    body = response.read(LARGEST + 1)
    if response.status != 200 or len(body) > LARGEST:
        raise _Failed
    return _point(json.loads(body))


def _point(answer: Any) -> Point:
    result = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(result, dict):
        raise _Failed
    north, east = result.get("latitude"), result.get("longitude")
    if not (isinstance(north, int | float) and isinstance(east, int | float)):
        raise _Failed
    point = Point(float(north), float(east))
    if not point.is_in_the_uk():
        raise _Failed
    return point
