"""What did not arrive for now goes by another safe way: once, and only where the hub says so."""

from datetime import time, timedelta

import pytest

from hub import loading, snapshot
from hub.models import Hub
from hub.opening import Period
from hub.versions import put_in_force
from referrals_portal.messages import moving, outbox, receipts, sending, tally
from referrals_portal.messages.envelope import Envelope, Way
from referrals_portal.messages.machine import SENT_WITHIN, Move
from referrals_portal.messages.notify import Notify
from referrals_portal.messages.outbox import end_of_day
from referrals_portal.messages.reasons import Reason
from referrals_portal.messages.sending import applying, finishing
from referrals_portal.messages.sending.finishing import finish, opened
from referrals_portal.messages.sending.opting_out import known_by
from referrals_portal.models import OptOut, OutboxMessage, Task
from referrals_portal.models.outbox import MessageState
from tests.intake.making import make_referral
from tests.messages.conftest import AT, DIALLED, EMAIL, PHONE, no_jitter, now_of
from tests.messages.test_deaths import Killed, die, die_after

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
SOON = AT + MINUTE
TEXT, MAIL = Way("sms", PHONE), Way("email", EMAIL)
BOTH = (TEXT, MAIL)


@pytest.fixture
def rule(notify):
    """A function that puts in force whether another way is tried."""
    loading.load("example")

    def say(tries):
        put_in_force(Hub.objects.get(), {"messages": {"try_another_way": tries}}, at=AT)
        snapshot.forget()

    yield say
    snapshot.forget()


@pytest.fixture
def sent(rule, queue):
    """A function that sends one message under a rule."""

    def one(ways=BOTH, tries=True, **changes):
        rule(tries)
        row = queue(referral=make_referral(hours_ago=0, now=AT).pk, ways=ways, **changes)
        work(AT)
        return now_of(row)

    return one


def work(at=AT):
    while sending.send_next(at, no_jitter):
        pass


def hear(row, status, at=SOON):
    receipts.store(receipts.News(now_of(row).notification_id, row.reference, status), at)
    sending.apply_receipts(at)


def other():
    """The message in place of another; None where there is none."""
    return OutboxMessage.objects.filter(follows__isnull=False).first()


CASES = [
    # status, is another way tried, the ways there are, does the message go another way
    ("temporary-failure", True, BOTH, True),
    ("technical-failure", True, BOTH, True),
    ("temporary-failure", True, (MAIL, TEXT), True),
    ("temporary-failure", False, BOTH, False),
    ("technical-failure", False, BOTH, False),
    ("temporary-failure", True, (TEXT,), False),
    ("permanent-failure", True, BOTH, False),
    ("permanent-failure", False, BOTH, False),
]


@pytest.mark.parametrize(("status", "tries", "ways", "goes"), CASES)
def test_only_if_the_rule_says_so_and_only_to_a_way_that_is_in_it(
    sent, notify, status, tries, ways, goes
):
    row = sent(ways, tries)
    hear(row, status)
    assert (other() is not None) == goes
    assert Task.objects.count() == (not goes)
    assert bytes(now_of(row).recipient) == b""
    work(SOON)
    wanted = [DIALLED if way.channel == "sms" else EMAIL for way in ways]
    assert [message.to for message in notify.messages] == wanted[: 1 + goes]


DEATHS = [
    pytest.param(applying, "finish", die, id="before it applies the news"),
    pytest.param(finishing, "opened", die_after(finishing.opened), id="once it has opened it"),
    pytest.param(moving, "make", die_after(moving.make), id="after it moved the first"),
    pytest.param(outbox, "write", die_after(outbox.write), id="after it wrote the other"),
    pytest.param(applying, "finish", die_after(finish), id="before it says that it is applied"),
]


@pytest.mark.parametrize(("room", "name", "death"), DEATHS)
def test_a_death_while_it_goes_another_way(sent, notify, monkeypatch, room, name, death):
    row = sent()
    with monkeypatch.context() as patch:
        patch.setattr(room, name, death)
        with pytest.raises(Killed):
            hear(row, "temporary-failure")
    assert (now_of(row).state, other()) == (MessageState.ACCEPTED, None)
    while sending.apply_receipts(SOON):
        pass
    work(SOON)
    assert [message.to for message in notify.messages] == [DIALLED, EMAIL]
    assert (now_of(row).failure, other().follows) == ("not-reached", row.pk)
    assert not Task.objects.exists()


def test_what_follows_says_the_same_in_the_same_words(sent):
    times = tuple(Period(day, time(10), time(12)) for day in range(5))
    until = AT + timedelta(days=2)
    row = sent((TEXT, Way("email", EMAIL, times)), language="cy", until=until)
    hear(row, "temporary-failure")
    row, follower = now_of(row), other()
    assert (follower.follows, follower.referral) == (row.pk, row.referral)
    assert (follower.template, follower.channel) == (row.template, "email")
    assert follower.reference != row.reference
    assert (follower.created_at, follower.send_by) == (AT, end_of_day(until))
    filled = {"reference": "K7RM-9QXP", "from": ""}
    assert opened(follower) == Envelope((Way("email", EMAIL, times),), filled, "cy", until)


