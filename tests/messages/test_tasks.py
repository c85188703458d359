"""What did not arrive becomes work for somebody, once; firmer news takes it back."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings

from core.rounding import to_the_hour
from referrals_portal.messages import holding, receipts, sending, tally
from referrals_portal.messages.carrier import Answer
from referrals_portal.messages.machine import SENT_WITHIN, Outcome
from referrals_portal.messages.sending import trying
from referrals_portal.models import OutboxMessage, Referral, Task
from referrals_portal.models.outbox import MessageState
from tests.intake.making import make_referral
from tests.messages.conftest import AT, no_jitter, now_of

pytestmark = pytest.mark.django_db
SOON = AT + timedelta(minutes=1)


@pytest.fixture
def referral(notify):
    return make_referral(hours_ago=0, now=AT)


@pytest.fixture
def row(referral, queue):
    return queue(referral=referral.pk)


def work(at=AT):
    while sending.send_next(at, no_jitter):
        pass


def hear(row, *statuses):
    """Let receipts come of a message that was sent."""
    for status in statuses:
        receipts.store(receipts.News(now_of(row).notification_id, row.reference, status), SOON)
    sending.apply_receipts(SOON)


def version(referral):
    return Referral.objects.get(pk=referral.pk).version


def expired(row, notify, monkeypatch):
    sending.expire(AT + SENT_WITHIN)


def refused(row, notify, monkeypatch):
    gone = {"CONFIRMATION_SMS": "5a3a0d3e-0001-4000-8000-00000000ffff"}
    monkeypatch.setattr(settings, "NOTIFY_TEMPLATES", gone)
    work()


def bad_recipient(row, notify, monkeypatch):
    monkeypatch.setattr(trying, "deliver", lambda *_: Answer(Outcome.BAD_RECIPIENT))
    work()


def too_many(row, notify, monkeypatch):
    monkeypatch.setattr(tally, "MOST_TO_ONE", 0)
    work()


def unreadable(row, notify, monkeypatch):
    OutboxMessage.objects.filter(pk=row.pk).update(send_by=AT + timedelta(days=30))
    work()


def broken(row, notify, monkeypatch):
    notify.next("500", times=None)
    for hours in range(24):
        work(AT + timedelta(hours=hours))


def heard(status):
    def hearing(row, notify, monkeypatch):
        work()
        hear(row, status)

    return hearing


def forgotten(row, notify, monkeypatch):
    work()
    notify.store.clear()
    sending.poll_next(AT + timedelta(hours=1))


ENDS = [
    pytest.param(expired, "too-late", id="expired"),
    pytest.param(refused, "refused", id="refused"),
    pytest.param(bad_recipient, "bad-recipient", id="bad recipient"),
    pytest.param(too_many, "too-many", id="too many"),
    pytest.param(unreadable, "unreadable", id="unreadable"),
    pytest.param(broken, "broken", id="broken"),
    pytest.param(heard("permanent-failure"), "no-such-contact", id="permanent"),
    pytest.param(heard("temporary-failure"), "not-reached", id="temporary"),
    pytest.param(heard("technical-failure"), "technical", id="technical"),
    pytest.param(forgotten, "unknown-outcome", id="unknown"),
]


@pytest.mark.parametrize(("end", "reason"), ENDS)
def test_each_end_without_a_delivery_is_one_task(referral, row, notify, monkeypatch, end, reason):
    before = version(referral)
    end(row, notify, monkeypatch)
    task = Task.objects.get()
    assert (task.referral, task.message) == (referral.pk, row.pk)
    assert (task.kind, task.reason) == (Task.Kind.NOT_ARRIVED, reason)
    assert (task.template, task.channel) == ("CONFIRMATION", "sms")
    assert (task.done_at, task.done_by_name) == (None, "")
    assert task.made_at == to_the_hour(task.made_at)
    # Whoever looks at the referral sees that something has changed.
    assert version(referral) == before + 1
    assert bytes(now_of(row).recipient) == b""


@pytest.mark.parametrize(("end", "reason"), ENDS)
def test_of_a_message_to_staff_there_is_none(queue, notify, monkeypatch, end, reason):
    """It is about nobody, so there is nothing in the queue that it could stand beside."""
    row = queue(referral=None)
    end(row, notify, monkeypatch)
    assert now_of(row).failure == reason
    assert not Task.objects.exists()


def withdrawn(row, notify, monkeypatch):
    Referral.objects.filter(pk=row.referral).update(status="withdrawn")
    assert holding.let_go(AT) == 1


@pytest.mark.parametrize("end", [withdrawn, heard("delivered"), heard("sending"), heard("sent")])
def test_what_arrived_or_was_withdrawn_is_none(referral, row, notify, monkeypatch, end):
    before = version(referral)
    end(row, notify, monkeypatch)
    assert not Task.objects.exists()
    assert version(referral) == before


def test_receipts_that_come_twice_and_a_poll_make_one(referral, row, notify):
    before = version(referral)
    work()
    hear(row, "permanent-failure", "permanent-failure", "temporary-failure", "permanent-failure")
    sending.poll_next(AT + timedelta(hours=2))
    assert Task.objects.count() == 1
    assert version(referral) == before + 1


def test_firmer_news_that_it_arrived_ends_it(referral, row, notify, monkeypatch):
    before = version(referral)
    forgotten(row, notify, monkeypatch)
    hear(row, "delivered", "delivered")
    task = Task.objects.get()
    assert task.done_at == to_the_hour(task.done_at)
    assert (now_of(row).state, task.done_by_name) == (MessageState.DELIVERED, "")
    assert version(referral) == before + 2


def test_firmer_news_that_it_did_not_says_why_anew(referral, row, notify, monkeypatch):
    before = version(referral)
    forgotten(row, notify, monkeypatch)
    hear(row, "permanent-failure")
    assert Task.objects.get(done_at=None).reason == "no-such-contact"
    assert version(referral) == before + 2


def test_what_staff_have_done_stays_done(referral, row, notify, monkeypatch):
    forgotten(row, notify, monkeypatch)
    Task.objects.update(done_at=AT, done_by_name="Casey")
    hear(row, "permanent-failure")
    assert Task.objects.values_list("done_at", "done_by_name").get() == (AT, "Casey")


def test_a_task_and_the_end_of_its_message_are_written_together(row, notify, monkeypatch):
    work()

    def dies(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(Task.objects, "bulk_create", dies)
        with pytest.raises(RuntimeError):
            hear(row, "permanent-failure")
    assert now_of(row).state == MessageState.ACCEPTED
    sending.apply_receipts(SOON)
    assert (now_of(row).state, Task.objects.count()) == (MessageState.FAILED, 1)


def test_a_referral_that_is_gone_by_now_does_no_harm(queue, notify):
    row = queue(referral=uuid.uuid4())
    work()
    hear(row, "permanent-failure")
    assert now_of(row).state == MessageState.FAILED
    assert Task.objects.get().referral == row.referral
