"""The picture for operators, from rows as the worker and the form write them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from core.rounding import to_the_hour
from referrals_portal.messages import sending
from referrals_portal.messages.machine import Outcome
from referrals_portal.messages.sending import pace
from referrals_portal.messages.standing import standing
from referrals_portal.models import OutboxMessage, Pace, Task
from referrals_portal.models.outbox import MessageState
from tests.messages.conftest import AT, no_jitter

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def whats(at):
    return [each.what.value for each in standing(at).troubles]


def test_nothing_at_all_is_well():
    now = standing(AT)
    assert (now.troubles, now.by_state.total(), now.tasks) == ((), 0, 0)
    assert now.signs.overdue == now.in_doubt == timedelta(0)


def test_counts_by_state_and_channel(queue):
    queue()
    queue(channel="email")
    for state in ("failed", "failed", "delivered", "held"):
        OutboxMessage.objects.filter(pk=queue().pk).update(state=state)
    now = standing(AT)
    assert now.by_state == {
        ("queued", "sms"): 1,
        ("queued", "email"): 1,
        ("failed", "sms"): 2,
        ("delivered", "sms"): 1,
        ("held", "sms"): 1,
    }
    assert now.signs.waiting == {"sms": 1, "email": 1}, "what is held waits for somebody else"


@pytest.mark.parametrize(
    ("minutes", "waited"), [(0, 0), (59, 0), (60, 0), (61, 1), (75, 15), (600, 540)]
)
def test_what_was_never_tried_has_waited_an_hour_less_than_its_row_seems_to_say(
    queue, minutes, waited
):
    """Its time is rounded down to the hour: it may have come at the end of that."""
    queue()
    assert standing(AT + minutes * MINUTE).signs.overdue == waited * MINUTE


def test_what_is_tried_again_has_an_exact_time(queue):
    OutboxMessage.objects.filter(pk=queue().pk).update(due_at=AT + 5 * MINUTE)
    assert standing(AT + 4 * MINUTE).signs.overdue == timedelta(0), "not due yet"
    assert standing(AT + 25 * MINUTE).signs.overdue == 20 * MINUTE
    assert whats(AT + 25 * MINUTE) == ["behind"]


@pytest.mark.parametrize(
    ("attempts", "due", "waited"),
    [(0, 3, 0), (1, 1, 0), (1, 0, 1), (2, 5, 1), (2, 0, 6), (3, 5, 16), (4, 60, 21), (7, 9, 612)],
)
def test_what_failed_has_waited_since_its_first_try(queue, attempts, due, waited):
    """Its time moves on with every try, so that it never seems to be late."""
    OutboxMessage.objects.filter(pk=queue().pk).update(attempts=attempts, due_at=AT + due * MINUTE)
    assert standing(AT).signs.waited == waited * MINUTE


def test_what_may_have_left_waits_to_be_looked_up(queue):
    row = queue()
    OutboxMessage.objects.filter(pk=row.pk).update(state="attempting", claimed_until=AT)
    assert standing(AT - MINUTE).in_doubt == timedelta(0)
    assert standing(AT + 7 * MINUTE).in_doubt == 7 * MINUTE


def test_what_became_of_what_was_written_lately(queue):
    for hours, state in ((0, "delivered"), (0, "queued"), (1, "accepted"), (2, "failed"),
                         (23, "expired"), (26, "failed")):  # fmt: skip
        row = queue(at=AT - timedelta(hours=hours))
        OutboxMessage.objects.filter(pk=row.pk).update(state=state)
    now = standing(AT + 30 * MINUTE)
    assert now.lately.since == AT - timedelta(hours=1)
    assert (now.lately.written, now.lately.left, now.lately.lost) == (3, 2, 0)
    assert (now.day.written, now.day.left, now.day.lost) == (5, 2, 2)
    OutboxMessage.objects.filter(state="expired").update(state="held")
    day = standing(AT + 30 * MINUTE).day
    assert (day.lost, day.waiting, day.stopped) == (1, 1, 1), "they add up to what was written"


def test_open_tasks_are_counted_and_done_ones_are_not():
    for done in (None, None, AT):
        Task.objects.create(
            referral=uuid4(), kind="not_arrived", template="CONFIRMATION", channel="sms",
            made_at=AT, done_at=done,
        )  # fmt: skip
    assert standing(AT).tasks == 2


@pytest.mark.parametrize(
    ("template", "state", "hours", "found"),
    [
        ("ROTA", "failed", -9, ["alert-lost"]),
        ("ROTA", "failed", 1, ["alert-lost"]),
        ("ROTA", "expired", 72, ["alert-lost"]),
        ("ROTA", "failed", 73, []),
        ("ROTA", "attempting", -1, []),
        ("ROTA", "attempting", 1, ["alert-lost"]),
        ("ROTA", "delivered", 1, []),
        ("ROTA", "accepted", 1, []),
        ("CONFIRMATION", "failed", 1, []),
    ],
)
def test_an_alert_that_did_not_arrive_is_a_trouble(queue, template, state, hours, found):
    """For three days from when the hub opened, so many hours ago, however long it was closed."""
    opens = AT - timedelta(hours=hours)
    row = queue(referral=None, template=template, at=opens - timedelta(days=4), until=opens)
    OutboxMessage.objects.filter(pk=row.pk).update(state=state)
    assert whats(AT) == found


class TestFaults:
    """From what the worker meets to what is said, through the real worker and the stand-in."""

    def test_a_wrong_key_is_said_with_when_it_is_tried_again(self, queue, notify, settings):
        settings.NOTIFY_API_KEY = "wrong-" + notify.api_key[-73:-36] + str(uuid4())
        queue()
        sending.send_next(AT, no_jitter)
        (found,) = standing(AT + MINUTE).troubles
        assert found.what == "wrong-key"
        assert found.until == AT + timedelta(hours=1)
        assert standing(AT).signs.last_error == Outcome.WRONG_KEY

    def test_a_service_that_is_away_is_said_and_forgotten_once_it_is_back(self, queue, notify):
        queue()
        by = sending.carrier()
        for _ in range(6):
            pace.note_fault(Outcome.UNAVAILABLE, by, "sms", AT, no_jitter)
        assert whats(AT) == ["away"]
        at = AT + timedelta(minutes=5)
        assert sending.send_next(at, no_jitter) == 1
        assert whats(at) == []
        assert standing(at).signs.last_error == Outcome.UNAVAILABLE, "which was, all the same"

    def test_a_worker_says_that_it_is_there(self):
        assert pace.say_alive(AT) == 0
        assert pace.say_alive(AT + MINUTE) == 0
        assert Pace.objects.get(name="worker").counted_at == AT + MINUTE
        assert whats(AT + 5 * MINUTE) == []
        assert whats(AT + 6 * MINUTE) == ["no-worker"]

    def test_that_it_is_there_holds_nothing_up(self, queue, notify):
        pace.say_alive(AT)
        queue()
        sending.send_next(AT, no_jitter)
        assert OutboxMessage.objects.get().state == MessageState.ACCEPTED


def test_the_hours_are_full_ones():
    at = datetime(2026, 11, 20, 16, 59, 59, tzinfo=UTC)
    assert standing(at).lately.since == to_the_hour(at) - timedelta(hours=1)
