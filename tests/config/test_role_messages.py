"""What the queue's role may do with messages, tasks and appointments, and what it must not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from config.demo import people
from hub.models import Hub
from hub.versions import put_in_force
from referrals_portal.actions.calling_back import SEEN
from referrals_portal.models import Appointment, OutboxMessage, Referral, Task
from tests.actions.test_alerting import HARM, ROTA, arrives
from tests.actions.writing import ALL
from tests.config.conftest import forget
from tests.config.roles import OUTBOX, acting_as, may
from tests.intake.making import make_referral, typed

pytestmark = pytest.mark.django_db
TASK, APPOINTMENT = "referrals_portal_task", "referrals_portal_appointment"

MAY = (
    f"SELECT {', '.join(SEEN)} FROM {OUTBOX}",
    f"UPDATE {OUTBOX} SET state = 'withdrawn', failure = '', recipient = ''",
    f"UPDATE {TASK} SET done_at = now(), done_by_name = 'x'",
    f"SELECT * FROM {TASK}",
    f"SELECT * FROM {APPOINTMENT}",
    f"UPDATE {APPOINTMENT} SET cancelled_at = now()",
)
MUST_NOT = (
    f"SELECT recipient FROM {OUTBOX}",
    f"SELECT reference FROM {OUTBOX}",
    f"SELECT notification_id FROM {OUTBOX}",
    f"DELETE FROM {OUTBOX}",
    *(
        f"UPDATE {OUTBOX} SET {column} = {column}"
        for column in ("template", "channel", "referral", "epoch", "send_by", "reference",
                       "attempts", "follows", "notification_id")
    ),
    f"DELETE FROM {TASK}",
    *(
        f"UPDATE {TASK} SET {column} = {column}"
        for column in ("referral", "kind", "reason", "message", "made_at")
    ),
    f"DELETE FROM {APPOINTMENT}",
    *(
        f"UPDATE {APPOINTMENT} SET {column} = {column}"
        for column in ("sealed", "referral_id", "by_id", "at", "reminder")
    ),
    "SELECT * FROM referrals_portal_optout",
    "SELECT * FROM referrals_portal_invitation",
)  # fmt: skip


@pytest.mark.parametrize("sql", MAY)
def test_staff_may(roles, sql):
    assert may("intake", sql)


@pytest.mark.parametrize("sql", MUST_NOT)
def test_staff_must_not(roles, sql):
    assert not may("intake", sql)


@pytest.mark.parametrize("table", [TASK, APPOINTMENT])
@pytest.mark.parametrize("role", ["public", "form", "cms"])
def test_nobody_else_reads_what_is_to_do_or_agreed(roles, role, table):
    assert not may(role, f"SELECT * FROM {table}")


def test_the_worker_reads_no_appointment(roles):
    assert not may("worker", f"SELECT * FROM {APPOINTMENT}")


def test_staff_write_meet_post_and_call_back(installation, settings):
    """The pages themselves, as the queue's role."""
    settings.MESSAGES = "notify"
    row = make_referral(**ALL)
    page, staff = f"/intake/referral/{row.pk}/", Client()
    thursday = timezone.now() + timedelta(days=6)

    def post(what, **given):
        version = Referral.objects.get().version
        answer = staff.post(f"{page}{what}/", {"version": version} | given)
        assert answer.status_code == 303, (what, answer.content.decode())

    with acting_as("intake"):
        door = {"username": "caseworker", "password": people.PASSWORD}
        assert staff.post("/intake/sign-in/", door).status_code == 303
        post("write", template="TRIED", channel="text")
        post("write", template="TRIED", channel="letter")
        letter = Task.objects.get()
        assert staff.get(f"{page}letter/", {"task": letter.pk}).status_code == 200
        post("posted", task=letter.pk)
        when = typed("starts_at", f"{thursday:%Y-%m-%d} 14:30")
        post("appointment", channel="email", remind="yes", **when)
        post("cancel", appointment=Appointment.objects.get().pk)
        assert staff.get("/intake/?show=tasks").status_code == 200
        assert "Cancelled" in staff.get(page).content.decode()
    states = dict(OutboxMessage.objects.values_list("template", "state"))
    assert states == {"TRIED": "queued", "APPOINTMENT": "withdrawn", "REMINDER": "withdrawn"}
    assert Task.objects.get().done_at is not None


def test_the_form_alerts_the_rota_once_an_hour_without_reading_anything(installation, settings):
    settings.MESSAGES = "notify"
    put_in_force(Hub.objects.get(), {"messages": ROTA}, at=timezone.now())
    forget()
    with acting_as("form"):
        for _ in range(3):
            arrives(answers=HARM)
    rows = OutboxMessage.objects.filter(template="ROTA")
    assert rows.count() == 4, "by text and by email: this hour's and the next"
    assert Referral.objects.count() == 3
