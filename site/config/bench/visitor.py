"""One visitor of the journey: our own small client for what is posted, which wrk cannot do.

It keeps cookies and reads forms from the pages, so it sends what a browser would send.
"""

import http.client
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

Fields = list[tuple[str, str]]

# What an invented person answers, by the last part of a field's name. Ofcom's drama numbers.
ANSWERS = {
    "for_whom": ["me"],
    "name": ["Sam Example"],
    "age_band": ["18_59"],
    "phone": ["07700 900321"],
    "email": ["sam@example.org"],
    "safe": ["call", "text"],
    "say_who": ["no"],
    "confirm_by": ["none"],
    "crime_types": ["burglary"],
    "words": ["Something was taken from the house while we were asleep."],
    "reported": ["no"],
    "needs": ["talk"],
    "use": ["on"],
}


class Refused(RuntimeError):
    """The journey did not take what the visitor posted."""


class Visitor:
    """Someone on the journey, on one step at a time."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
        self.step = ""
        self.fields: Fields = []

    @property
    def cookie(self) -> str:
        """The Cookie header that this visitor's browser would send."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def look(self, path: str) -> None:
        """Fetch the page of a step, following redirects, and read its form."""
        status, where, body = self._ask("GET", path)
        while status in (301, 302, 303):
            path = where
            status, where, body = self._ask("GET", path)
        if status != 200:
            raise Refused(f"{path} answered {status}.")
        self.step, self.fields = path, _filled(body)

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
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            for each in response.headers.get_all("Set-Cookie") or []:
                self._keep(each)
            text = response.read().decode("utf-8")
            return response.status, response.headers.get("Location", ""), text
        finally:
            connection.close()

    def _keep(self, header: str) -> None:
        for name, morsel in SimpleCookie(header).items():
            if morsel["max-age"] == "0":
                self._cookies.pop(name, None)
            else:
                self._cookies[name] = morsel.value


class _Form(HTMLParser):
    """Reads the fields of the form in ``main`` that posts to the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden: Fields = []
        self.offered: dict[str, list[str]] = {}
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field; a form that posts elsewhere, like the exit, is not ours."""
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = found.get("method") == "post" and not found.get("action")
        if not self._inside or tag not in ("input", "textarea") or "name" not in found:
            return
        if found.get("type") == "hidden":
            self.hidden.append((found["name"], found.get("value", "")))
        else:
            self.offered.setdefault(found["name"], []).append(found.get("value", ""))


def _filled(page: str) -> Fields:
    """Return the fields of a page's form, filled in as our invented person would."""
    form = _Form()
    form.feed(page)
    given = list(form.hidden)
    for name in form.offered:
        given += [(name, value) for value in ANSWERS.get(name.rpartition("-")[2], [])]
    return given
