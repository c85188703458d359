"""A visitor over real HTTP, without script: keeps cookies, sends tokens, does not follow."""

from typing import Any

import requests

from referrals_portal.steps import STEPS
from tests.journey.conftest import at, hidden, shown_at
from tests.journey.people import ANSWERS

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class HttpVisitor:
    """One browser at one site."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.session = requests.Session()
        self.session.trust_env = False

    def get(self, path: str, **kwargs: Any) -> requests.Response:
        """Ask for a path."""
        return self.session.get(self.site + path, allow_redirects=False, timeout=20, **kwargs)

    def post(self, path: str, data: dict[str, Any], **kwargs: Any) -> requests.Response:
        """Send a form."""
        return self.session.post(
            self.site + path, data=data, headers=FORM, allow_redirects=False, timeout=20, **kwargs
        )

    def answer(self, step: str, values: dict[str, Any]) -> requests.Response:
        """Open a step and send its form."""
        page = self.get(at(step)).text
        data = {f"{step}-{name}": value for name, value in values.items()}
        return self.post(at(step), data | hidden(page))

    def walk_to_check(self, **changes: dict[str, Any]) -> dict[str, str]:
        """Answer whatever is asked; return the hidden fields of the check page."""
        answers = ANSWERS | changes
        step = STEPS[0].key
        for _ in STEPS:
            response = self.answer(step, answers.get(step, {}))
            assert response.status_code == 303, step
            step = shown_at(response.headers["Location"])
            if step == "check":
                break
        return hidden(self.get("/form/check/").text)

    def reference(self) -> str:
        """Return the reference on the page that says it was sent."""
        return self.get("/form/sent/").text.split('class="reference">')[1].split("<")[0]