def test_the_other_way_keeps_to_its_own_times(sent, notify):
    saturday = (Period(5, time(10), time(12)),)
    hear(sent((TEXT, Way("email", EMAIL, saturday))), "temporary-failure")
    for hours in range(16):
        work(AT + timedelta(hours=hours))
    assert len(notify.messages) == 1
    work(AT + timedelta(hours=18))
    assert len(notify.messages) == 2


def test_the_last_way_that_fails_makes_one_task(sent):
    row = sent()
    hear(row, "temporary-failure")
    work(SOON)
    hear(other(), "temporary-failure")
    assert OutboxMessage.objects.count() == 2
    assert Task.objects.get().message == other().pk
    assert Task.objects.get().channel == "email"


def test_what_comes_too_late_or_can_no_longer_be_carried_is_a_task(sent, settings):
    row = sent(until=AT + timedelta(hours=1))
    hear(row, "temporary-failure", at=AT + timedelta(hours=1))
    assert Task.objects.filter(message=row.pk).exists()
    row = sent((MAIL, TEXT), until=AT + timedelta(hours=10))
    settings.MESSAGES = "smtp"
    hear(row, "temporary-failure")
    assert Task.objects.filter(message=row.pk).exists()
    assert other() is None


@pytest.mark.parametrize("first", ["receipt", "poll"])
def test_a_receipt_and_a_poll_at_once_make_one(sent, notify, monkeypatch, first):
    """Whichever writes first: the other has read the row before that."""
    row = sent()
    notify.course.outcomes = {"*": "temporary-failure"}
    later = AT + timedelta(hours=2)
    ask = Notify.status

    def while_it_asks(client, notification_id):
        if first == "receipt":
            hear(row, "temporary-failure", at=later)
        return ask(client, notification_id) and "temporary-failure"

    monkeypatch.setattr(Notify, "status", while_it_asks)
    sending.poll_next(later)
    hear(row, "temporary-failure", at=later)
    assert OutboxMessage.objects.filter(follows=row.pk).count() == 1
    assert not Task.objects.exists()


def test_whoever_read_the_row_before_it_changed_makes_none(sent):
    one, same = (now_of(row) for row in [sent()] * 2)
    move = Move(MessageState.FAILED, reason=Reason.NOT_REACHED)
    assert finish(one, move, SOON, because="x")
    assert not finish(same, move, SOON, because="x")
    assert OutboxMessage.objects.count() == 2


def test_both_are_written_or_neither(sent, monkeypatch):
    row = sent()

    def dies(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("referrals_portal.messages.outbox.write", dies)
        with pytest.raises(RuntimeError):
            hear(row, "temporary-failure")
    assert (now_of(row).state, bytes(now_of(row).recipient) != b"") == (MessageState.ACCEPTED, True)
    sending.apply_receipts(SOON)
    assert other() is not None


def test_firmer_news_of_what_was_given_up_does_not_start_another(sent, notify):
    """Its envelope is erased by then, and somebody has it in hand."""
    row = sent()
    notify.store.clear()
    sending.poll_next(AT + timedelta(hours=2))
    assert now_of(row).failure == "unknown-outcome"
    hear(row, "temporary-failure")
    assert (other(), Task.objects.count()) == (None, 1)


def test_an_envelope_that_was_tampered_with_goes_nowhere(sent):
    row = sent()
    OutboxMessage.objects.filter(pk=row.pk).update(recipient=b"x" * 200)
    hear(row, "temporary-failure")
    assert (other(), Task.objects.count()) == (None, 1)


def test_the_days_limit_holds_for_the_other_way_too(sent, monkeypatch):
    row = sent()
    monkeypatch.setattr(tally, "MOST_TO_ONE", 0)
    hear(row, "temporary-failure")
    work(SOON)
    assert (other().state, other().failure) == (MessageState.HELD, "too-many")
    assert Task.objects.get().message == other().pk


def test_who_said_never_meanwhile_is_not_written_to_the_other_way(sent, notify):
    row = sent(unasked=True)
    OptOut.objects.create(digest=known_by("email", EMAIL))
    hear(row, "temporary-failure")
    work(SOON)
    assert (other().state, other().failure) == (MessageState.WITHDRAWN, "opted-out")
    assert (len(notify.messages), Task.objects.count()) == (1, 0)


def test_a_message_to_staff_takes_its_other_way_too(rule, queue, notify):
    rule(True)
    row = queue(referral=None, template="ROTA", ways=BOTH, personalisation={})
    work()
    hear(row, "temporary-failure")
    work(SOON)
    assert [message.to for message in notify.messages] == [DIALLED, EMAIL]
    hear(other(), "temporary-failure")
    assert not Task.objects.exists()


def test_a_follower_that_is_never_sent_expires_with_a_task(sent):
    hear(sent(), "temporary-failure")
    sending.expire(AT + SENT_WITHIN)
    assert Task.objects.get().reason == "too-late"
