"""The account finds whatever is wrong with what became of a message, and nothing else."""

import dataclasses
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from config.drill import account
from config.drill.account import Row
from config.drill.letters import Posted
from config.drill.orders import Seen
from hub.opening import WEEKDAYS_NINE_TO_FIVE, Period
from referrals_portal.messages.envelope import Way

AT = datetime(2026, 11, 20, 11, tzinfo=UTC)
LATER = AT + timedelta(hours=72)
LETTER = Posted(uuid4(), "CONFIRMATION", (Way("sms", "07700 900400"),), None, uuid4())
ROW = Row(
    uuid=LETTER.uuid,
    reference="fd-1",
    template="CONFIRMATION",
    channel="sms",
    state="delivered",
    failure="",
    follows=None,
    referral=LETTER.referral,
    sealed=False,
    send_by=LATER,
    task=None,
)
SEEN = Seen("fd-1", "sms", "delivered", AT)


def told(rows=(ROW,), seen=(SEEN,), posted=(LETTER,), **more):
    usual = {"ended": (), "stopped": {}, "hours": WEEKDAYS_NINE_TO_FIVE, "per_minute": 30}
    found = account.settle(posted, rows, seen, **usual | more)
    return [line.partition(":")[0].partition(" (")[0] for line in found.wrong]


def row(**changes):
    return dataclasses.replace(ROW, **changes)


def failed(reason, task="", **changes):
    return row(state="failed", failure=reason, task=reason if task == "" else task, **changes)


def seen(status="delivered", at=AT, reference="fd-1"):
    return Seen(reference, "sms", status, at)


FINE = [
    ([ROW], [SEEN]),
    ([row(failure="handed-over")], [seen("sent")]),
    ([failed("bad-recipient")], []),
    ([failed("not-reached")], [seen("temporary-failure")]),
    ([row(state="expired", failure="too-late", task="too-late")], []),
    ([row(state="held", failure="too-many", task="too-many")], []),
    ([row(state="withdrawn", failure="opted-out")], []),
    ([failed("refused", task=None, referral=None)], []),
]


@pytest.mark.parametrize(("rows", "taken"), FINE)
def test_what_is_fine(rows, taken):
    assert told(rows, taken) == []


NO_TASK = "not arrived, and no task says why"
WRONG = [
    ([], [], ["lost"]),
    ([], [SEEN], ["lost", "unknown"]),
    ([ROW], [], ["lost, and said to have arrived"]),
    ([ROW], [SEEN, SEEN], ["doubled"]),
    ([row(state="accepted")], [SEEN], ["without an end"]),
    ([row(state="attempting", sealed=True)], [], ["without an end"]),
    ([row(state="held", failure="suspected")], [], ["without an end"]),
    ([row(sealed=True)], [SEEN], ["recipient not erased"]),
    ([row(task="not-reached")], [SEEN], ["arrived, and there is a task"]),
    ([row(state="withdrawn")], [], ["withdrawn for no reason"]),
    (
        [row(state="withdrawn", failure="opted-out")],
        [seen("sending")],
        ["withdrawn, and sent"],
    ),
    ([failed("bad-recipient")], [seen("sending")], ["sent, and said not to be"]),
    (
        [failed("not-reached")],
        [SEEN],
        ["arrived, and said not to have", "another end than Notify's"],
    ),
    ([failed("technical")], [seen("temporary-failure")], ["another end than Notify's"]),
    ([failed("broken", task=None)], [], [NO_TASK]),
    ([failed("broken", task="refused")], [], [NO_TASK]),
    ([failed("", task="")], [], ["ended without a reason"]),
    ([row(state="expired", failure="too-late", task=None)], [], [NO_TASK]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "taken", "found"), WRONG)
def test_what_is_wrong(rows, taken, found):
    assert told(rows, taken) == found


def test_a_withdrawal_is_fine_where_staff_finished_the_referral():
    assert told([row(state="withdrawn")], [], ended=[LETTER.referral]) == []


@pytest.mark.parametrize(
    ("since", "found"),
    [(AT + timedelta(minutes=1), []), (AT, ["sent after they took it back"])],
)
def test_nothing_leaves_once_they_took_it_back_nor_in_another_way(since, found):
    other = row(uuid=uuid4(), reference="fd-2", follows=LETTER.uuid)
    taken = [seen("temporary-failure", AT - timedelta(hours=1)), seen(reference="fd-2")]
    rows = [failed("not-reached", task=None), other]
    assert told(rows, taken, stopped={LETTER.referral: since}) == found


def test_what_goes_another_way_needs_no_task_and_has_none():
    other = row(uuid=uuid4(), reference="fd-2", channel="email", follows=LETTER.uuid)
    ways = (*LETTER.ways, Way("email", "canary.1@example.org"))
    letter = dataclasses.replace(LETTER, ways=ways)
    taken = [seen("temporary-failure"), seen(reference="fd-2")]
    assert told([failed("not-reached", task=None), other], taken, [letter]) == []
    assert told([failed("not-reached"), other], taken, [letter]) == [
        "goes another way, and there is a task"
    ]
    assert told([failed("not-reached", task=None), other], taken) == ["by a way that was not safe"]


MORNING = (Way("sms", "07700 900400", (Period(4, time(9), time(11)),)),)


@pytest.mark.parametrize(
    ("letter", "at", "template", "found"),
    [
        ({"ways": MORNING}, AT - timedelta(minutes=1), "CONFIRMATION", []),
        ({"ways": MORNING}, AT, "CONFIRMATION", ["outside safe times"]),
        ({}, AT + timedelta(hours=7), "CONFIRMATION", []),
        ({}, AT + timedelta(hours=7), "TRIED", ["outside the hub's hours"]),
        ({"until": AT}, AT + timedelta(minutes=1), "CONFIRMATION", ["too late"]),
        ({}, LATER + timedelta(minutes=1), "CONFIRMATION", ["too late"]),
    ],
)
def test_when_it_was_sent(letter, at, template, found):
    posted = dataclasses.replace(LETTER, **letter)
    assert told([row(template=template)], [seen(at=at)], [posted]) == found


def test_we_can_keep_to_no_other_clock_than_ours():
    posted = dataclasses.replace(LETTER, ways=MORNING)
    late = timedelta(minutes=-5)
    assert told(posted=[posted], astray=lambda at: late) == []


@pytest.mark.parametrize(
    ("seconds", "number", "fine"), [(0, 10, True), (0, 11, False), (2, 99, True)]
)
def test_the_limit_of_a_minute(seconds, number, fine):
    times = [AT + timedelta(seconds=seconds * each) for each in range(number)]
    assert (list(account.too_fast(times, 30)) == []) is fine
