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
    """Their browser: it sends each page's own form, with what they type or press."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.page = self.client.get(REPLY)

    @property
    def text(self) -> str:
        return self.page.content.decode()

    def press(self, to=REPLY, **given):
        """Send the form of the page as it stands."""
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.text)
        self.page = self.client.post(to, urlencode(dict(hidden) | given), content_type=FORM)
        return self.page


@pytest.fixture
def answering(keys, db):
    return Answering()
