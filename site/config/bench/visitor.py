"""One visitor of the journey: our own small client for what is posted, which wrk cannot do.

It keeps cookies and reads forms from the pages, so it sends what a browser would send.
"""

import http.client
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from config.bench.answering import Fields, filled
from referrals_portal.steps import STEPS

CHECK = "/form/check/"
LONGEST = len(STEPS) + 3  # pages; a journey that is longer does not end


class Refused(RuntimeError):
    """The journey did not take what the visitor posted."""


class Visitor:
    """Someone on the journey, on one step at a time.

    ``took``: the seconds that the last request took to be answered.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self.cookies: dict[str, str] = {}
        self.step = ""
        self.fields: Fields = []
        self.took = 0.0

    @property
    def cookie(self) -> str:
        """The Cookie header that this visitor's browser would send."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def look(self, path: str) -> None:
        """Fetch the page of a step, following redirects, and read its form."""
        status, where, body = self._ask("GET", path)
        while status in (301, 302, 303):
            path = where
            status, where, body = self._ask("GET", path)
        if status != 200:
            raise Refused(f"{path} answered {status}.")
        self.step, self.fields = path, filled(body)

    def post(self) -> None:
        """Post the form of this step; the next step is where it sends us."""
        status, where, _ = self._ask("POST", self.step, urlencode(self.fields))
        if status not in (302, 303):
            raise Refused(f"{self.step} answered {status} to {[name for name, _ in self.fields]}.")
        self.step, self.fields = where, []

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        headers = {"Cookie": self.cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://127.0.0.1:{self._port}"
        started = time.perf_counter()
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            page = response.read()
            self.took = time.perf_counter() - started
            for each in response.headers.get_all("Set-Cookie") or []:
                self._keep(each)
            return response.status, response.headers.get("Location", ""), page.decode("utf-8")
        finally:
            connection.close()

    def _keep(self, header: str) -> None:
        for name, morsel in SimpleCookie(header).items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value
