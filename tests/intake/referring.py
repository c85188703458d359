"""Somebody whom others referred, and what is done with them: shared by the tests about them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub import loading, snapshot
from hub.models import Hub
from hub.versions import put_in_force
from referrals_portal import actions
from referrals_portal.actions.following import carry_out_next
from referrals_portal.intake.reading import what_is_safe
from referrals_portal.models import (
    Referral,
)
from tests.actions.later import later
from tests.actions.promising import AT
from tests.actions.sending_others import SUPPORT, TEXT_AND_EMAIL, sent

FIRST = {"what": "first_contact", "unit": "hours", "number": 24, "channels": ["telephone"]}
STALKING = {"when": {"sources": ["police"], "crime_types": ["stalking"]},
            "then": {"handling": "divert"}, "reason": "For the specialists."}  # fmt: skip


@pytest.fixture
def offering(db, keys, settings):
    settings.MESSAGES = "notify"
    loading.load("example")
    document = {"standards": [TEXT_AND_EMAIL, SUPPORT, FIRST], "rules": [STALKING]}
    put_in_force(Hub.objects.get(), document, at=AT)
    snapshot.forget()


@pytest.fixture
def referred(offering):
    return sent(timezone.now() - timedelta(hours=2), markers=["repeat"])


def page(browser, row):
    answer = browser.get(f"/intake/referral/{row.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def says(row, kind, answers=None, minutes=5):
    later(row, kind, answers, minutes=minutes)
    carry_out_next(timezone.now())
    return Referral.objects.get(pk=row.pk)


def tried(row, by, result, minutes):
    """Somebody tries to call, so many minutes after it came."""
    row.refresh_from_db()
    at = row.received_at + timedelta(minutes=minutes)
    return actions.record_attempt(
        referral=row, safe=what_is_safe(row), channel="call", result=result, text="",
        why_safe="The police asked them.", by=by, at=at,
    )  # fmt: skip
