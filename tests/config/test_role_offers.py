"""Offers with each process in its role: everybody can do their part, and no more."""

import json

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from config.demo import people
from config.management.commands.worker import CHORES
from hub import snapshot
from hub.models import Hub
from hub.versions import put_in_force
from referrals_portal.models import (
    Clock,
    Event,
    FollowUp,
    Invitation,
    OptOut,
    OutboxMessage,
    Referral,
    Task,
)
from referrals_portal.sealing import Place, opening
from tests.actions.promising import AT
from tests.actions.sending_others import LINE, SUPPORT, TEXT_AND_EMAIL
from tests.config.roles import acting_as, may
from tests.journey.answering.conftest import Answering

pytestmark = pytest.mark.django_db
INVITATION = "referrals_portal_invitation"
OPT_OUT = "referrals_portal_optout"
TASK = "referrals_portal_task"
LETTER = TEXT_AND_EMAIL | {"channels": ["letter"], "either": False}
REJECT = {"when": {"markers": ["opted_out"]}, "then": {"handling": "close"}, "reason": "No."}


def work():
    with acting_as("worker"):
        for chore in CHORES:
            while chore.do(timezone.now()):
                pass


@pytest.fixture
def received(installation, settings, tmp_path):
    """Two lines of a feed were received by the form's role; the code of the first."""
    settings.MESSAGES = "smtp"
    document = {"standards": [TEXT_AND_EMAIL, LETTER, SUPPORT], "rules": [REJECT]}
    put_in_force(Hub.objects.get(), document, at=AT)
    snapshot.forget()
    other = LINE | {"reference": "TEST/000002/26", "markers": ["opted_out"]}
    feed = tmp_path / "feed.jsonl"
    feed.write_text(json.dumps(LINE) + "\n" + json.dumps(other), encoding="utf-8")
    with acting_as("form"):
        call_command("receive_referrals", str(feed))
        call_command("receive_referrals", str(feed))
    row = Referral.objects.get(status="new")
    assert Referral.objects.count() == 2
    assert Task.objects.get().kind == "letter"
    return opening.open_signed(row, Place("referral", row.pk))["offer_code"]


def answer(code, want):
    with acting_as("form"):
        browser = Answering()
        browser.press(code="RRRR-RRRR-RR")
        browser.press(code=code)
        browser.press(answer=want)
        assert browser.page.status_code == 200
    work()


def test_yes_starts_the_clock_and_staff_read_it(received):
    work()
    answer(received, "later")
    assert Referral.objects.filter(status="waiting").count() == 1
    answer(received, "yes")
    row = Referral.objects.get(status="in_triage")
    assert Clock.objects.get(starts="offer_accepted").started_at is not None
    staff = Client()
    with acting_as("intake"):
        staff.post("/intake/sign-in/", {"username": "caseworker", "password": people.PASSWORD})
        shown = staff.get(f"/intake/referral/{row.pk}/").content.decode()
    assert "They said yes to our offer" in shown
    assert Invitation.objects.get().used_at is not None


def test_never_is_remembered_and_holds_for_the_next(received, tmp_path):
    answer(received, "never")
    assert OptOut.objects.count() == 3
    assert not OutboxMessage.objects.exclude(state="withdrawn").exists()
    assert FollowUp.objects.get().applied_at is not None
    feed = tmp_path / "next.jsonl"
    feed.write_text(json.dumps(LINE | {"reference": "TEST/000003/26"}), encoding="utf-8")
    with acting_as("form"):
        call_command("receive_referrals", str(feed))
    work()
    assert set(Event.objects.values_list("kind", flat=True)) >= {"opted_out", "never_there"}
    assert not OutboxMessage.objects.exclude(state="withdrawn").exists()
    assert not Task.objects.filter(done_at__isnull=True).exists()


REFUSED = {
    "public": [f"SELECT 1 FROM {table}" for table in (INVITATION, OPT_OUT, TASK)],
    "cms": [f"SELECT 1 FROM {table}" for table in (INVITATION, OPT_OUT, TASK)],
    "form": [
        f"SELECT ways FROM {INVITATION}",
        f"SELECT recipient FROM {INVITATION}",
        f"UPDATE {INVITATION} SET referral = referral",
        f"DELETE FROM {INVITATION}",
        f"SELECT 1 FROM {OPT_OUT}",
        f"INSERT INTO {OPT_OUT} DEFAULT VALUES",
        f"SELECT 1 FROM {TASK}",
        f"UPDATE {TASK} SET done_at = now()",
    ],
    "intake": [
        f"SELECT 1 FROM {INVITATION}",
        f"SELECT 1 FROM {OPT_OUT}",
        f"DELETE FROM {OPT_OUT}",
    ],
    "worker": [
        f"SELECT key FROM {INVITATION}",
        f"UPDATE {INVITATION} SET key = key",
        f"UPDATE {INVITATION} SET used_at = now()",
        f"INSERT INTO {INVITATION} DEFAULT VALUES",
        f"UPDATE {OPT_OUT} SET digest = digest",
        f"DELETE FROM {OPT_OUT}",
    ],
}


@pytest.mark.parametrize("role", REFUSED)
def test_nobody_can_do_more(roles, role):
    assert [sql for sql in REFUSED[role] if may(role, sql)] == []
