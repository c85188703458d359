"""A visitor with a browser that keeps cookies and sends tokens."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.utils import timezone

from referrals_portal.forms.base import Answers
from referrals_portal.journey import drafts, routing
from referrals_portal.journey.addresses import ADDRESSES, KEYS
from referrals_portal.steps import BY_KEY, earlier
from tests.journey.people import ANSWERS
from tests.messages.conftest import notify, stand_in  # noqa: F401
from tests.standins.google import google  # noqa: F401


def at(step: str) -> str:
    """Return the path of a step's page, or of another page of the journey."""
    *folders, last = step.split("/")
    return "/".join(["/form", *folders, ADDRESSES.get(last, last), ""])


def shown_at(address: str) -> str:
    """Return the step whose page an address leads to, or the last part of its path."""
    last = address.rstrip("/").rpartition("/")[2]
    return KEYS.get(last, last)


class Visitor:
    """Someone at a browser without script: follows redirects, keeps cookies, sends the token."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)

    def get(self, step: str, **kwargs: Any) -> Any:
        """Open a step's page."""
        return self.client.get(at(step), **kwargs)

    def post(self, step: str, values: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        """Open a step's page and send its form with these answers, as a browser would."""
        page = self.get(step).content.decode()
        data = {f"{step}-{name}": value for name, value in (values or {}).items()}
        return self.send(step, data | hidden(page), **kwargs)

    def send(self, step: str, data: dict[str, Any], **kwargs: Any) -> Any:
        """Send exactly this to a step; where it leads back to the same page, open that."""
        response = self.client.post(
            at(step),
            urlencode(data, doseq=True),
            content_type="application/x-www-form-urlencoded",
            **kwargs,
        )
        back = response.status_code == 303 and response["Location"] == at(step)
        return self.get(step) if back else response

    def answer(self, *steps: str, **changes: dict[str, Any]) -> None:
        """Answer these steps, page by page, as the person in ``people`` would."""
        answers = ANSWERS | changes
        for step in steps:
            response = self.post(step, answers.get(step))
            assert response.status_code == 303, (step, response.content.decode())

    def walk(self, **changes: dict[str, Any]) -> None:
        """Answer every question that is asked, page by page."""
        self.answer(*routing.path(ANSWERS | changes), **changes)

    def has_answered(self, until: str = routing.CHECK, **changes: dict[str, Any]) -> None:
        """Come with a form in which everything before a step is answered already.

        Much quicker than to walk, for tests of what comes after. Each answer is what the
        question's own form makes of it; the language and the draft are new.
        """
        given = ANSWERS | changes
        answers: Answers = {}
        for key in (*routing.path(given), routing.CHECK):
            if key == until:
                break
            step = BY_KEY[key]
            typed = {f"{key}-{name}": value for name, value in given.get(key, {}).items()}
            data = QueryDict(urlencode(typed, doseq=True))
            form = step.form(data, prefix=key, answers=earlier(answers, step))
            assert form.is_valid(), (key, form.errors)
            answers = routing.answer(answers, key, drafts.to_json(form.cleaned_data))
        draft, response = drafts.OpenDraft.new(), HttpResponse()
        drafts.save(draft, answers, timezone.now())
        drafts.set_cookie(response, draft)
        self.client.cookies.update(response.cookies)

    def at_check(self, **changes: dict[str, Any]) -> dict[str, str]:
        """Come with every question answered; return the hidden fields of the check page."""
        self.has_answered(**changes)
        return hidden(self.get("check").content.decode())


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of the page's own form."""
    form = page[page.index("data-form") :]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))


@pytest.fixture
def visitor(db, keys):
    """A visitor to an installation that works."""
    return Visitor()
