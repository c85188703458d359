"""One of many people: as `Visitor`, but a thousand of them fit into one process.

A page is read in full once for all of them; after that only what differs from one person to the
next is looked for.
"""

import asyncio
import re
from urllib.parse import quote, urlencode

from config.bench.answering import Fields, filled

OWN = {
    name: re.compile(rf'name="{name}"\s+value="([^"]*)"')
    for name in ("csrfmiddlewaretoken", "version")
}
COOKIE = re.compile(r"^set-cookie:\s*([^=]+)=([^;]*)", re.IGNORECASE | re.MULTILINE)
LOCATION = re.compile(r"^location:\s*(\S+)", re.IGNORECASE | re.MULTILINE)

_known: dict[str, Fields] = {}


class Person:
    """Someone on a page of the journey, who has answered what came before."""

    def __init__(self, port: int, step: str, cookies: dict[str, str]) -> None:
        self._port = port
        self._step = step
        self._cookies = cookies
        self._fields: Fields = []

    async def press(self) -> None:
        """Post this page, if it was looked at, and look at the one that follows.

        Raises ValueError for every answer but a redirect and a page, OSError where there was none.
        """
        if self._fields:
            status, head, _ = await self._ask("POST", urlencode(self._fields))
            where = LOCATION.search(head)
            if status != 303 or where is None:
                raise ValueError(f"{self._step} answered {status}.")
            self._step = where[1]
        status, _, page = await self._ask("GET")
        if status != 200:
            raise ValueError(f"{self._step} answered {status}.")
        self._fields = self._read(page)

    def _read(self, page: str) -> Fields:
        if self._step not in _known:
            _known[self._step] = filled(page)
        found = {name: own.search(page) for name, own in OWN.items()}
        return [
            (name, match[1] if (match := found.get(name)) else value)
            for name, value in _known[self._step]
        ]

    async def _ask(self, method: str, body: str = "") -> tuple[int, str, str]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            writer.write(self._request(method, body).encode())
            answer = (await reader.read()).decode()
        finally:
            writer.close()
        head, _, page = answer.partition("\r\n\r\n")
        for name, value in COOKIE.findall(head):
            self._cookies[name] = value
        return int(head[9:12] or 0), head, page

    def _request(self, method: str, body: str) -> str:
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        lines = [
            f"{method} {quote(self._step)} HTTP/1.1",
            f"Host: 127.0.0.1:{self._port}",
            f"Cookie: {cookie}",
            "Connection: close",
        ]
        if method == "POST":
            lines += [
                f"Origin: http://127.0.0.1:{self._port}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        return "\r\n".join([*lines, "", body])
