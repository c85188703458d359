"""The weekly email: on Monday morning, once, in counts."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection

from referrals_portal.messages import sending, weekly
from referrals_portal.messages.standing import became, standing
from referrals_portal.messages.weekly import due_monday, write_weekly
from referrals_portal.models import OutboxMessage, Pace
from tests.messages.conftest import EMAIL, PHONE, no_jitter

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TO = "operator@example.org"


@pytest.fixture
def operator(settings, keys):
    settings.OPERATOR_EMAIL, settings.MESSAGES = TO, "notify"


def test_nobody_is_written_to_without_an_address(settings, keys):
    settings.OPERATOR_EMAIL, settings.MESSAGES = "", "notify"
    assert write_weekly(MONDAY) == 0
    assert not OutboxMessage.objects.exists()


def test_where_no_messages_are_sent_there_is_none(settings, keys, operator):
    settings.MESSAGES = "none"
    assert write_weekly(MONDAY) == 0


@pytest.mark.parametrize(
    ("at", "monday"),
    [
        (MONDAY, date(2026, 11, 23)),
        (MONDAY - timedelta(seconds=1), date(2026, 11, 16)),
        (MONDAY + timedelta(days=6, hours=15), date(2026, 11, 23)),
        (MONDAY + timedelta(days=7), date(2026, 11, 30)),
        # 8 o'clock in London, summer and winter, and on the Monday after the clocks went forward.
        (datetime(2026, 7, 6, 6, 59, tzinfo=UTC), date(2026, 6, 29)),
        (datetime(2026, 7, 6, 7, 0, tzinfo=UTC), date(2026, 7, 6)),
        (datetime(2026, 3, 30, 7, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 26, 7, 59, tzinfo=UTC), date(2026, 10, 19)),
        (datetime(2027, 1, 1, 12, tzinfo=UTC), date(2026, 12, 28)),
    ],
)
def test_it_is_due_on_monday_at_eight(at, monday):
    assert due_monday(at) == monday


def test_it_is_written_once_a_week_however_often_it_is_tried(operator):
    hours = [MONDAY + timedelta(hours=hours) for hours in range(14 * 24)]
    assert sum(write_weekly(at) for at in hours) == 2
    assert OutboxMessage.objects.filter(template="WEEKLY").count() == 2


def test_who_was_away_on_monday_writes_it_when_back(operator):
    assert write_weekly(MONDAY + timedelta(days=3, minutes=7)) == 1
    assert OutboxMessage.objects.get().created_at.minute == 0


def test_a_worker_that_looked_at_the_same_moment_writes_no_second_one(operator, monkeypatch):
    """It saw none, and then there was one: the database itself refuses the second."""
    assert write_weekly(MONDAY) == 1
    monkeypatch.setattr(
        weekly.OutboxMessage, "objects", _Blind(OutboxMessage.objects), raising=True
    )
    assert write_weekly(MONDAY) == 0
    assert OutboxMessage._base_manager.filter(template="WEEKLY").count() == 1


class _Blind:
    """A manager for which no row is there when one is looked for by its key."""

    def __init__(self, manager):
        self.manager = manager

    def filter(self, *args, **kwargs):
        rows = self.manager.filter(*args, **kwargs)
        return rows.none() if "pk" in kwargs else rows

    def __getattr__(self, name):
        return getattr(self.manager, name)


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_write_one(operator):
    # The tests' SQLite lives in memory, where threads cannot wait for each other.
    workers = 4 if connection.vendor == "postgresql" else 1
    written, start = [], threading.Barrier(workers)

    def work():
        try:
            start.wait()
            written.append(write_weekly(MONDAY))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(written) == [0] * (workers - 1) + [1]
    assert OutboxMessage.objects.filter(template="WEEKLY").count() == 1


def test_it_counts_the_week_and_says_what_to_do(operator, queue):
    """A week is Monday to Sunday in London; what was written today is the next one's."""
    for days, state in ((7, "delivered"), (6, "accepted"), (2, "failed"), (1, "queued"),
                        (8, "delivered"), (0, "failed")):  # fmt: skip
        at = MONDAY.replace(hour=0) - timedelta(days=days)
        OutboxMessage.objects.filter(pk=queue(at=at, channel="email").pk).update(state=state)
    Pace.objects.create(
        name="all", failures=9, waits_for="away", waits_until=MONDAY,
        last_error="unavailable", last_error_at=MONDAY - timedelta(hours=2),
    )  # fmt: skip
    alert = queue(at=MONDAY - timedelta(days=2), template="ROTA", personalisation={})
    OutboxMessage.objects.filter(pk=alert.pk).update(state="failed")
    said = weekly.report(
        standing(MONDAY), became(MONDAY.replace(hour=0) - timedelta(days=7), MONDAY.replace(hour=0))
    )
    assert "Written: 5 (1 as a text, 4 as an email)" in said
    assert "Delivered, or handed on: 1" in said
    assert "Did not arrive, or too late to be sent: 2" in said
    assert "Still waiting: 1" in said
    assert "Messages are delayed: the message service does not answer. Nothing is lost" in said
    assert "An alert was lost: the rota was to be told at once, and that did not arrive." in said
    last = "The message service did not answer, in the hour from Monday 23 November, 06:00"
    assert f"Last error: {last}" in said


def test_when_all_is_well_it_says_so_and_names_nobody(operator, queue):
    queue(at=MONDAY - timedelta(days=1))
    OutboxMessage.objects.update(state="delivered")
    week = became(MONDAY - timedelta(days=7), MONDAY)
    said = weekly.report(standing(MONDAY), week)
    assert said.endswith("All is well.")
    for trace in (PHONE, EMAIL, "K7RM", str(OutboxMessage.objects.get().pk)):
        assert trace not in said


def test_it_arrives_through_notify(operator, notify):
    assert write_weekly(MONDAY) == 1
    assert sending.send_next(MONDAY + timedelta(hours=2), no_jitter) == 1
    (sent,) = notify.messages
    assert sent.to == TO
    assert "Written: 0" in sent.body


def test_it_arrives_through_a_mail_server(operator, settings):
    settings.MESSAGES = "smtp"
    assert write_weekly(MONDAY) == 1
    assert sending.send_next(MONDAY + timedelta(hours=2), no_jitter) == 1
    (sent,) = mail.outbox
    assert sent.to == [TO]
    assert sent.subject == "Messages of the last week"
    assert "All is well." in sent.body
