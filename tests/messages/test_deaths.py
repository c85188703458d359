"""A worker that dies at any point loses nothing and doubles nothing."""

from datetime import timedelta

import pytest

from referrals_portal.messages import moving, sending
from referrals_portal.messages.notify import Notify
from referrals_portal.messages.sending import claiming, trying
from referrals_portal.models import OutboxMessage
from referrals_portal.models.outbox import MessageState
from tests.messages.conftest import AT, no_jitter, now_of

MINUTE = timedelta(minutes=1)


class Killed(BaseException):
    """Nothing in the product can catch this: `kill -9`, as near as one process can come to it."""


def die(*args, **kwargs):
    raise Killed


def die_after(function):
    def dying(*args, **kwargs):
        function(*args, **kwargs)
        raise Killed

    return dying


DEATHS = [
    # where, when, is the message in Notify by then
    pytest.param(claiming, "_hold", die, False, id="while it claims"),
    pytest.param(trying, "deliver", die, False, id="once it has claimed"),
    pytest.param(Notify, "send", die, False, id="before the request"),
    pytest.param(Notify, "send", die_after(Notify.send), True, id="after the request"),
    pytest.param(trying, "settle", die, True, id="before it writes the answer down"),
    pytest.param(moving, "make", die_after(moving.make), True, id="after it wrote that down"),
]


@pytest.mark.parametrize(("room", "name", "death", "taken"), DEATHS)
def test_a_death_while_sending(queue, notify, monkeypatch, room, name, death, taken):
    row = queue()
    with monkeypatch.context() as patch:
        patch.setattr(room, name, death)
        with pytest.raises(Killed):
            sending.send_next(AT, no_jitter)
    assert len(notify.messages) == taken
    for minutes in range(10):
        while sending.send_next(AT + minutes * MINUTE, no_jitter):
            pass
    assert len(notify.messages) == 1
    assert now_of(row).state == MessageState.ACCEPTED
    assert str(now_of(row).notification_id) == notify.messages[0].id


def test_a_death_while_looking_up(queue, notify, monkeypatch):
    row = queue()
    notify.next("drop")
    sending.send_next(AT, no_jitter)
    for minutes in (2, 4, 6):
        with monkeypatch.context() as patch:
            patch.setattr(Notify, "find", die_after(Notify.find))
            with pytest.raises(Killed):
                sending.send_next(AT + minutes * MINUTE, no_jitter)
    sending.send_next(AT + 8 * MINUTE, no_jitter)
    assert (now_of(row).state, now_of(row).attempts) == (MessageState.ACCEPTED, 1)
    assert len(notify.messages) == 1


def test_what_a_living_worker_holds_no_other_takes(queue, notify):
    queue()
    (held,) = sending.claim(sending.carrier(), AT)
    assert (held.row.attempts, held.in_doubt) == (1, False)
    assert sending.claim(sending.carrier(), AT + MINUTE) == []
    assert sending.send_next(AT + MINUTE) == 0


def test_the_claim_is_committed_before_anything_leaves_the_house(queue, notify, monkeypatch):
    seen = []

    def look(self, letter):
        row = OutboxMessage.objects.get(reference=letter.reference)
        seen.append((row.state, row.attempts, row.claimed_until > AT))
        raise Killed

    queue()
    monkeypatch.setattr(Notify, "send", look)
    with pytest.raises(Killed):
        sending.send_next(AT)
    assert seen == [(MessageState.ATTEMPTING, 1, True)]


def test_a_worker_that_wakes_up_late_changes_nothing(queue, notify):
    """It was thought dead; another one looked the message up and finished it."""
    row = queue()
    (late,) = sending.claim(sending.carrier(), AT)
    answer = sending.deliver(late.row, sending.carrier(), AT)
    sending.send_next(AT + 2 * MINUTE, no_jitter)
    finished = now_of(row)
    assert finished.state == MessageState.ACCEPTED
    assert not sending.settle(late.row, answer, AT + 3 * MINUTE, 0)
    assert now_of(row).due_at == finished.due_at
