"""What operators see, and what people say of us, with each process in its role."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from config.demo import people
from config.management.commands.worker import CHORES
from hub import snapshot
from hub.models import Hub
from referrals_portal.messages.sending.finishing import opened
from referrals_portal.models import FeedbackCount, Invitation, OutboxMessage, Pace, Referral
from referrals_portal.sealing import codes
from referrals_portal.sealing.remembering import digest_of_code
from tests.config.roles import acting_as, may
from tests.journey.conftest import Visitor
from tests.journey.feedback.conftest import Saying
from tests.journey.people import ANSWERS

pytestmark = pytest.mark.django_db
COUNT, CODE, PACE = (f"referrals_portal_{name}" for name in ("feedbackcount", "invitation", "pace"))
SAID = {"reached": "yes", "listened": "mostly", "clear": "no", "again": "yes"}


def work():
    with acting_as("worker"):
        for chore in CHORES:
            while chore.do(timezone.now()):
                pass


def at_the_door(name):
    staff = Client()
    door = {"username": name, "password": people.PASSWORD}
    assert staff.post("/intake/sign-in/", door).status_code == 303
    return staff


@pytest.fixture
def asked(installation, settings):
    """Somebody who agreed was closed, by the queue's process, in a hub that asks then."""
    settings.MESSAGES = "smtp"
    hub = Hub.objects.get()
    hub.rules["messages"] = {"ask_feedback": ["closed", "first_contact"]}
    hub.save()
    snapshot.forget()
    visitor = Visitor()
    with acting_as("form"):
        safe = ANSWERS["safe"] | {"email": "yes", "whose_email": "mine"}
        visitor.walk(survey={"survey": "yes"}, safe=safe, message={"confirm_by": "none"})
        assert visitor.post("check").status_code == 303
    row = Referral.objects.get()
    with acting_as("intake"):
        staff = at_the_door("caseworker")
        answer = staff.post(
            f"/intake/referral/{row.pk}/close/", {"version": row.version, "outcome": "needs_met"}
        )
        assert answer.status_code == 303, answer.content.decode()
    return OutboxMessage.objects.get(template="FEEDBACK")


def test_from_the_close_to_the_counts(asked, time_machine):
    code = opened(asked).personalisation["code"]
    with acting_as("form"):
        saying = Saying()
        saying.press(code=code)
        asked_four = saying.page
        assert saying.press(**SAID).status_code == 303
        saying.page = asked_four
        assert saying.press(**SAID).status_code == 303
    assert FeedbackCount.objects.filter(count=1).count() == 4
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    work()
    assert not Invitation.objects.exists()
    with acting_as("intake"):
        assert at_the_door("manager").get("/intake/feedback/").status_code == 200


def test_managers_and_metrics_see_how_messages_stand(asked, settings):
    settings.METRICS_TOKEN = "a-token-for-metrics-of-a-test"
    work()
    assert Pace.objects.filter(name="worker").exists()
    with acting_as("intake"):
        page = at_the_door("manager").get("/intake/messages/")
        assert page.status_code == 200
        assert "All is well." in page.text
        assert at_the_door("caseworker").get("/intake/").status_code == 200
        headers = {"Authorization": f"Bearer {settings.METRICS_TOKEN}"}
        answer = Client().get("/metrics", headers=headers)
        assert answer.status_code == 200
        assert "front_door_messages{" in answer.text


def test_the_worker_writes_the_weekly_email_once(installation, settings):
    settings.MESSAGES, settings.OPERATOR_EMAIL = "smtp", "operator@example.org"
    work()
    work()
    assert OutboxMessage.objects.filter(template="WEEKLY").count() == 1


@pytest.mark.parametrize(
    ("role", "sql", "allowed"),
    [
        ("form", f"UPDATE {COUNT} SET count = 1", True),
        ("form", f"UPDATE {COUNT} SET answer = 'yes'", False),
        ("form", f"DELETE FROM {COUNT}", False),
        ("form", f"DELETE FROM {CODE}", False),
        ("form", f"UPDATE {CODE} SET used_at = now()", True),
        ("form", f"UPDATE {CODE} SET point = 'closed'", False),
        ("intake", f"SELECT count FROM {COUNT}", True),
        ("intake", f"UPDATE {COUNT} SET count = 1", False),
        ("intake", f"SELECT key FROM {CODE}", False),
        ("intake", f"SELECT used_at FROM {CODE}", False),
        ("intake", f"SELECT last_error FROM {PACE}", True),
        ("intake", f"UPDATE {PACE} SET failures = 0", False),
        ("worker", f"SELECT key FROM {CODE}", False),
        ("worker", f"SELECT count FROM {COUNT}", False),
        *((role, f"SELECT * FROM {COUNT}", False) for role in ("public", "cms")),
        *((role, f"SELECT * FROM {CODE}", False) for role in ("public", "cms")),
        *((role, f"SELECT * FROM {PACE}", False) for role in ("public", "cms", "form")),
    ],
)
def test_nobody_may_do_more(roles, role, sql, allowed):
    assert may(role, sql) is allowed


def test_a_code_alone_leads_nowhere(asked):
    """Whoever has all rows knows that somebody was asked that day, and no more."""
    row = Invitation.objects.get()
    assert bytes(row.key) == digest_of_code(codes.read(opened(asked).personalisation["code"]))
    assert asked.referral is None
    assert row.referral is None
