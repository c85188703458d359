"""Somebody who was sent an offer, and their browser."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from hub import loading, snapshot
from hub.models import Hub
from hub.versions import put_in_force
from referrals_portal.messages.sending.finishing import opened
from referrals_portal.models import OutboxMessage
from tests.actions.promising import AT
from tests.actions.sending_others import SUPPORT, TEXT_AND_EMAIL, sent

REPLY = "/reply/"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def offered(db, keys, settings):
    """Their referral."""
    settings.MESSAGES = "notify"
    loading.load("example")
    put_in_force(Hub.objects.get(), {"standards": [TEXT_AND_EMAIL, SUPPORT]}, at=AT)
    snapshot.forget()
    return sent()


@pytest.fixture
def code(offered):
    """The code, as the message has it."""
    return opened(OutboxMessage.objects.get()).personalisation["code"]


class Answering:
    """Their browser: it sends each page's own form, with what they type or press, and goes on."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.page = self.open(REPLY)

    @property
    def text(self) -> str:
        return self.page.content.decode()

    def open(self, address):
        """Go to a page."""
        self.page, self.at = self.client.get(address), address
        return self.page

    def press(self, to="", **given):
        """Send the form of the page as it stands, and follow where it leads."""
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.text)
        self.at = to or self.at
        data = urlencode(dict(hidden) | given, doseq=True)
        self.page = self.client.post(self.at, data, content_type=FORM)
        if self.page.status_code == 303:
            self.open(self.page["Location"])
        return self.page

    def say(self, code, want):
        """Enter the code anew and choose."""
        self.open(REPLY)
        self.press(code=code)
        return self.press(answer=want)


@pytest.fixture
def answering(keys, db):
    return Answering()
