"""Somebody who was asked how we did, and their browser."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from referrals_portal.models import Invitation
from referrals_portal.sealing import codes
from referrals_portal.sealing.remembering import digest_of_code

FEEDBACK = "/feedback/"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def code(db, keys):
    """The code, as their message has it."""
    drawn = codes.new()
    Invitation.objects.create(
        key=digest_of_code(drawn), purpose="feedback", point="closed",
        expires_at=timezone.now() + timedelta(weeks=8),
    )  # fmt: skip
    return codes.written(drawn)


class Saying:
    """Their browser: it sends each page's own form, with what they type or press."""

    def __init__(self, at=FEEDBACK) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.at = at
        self.page = self.client.get(at)

    @property
    def text(self) -> str:
        return self.page.content.decode()

    def press(self, **given):
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.text)
        to = given.pop("to", self.at)
        self.page = self.client.post(to, urlencode(dict(hidden) | given), content_type=FORM)
        return self.page


@pytest.fixture
def saying(db, keys):
    return Saying()
