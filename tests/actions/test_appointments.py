"""A time agreed with somebody: kept sealed, written of only where safe, and called off."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.opening import LONDON, WEEKDAYS_NINE_TO_FIVE, is_open
from referrals_portal import actions
from referrals_portal.actions.appointments import AgreedTime, Told, in_words, reminder_due
from referrals_portal.models import Appointment, Event, OutboxMessage, Task
from referrals_portal.sealing import Place
from referrals_portal.sealing.opening import open_row
from tests.actions.writing import EVERY_WAY, NOW, about, envelope_of, stands, written

THURSDAY = datetime(2026, 11, 26, 14, 30, tzinfo=LONDON)
UNSAFE = replace(EVERY_WAY, safety={})
HOURS = WEEKDAYS_NINE_TO_FIVE
ABOUT = ("safe", "language", "at", "doubtful")


@pytest.fixture(autouse=True)
def sending(settings):
    settings.MESSAGES = "notify"


def make(referral, by, starts_at=THURSDAY, **given):
    row = stands(referral)
    about_them = {name: given.pop(name) for name in ABOUT if name in given}
    usual = {"expected_version": row.version} | given
    return actions.make_appointment(
        referral=row, starts_at=starts_at, **usual, **about(by, **about_them)
    )


def agreed(row):
    return AgreedTime.from_json(open_row(row, Place("appointment", row.pk)))


def cancel(referral, row, by, **changes):
    return actions.cancel_appointment(
        referral=stands(referral), appointment=row.pk, agreed=agreed(row), **about(by, **changes)
    )


@pytest.mark.parametrize(
    ("moment", "language", "day", "time"),
    [
        (THURSDAY, "en", "Thursday 26 November", "2:30pm"),
        (datetime(2026, 12, 1, 9, tzinfo=UTC), "en", "Tuesday 1 December", "9am"),
        (datetime(2026, 7, 1, 11, tzinfo=UTC), "en", "Wednesday 1 July", "midday"),
        (datetime(2026, 12, 1, 9, tzinfo=UTC), "cy", "dydd Mawrth 1 Rhagfyr", "9am"),
        (THURSDAY, "cy", "dydd Iau 26 Tachwedd", "2:30pm"),
    ],
)
def test_the_day_and_the_time_in_their_language(moment, language, day, time):
    assert in_words(moment, language) == {"day": day, "time": time}


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("starts_at", "now", "due"),
    [
        (THURSDAY, at(20, 16), at(25, 9)),
        (THURSDAY, at(25, 8, 59), at(25, 9)),
        (THURSDAY, at(25, 9), None),
        (THURSDAY, at(26, 10), None),
        (at(23, 10), at(19, 10), at(20, 9)),  # a Monday: the Friday before
        (at(23, 10), at(20, 16), None),
        (datetime(2026, 12, 29, 10, tzinfo=LONDON), at(20, 9),
         datetime(2026, 12, 24, 9, tzinfo=LONDON)),
    ],
)  # fmt: skip
def test_a_reminder_leaves_as_the_hub_opens_the_day_before(starts_at, now, due):
    assert reminder_due(starts_at, HOURS, now) == due


@given(minutes=st.integers(1, 60 * 24 * 60), start=st.integers(0, 60 * 24 * 300))
def test_a_reminder_is_never_late_never_on_the_day_and_always_in_working_time(minutes, start):
    now = NOW + timedelta(minutes=start)
    starts_at = now + timedelta(minutes=minutes)
    due = reminder_due(starts_at, HOURS, now)
    if due:
        assert now < due < starts_at
        assert due.astimezone(LONDON).date() < starts_at.astimezone(LONDON).date()
        assert is_open(HOURS, due)


def test_a_reminder_leaves_with_nobody_looking_so_only_to_what_is_theirs_alone(
    referral, caseworker
):
    shared = replace(EVERY_WAY, whose_phone="shared", whose_email="shared")
    only_text = replace(EVERY_WAY, email="")
    for case in ({"safe": shared}, {"safe": only_text, "doubtful": {"sms"}}):
        with pytest.raises(actions.MayNotWrite, match="only they look at"):
            make(referral, caseworker, remind=True, **case)
    assert not written()
    row = make(referral, caseworker, channel="text", safe=shared)
    OutboxMessage.objects.update(state="delivered")
    assert cancel(referral, row, caseworker, safe=shared) is Told.BY_STAFF


def test_what_was_agreed_is_sealed(referral, caseworker):
    row = make(referral, caseworker, text="CANARY at the library")
    assert agreed(row) == AgreedTime(THURSDAY, "CANARY at the library")
    assert (row.by, row.at, row.cancelled_at, row.reminder) == (caseworker, NOW, None, None)
    assert "CANARY" not in str(Appointment.objects.values())
    event = Event.objects.get(kind="appointment_made")
    assert (event.by, event.detail) == (caseworker.pk, "")
    assert not written()


def test_they_are_told_and_reminded_until_it_begins(referral, caseworker):
    row = make(referral, caseworker, channel="text", remind=True, language="cy")
    told, reminder = written()
    assert (told.template, reminder.template) == ("APPOINTMENT", "REMINDER")
    assert (agreed(row).message, row.reminder) == (told.pk, reminder.pk)
    assert reminder.due_at == datetime(2026, 11, 25, 9, tzinfo=UTC)
    for message in (told, reminder):
        envelope = envelope_of(message)
        assert (envelope.until, envelope.language) == (THURSDAY, "cy")
        assert envelope.personalisation["day"] == "dydd Iau 26 Tachwedd"
    assert reminder.send_by == datetime(2026, 11, 27, tzinfo=UTC)  # at what time is sealed
    said = Event.objects.filter(kind="message_queued").values_list("detail", flat=True)
    assert sorted(said) == ["APPOINTMENT", "REMINDER"]


def test_by_letter_it_is_something_to_do(referral, caseworker):
    row = make(referral, caseworker, channel="letter")
    task = Task.objects.get()
    assert (task.template, agreed(row).letter) == ("APPOINTMENT", task.pk)


@pytest.mark.parametrize(
    "asked", [{"channel": "text"}, {"channel": "letter"}, {"channel": "call"}, {"remind": True}]
)
def test_what_is_not_safe_is_refused_and_nothing_is_kept(referral, caseworker, asked):
    safe = EVERY_WAY if asked.get("channel") == "call" else UNSAFE
    with pytest.raises(actions.MayNotWrite):
        make(referral, caseworker, safe=safe, **asked)
    assert not Appointment.objects.exists()
    assert not written()


def test_it_is_in_the_future_and_made_once(referral, caseworker):
    with pytest.raises(ValueError, match="future"):
        make(referral, caseworker, starts_at=NOW)
    make(referral, caseworker)
    with pytest.raises(actions.ChangedMeanwhile):
        make(referral, caseworker, expected_version=1)


def sent(**which):
    OutboxMessage.objects.filter(**which).update(state="accepted")


CALLED_OFF = [
    # what had left by then, what is then told, and how many messages are called back
    ([], Told.NOT_NEEDED, 2),
    (["APPOINTMENT"], Told.WRITTEN, 1),
    (["APPOINTMENT", "REMINDER"], Told.WRITTEN, 0),
    (["REMINDER"], Told.WRITTEN, 1),
]


@pytest.mark.parametrize(("left", "told", "called_back"), CALLED_OFF)
def test_whom_something_has_told_is_told_that_it_is_off(
    referral, caseworker, left, told, called_back
):
    row = make(referral, caseworker, channel="text", remind=True)
    sent(template__in=left)
    assert cancel(referral, row, caseworker) is told
    gone = OutboxMessage.objects.filter(state="withdrawn")
    assert gone.count() == called_back
    assert {bytes(each.recipient) for each in gone} <= {b""}
    off = written("APPOINTMENT_OFF")
    assert len(off) == (told is Told.WRITTEN)
    if off:
        assert envelope_of(off[0]).personalisation["day"] == "Thursday 26 November"
        assert envelope_of(off[0]).until == THURSDAY
    assert Event.objects.filter(kind="appointment_off").count() == 1


def test_what_went_in_the_place_of_one_that_failed_is_called_back_with_it(referral, caseworker):
    row = make(referral, caseworker, channel="text")
    (first,) = written()
    OutboxMessage.objects.update(state="failed", failure="not-reached")
    second = OutboxMessage.objects.create(
        referral=referral.pk, template="APPOINTMENT", channel="email", follows=first.pk,
        reference="fd-second", epoch=1, recipient=b"x", created_at=NOW, due_at=NOW,
        send_by=THURSDAY,
    )  # fmt: skip
    assert cancel(referral, row, caseworker) is Told.NOT_NEEDED
    second.refresh_from_db()
    assert second.state == "withdrawn"


def test_one_that_a_worker_has_in_hand_counts_as_told(referral, caseworker):
    row = make(referral, caseworker, channel="text")
    OutboxMessage.objects.update(state="attempting", claimed_until=NOW + timedelta(minutes=2))
    assert cancel(referral, row, caseworker) is Told.WRITTEN


@pytest.mark.parametrize(
    ("safe", "state", "told"),
    [(UNSAFE, "delivered", Told.BY_STAFF), (UNSAFE, "queued", Told.NOT_NEEDED)],
)
def test_where_nothing_is_safe_any_more_staff_are_told(referral, caseworker, safe, state, told):
    row = make(referral, caseworker, channel="text")
    OutboxMessage.objects.update(state=state)
    assert cancel(referral, row, caseworker, safe=safe) is told


@pytest.mark.parametrize("posted", [False, True])
def test_a_letter_that_was_not_posted_is_no_longer_to_do(referral, caseworker, posted):
    row = make(referral, caseworker, channel="letter")
    if posted:
        task = Task.objects.get().pk
        actions.task_done(referral=referral, task=task, by=caseworker, at=NOW)
    told = cancel(referral, row, caseworker)
    assert told is (Told.WRITTEN if posted else Told.NOT_NEEDED)
    assert Task.objects.get().done_at == NOW


def test_it_is_cancelled_once_and_after_it_began_nobody_is_told(referral, caseworker):
    row, other = (make(referral, caseworker, channel="text") for _ in range(2))
    sent(template="APPOINTMENT")
    after = THURSDAY + timedelta(minutes=1)
    assert cancel(referral, row, caseworker, at=after) is Told.NOT_NEEDED
    with pytest.raises(actions.ChangedMeanwhile):
        cancel(referral, row, caseworker)
    actions.withdraw(referral=stands(referral), by=caseworker, at=NOW)
    assert cancel(referral, other, caseworker) is Told.NOT_NEEDED
    assert not written("APPOINTMENT_OFF")


@pytest.mark.parametrize("state", ["attempting", "accepted"])
def test_nothing_goes_in_the_place_of_what_has_left(referral, caseworker, state):
    """Or they would read that it is off, and then that it is on."""
    row = make(referral, caseworker, channel="text")
    OutboxMessage.objects.update(state=state)
    cancel(referral, row, caseworker)
    assert [bytes(each.recipient) for each in written("APPOINTMENT")] == [b""]
