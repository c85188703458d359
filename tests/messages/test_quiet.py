"""Nothing of a recipient is left anywhere: not in the database, the log, or a reason."""

import logging
from datetime import timedelta

import pytest
from django.db import connection

from referrals_portal.messages import sending
from referrals_portal.messages.sending import apply_receipts
from referrals_portal.messages.tally import MOST_TO_ONE
from referrals_portal.models import OutboxMessage
from tests.messages.conftest import AT, DIALLED, EMAIL, PHONE, no_jitter

BAD_PHONE, BAD_EMAIL = "07700 900 34x", "canary person at example org"
CANARIES = (PHONE, DIALLED, EMAIL, BAD_PHONE, BAD_EMAIL, "900345", "90034", "canary", "K7RM")


def everything_stored() -> bytes:
    """Every value of every row of every table of the portal."""
    tables = [t for t in connection.introspection.table_names() if t.startswith("referrals_")]
    stored = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            stored += [value for row in cursor.fetchall() for value in row]
    return b"\n".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for value in stored
    )


def live_through_everything(queue, notify):
    """Each kind of answer, receipt and end that a message can meet."""
    faults = ["500", "502", "503", "504", "429", "429-day", "drop", "malformed", "refuse"]
    for number, fault in enumerate(faults):
        notify.next(fault)
        queue(to=f"07700 90034{number}")
        queue(channel="email", to=f"canary.{number}@example.org")
    # One more than a day allows.
    for _ in range(MOST_TO_ONE):
        queue()
    queue(to=BAD_PHONE), queue(channel="email", to=BAD_EMAIL)
    notify.course.outcomes = {EMAIL: "permanent-failure"}
    notify.receipts.copies = 2
    for hours in range(0, 80, 8):
        at = AT + timedelta(hours=hours)
        while sending.send_next(at, no_jitter):
            pass
        notify.advance(60)
        while apply_receipts(at) or sending.poll_next(at) or sending.expire(at):
            pass


def test_nothing_is_left_of_anyone(queue, notify, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    queue(channel="email", to=EMAIL)
    live_through_everything(queue, notify)
    assert len(notify.messages) > 10
    assert OutboxMessage.objects.filter(failure="bad-recipient").count() == 2
    assert OutboxMessage.objects.filter(failure="too-many").count() == 1
    left = everything_stored()
    printed = "".join(capfd.readouterr())
    for canary in CANARIES:
        assert canary.encode() not in left
        assert canary not in caplog.text
        assert canary not in printed
    assert not OutboxMessage.objects.exclude(recipient=b"").exists()


def said(caplog, level):
    """Our own lines of a level or above."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.name == "front_door.messages" and record.levelno >= level
    ]


def test_our_log_says_what_and_why_and_never_which_nor_when(queue, notify, caplog):
    """In production the log starts at INFO, and the time of a line is that of a referral."""
    caplog.set_level(logging.DEBUG, "front_door.messages")
    row = queue()
    notify.next("500")
    sending.send_next(AT, no_jitter)
    sending.send_next(AT + timedelta(minutes=1), no_jitter)
    everything = ["a message is queued: broken", "a message is accepted: accepted"]
    assert (said(caplog, logging.DEBUG), said(caplog, logging.INFO)) == (everything, [])
    assert str(row.pk) not in caplog.text


def test_a_fault_that_somebody_has_to_mend_is_a_warning(queue, notify, settings, caplog):
    row = queue()
    settings.NOTIFY_TEMPLATES = {"CONFIRMATION_SMS": "5a3a0d3e-0001-4000-8000-00000000ffff"}
    sending.send_next(AT, no_jitter)
    assert said(caplog, logging.WARNING) == ["a message is failed: refused"]
    assert str(row.pk) not in caplog.text


def test_a_wrong_key_is_said_once(queue, notify, caplog):
    for _ in range(12):
        queue()
    notify.revoke("normal")
    for minutes in range(0, 200, 10):
        sending.send_next(AT + timedelta(minutes=minutes), no_jitter)
    assert said(caplog, logging.WARNING) == ["nothing is sent for a while: wrong-key"]


@pytest.mark.parametrize("name", ["notifications_python_client.base", "urllib3.connectionpool"])
def test_the_libraries_that_quote_values_are_silent(name):
    assert not logging.getLogger(name).isEnabledFor(logging.WARNING)


def test_no_time_in_a_finished_row_tells_the_minute(queue, notify):
    row = queue()
    sending.send_next(AT + timedelta(minutes=17), no_jitter)
    notify.advance(60)
    apply_receipts(AT + timedelta(minutes=18))
    stored = OutboxMessage.objects.get(pk=row.pk)
    times = [stored.created_at, stored.due_at]
    assert stored.claimed_until is None
    assert all((t.minute, t.second, t.microsecond) == (0, 0, 0) for t in times)
