"""Every move of the machine is made on a row, and every other is refused."""

import uuid
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from referrals_portal.messages import moving
from referrals_portal.messages.machine import MOVES, Move, is_final
from referrals_portal.messages.reasons import Reason
from referrals_portal.messages.sending.finishing import finish
from referrals_portal.models import OutboxMessage
from referrals_portal.models.outbox import MessageState
from tests.messages.conftest import AT, now_of

LATER = AT + timedelta(hours=2)
STANDS_FOR = {MessageState.DELIVERED: Reason.HANDED_OVER, MessageState.FAILED: Reason.UNKNOWN}
"""The reason of a final state that firmer news may still correct."""
BECAUSE = {
    MessageState.FAILED: Reason.NO_SUCH_CONTACT,
    MessageState.EXPIRED: Reason.TOO_LATE,
    MessageState.WITHDRAWN: Reason.OPTED_OUT,
}
PAIRS = list(product(MessageState, MessageState))
EVERY_MOVE = [pair for pair in PAIRS if pair in MOVES]
NO_MOVE = [pair for pair in PAIRS if pair not in MOVES]


def standing(queue, state, failure=""):
    """A row in a state, as the worker leaves it there."""
    claimed = LATER if state is MessageState.ATTEMPTING else None
    row = queue()
    OutboxMessage.objects.filter(pk=row.pk).update(
        state=state, failure=failure, claimed_until=claimed, attempts=1
    )
    return now_of(row)


def move_to(state):
    waits = state in (MessageState.QUEUED, MessageState.ATTEMPTING, MessageState.ACCEPTED)
    return Move(state, LATER if waits else None, BECAUSE.get(state, ""))


def seen(row):
    return OutboxMessage.objects.filter(pk=row.pk).values().get()


def test_there_are_as_many_as_the_documentation_says():
    assert (len(EVERY_MOVE), len(NO_MOVE)) == (26, 38)


@pytest.mark.parametrize(("state", "to"), EVERY_MOVE)
def test_each_move_is_made(queue, state, to):
    row, move = standing(queue, state, STANDS_FOR.get(state, "")), move_to(to)
    assert moving.make(row, move, because="a test")
    now = now_of(row)
    over = is_final(move.state, move.reason)
    assert (now.state, now.failure) == (to, move.reason)
    assert (bytes(now.recipient) == b"") == over
    # Nothing final tells the minute at which something happened.
    assert now.due_at == (AT if over else move.due_at or AT)
    assert now.claimed_until == (LATER if to is MessageState.ATTEMPTING else None)
    assert now.attempts == 1
    assert now.notification_id is None


@pytest.mark.parametrize("to", [MessageState.FAILED, MessageState.DELIVERED])
def test_the_referral_is_held_before_its_message_as_staff_do(queue, to):
    """Otherwise a receipt and somebody at work may wait for each other, and one is thrown out."""
    row, move = standing(queue, MessageState.ACCEPTED), move_to(to)
    with CaptureQueriesContext(connection) as asked:
        assert finish(row, move, AT, because="a test")
    tables = [each["sql"].replace('"', "") for each in asked]
    held = next(n for n, sql in enumerate(tables) if "FROM referrals_portal_referral" in sql)
    changed = next(n for n, sql in enumerate(tables) if "outboxmessage SET" in sql)
    assert held < changed
    if connection.vendor == "postgresql":
        assert "FOR UPDATE" in tables[held]


@pytest.mark.parametrize(("state", "to"), NO_MOVE)
def test_every_other_is_refused_and_changes_nothing(queue, state, to):
    row = standing(queue, state, STANDS_FOR.get(state, ""))
    before = seen(row)
    with pytest.raises(moving.IllegalMove):
        moving.make(row, move_to(to), because="a test")
    assert seen(row) == before


FIRM = [
    (MessageState.DELIVERED, ""),
    (MessageState.FAILED, Reason.NOT_REACHED),
    (MessageState.EXPIRED, Reason.TOO_LATE),
    (MessageState.WITHDRAWN, ""),
    # One that was withdrawn before it left cannot have been delivered.
    (MessageState.WITHDRAWN, Reason.OPTED_OUT),
]


@pytest.mark.parametrize(("state", "failure"), FIRM)
@pytest.mark.parametrize("to", MessageState)
def test_nothing_leads_out_of_what_is_firm(queue, state, failure, to):
    row = standing(queue, state, failure)
    with pytest.raises(moving.IllegalMove):
        moving.make(row, move_to(to), because="a test")


@pytest.mark.parametrize("reason", ["", *Reason])
def test_what_is_being_sent_is_withdrawn_by_nobody_but_who_opened_it(queue, reason):
    row, move = standing(queue, MessageState.ATTEMPTING), Move(MessageState.WITHDRAWN, None, reason)
    if reason in (Reason.OPTED_OUT, Reason.CALLED_BACK):
        assert moving.make(row, move, because="a test")
    else:
        with pytest.raises(moving.IllegalMove):
            moving.make(row, move, because="a test")


@pytest.mark.parametrize(
    "meanwhile",
    [
        {"state": MessageState.ACCEPTED},
        {"failure": Reason.TOO_MANY},
        {"claimed_until": LATER + timedelta(seconds=1)},
    ],
)
def test_whoever_was_quicker_wins(queue, meanwhile):
    row = standing(queue, MessageState.ATTEMPTING)
    OutboxMessage.objects.filter(pk=row.pk).update(**meanwhile)
    before = seen(row)
    assert not moving.make(row, move_to(MessageState.FAILED), because="a test")
    assert seen(row) == before


def test_a_try_that_does_not_count_is_taken_back_and_an_id_is_kept(queue):
    row, theirs = standing(queue, MessageState.ATTEMPTING), uuid.uuid4()
    moving.make(row, Move(MessageState.QUEUED, LATER, counted=False), because="a test")
    assert now_of(row).attempts == 0
    moving.make(now_of(row), move_to(MessageState.DELIVERED), because="x", notification_id=theirs)
    assert now_of(row).notification_id == theirs
