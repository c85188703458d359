"""Several workers share one outbox: locks of rows on PostgreSQL, one writer at a time on SQLite."""

import logging
import threading
from collections import Counter

import pytest
from django.db import connection

from referrals_portal.messages import notify as our_notify
from referrals_portal.messages import sending
from referrals_portal.messages.tally import MOST_TO_ONE
from referrals_portal.models import OutboxMessage
from referrals_portal.models.outbox import MessageState
from tests.messages.conftest import AT, no_jitter

MESSAGES = 24


@pytest.mark.django_db(transaction=True)
def test_together_they_send_each_message_once(transactional_db, notify, queue):
    for number in range(MESSAGES):
        queue(to=f"07700 9003{number:02}")
    together()
    assert set(Counter(message.reference for message in notify.messages).values()) == {1}
    assert OutboxMessage.objects.filter(state=MessageState.ACCEPTED).count() == MESSAGES


@pytest.mark.django_db(transaction=True)
def test_together_they_send_one_recipient_no_more_than_one_of_them_would(
    transactional_db, notify, queue
):
    for _ in range(MESSAGES):
        queue()
    together()
    assert len(notify.messages) <= MOST_TO_ONE
    held = OutboxMessage.objects.filter(state=MessageState.HELD, recipient=b"")
    assert held.count() == MESSAGES - len(notify.messages)


@pytest.mark.django_db(transaction=True)
def test_together_they_keep_to_one_limit(transactional_db, notify, queue, settings):
    settings.NOTIFY_PER_MINUTE = 60
    for number in range(MESSAGES):
        queue(to=f"07700 9003{number:02}")
    together()
    assert len(notify.messages) == 19


@pytest.mark.django_db(transaction=True)
def test_together_they_say_once_that_the_key_is_wrong(transactional_db, notify, queue, caplog):
    for number in range(MESSAGES):
        queue(to=f"07700 9003{number:02}")
    notify.revoke("normal")
    together()
    said = [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR]
    assert said == ["nothing is sent for a while: wrong-key"]
    assert OutboxMessage.objects.filter(state=MessageState.QUEUED, attempts=0).count() == MESSAGES


def together():
    """Send all that is due, four at a time."""
    failures = []

    def work():
        try:
            while sending.send_next(AT, no_jitter):
                pass
        except Exception as error:
            failures.append(error)

    def worker():
        try:
            work()
        finally:
            our_notify.hang_up()
            connection.close()

    if connection.vendor == "postgresql":
        threads = [threading.Thread(target=worker) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    else:
        # The tests' SQLite lives in memory, where threads cannot wait for each other.
        work()
    assert failures == []
