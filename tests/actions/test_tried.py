"""“We tried to reach you”, by itself: after so many tries, once, and only by what is safe."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals_portal import actions
from referrals_portal.actions.tried import is_due, tries
from referrals_portal.messages.carrier import Answer
from referrals_portal.messages.machine import Outcome
from referrals_portal.messages.sending.trying import settle
from referrals_portal.models import ContactAttempt, Event, OutboxMessage, Task
from tests.actions.writing import EVERY_WAY, NOW, about, envelope_of, stands, written
from tests.intake.making import make_referral

HOUR = timedelta(hours=1)


@pytest.fixture
def attempt(force, caseworker, settings):
    """A function that records one try after another; the hub writes after two."""
    settings.MESSAGES = "notify"
    hours = count(1)

    def record(referral, channel="call", result="no_answer", language="en", then_by=(), **given):
        if then_by:
            force(messages={"after_attempts": 2, "then_by": list(then_by)})
        usual = {"safe": EVERY_WAY, "why_safe": "They asked for it.", "text": ""}
        actions.record_attempt(
            referral=stands(referral), channel=channel, result=result, language=language,
            by=caseworker, at=NOW + next(hours) * HOUR, **usual | given,
        )  # fmt: skip

    force(messages={"after_attempts": 2, "then_by": ["email", "text"]})
    return record


@given(limit=st.integers(0, 9), tries=st.integers(0, 20), spoke=st.booleans(), was=st.booleans())
def test_when_it_is_due(limit, tries, spoke, was):
    due = is_due(limit=limit, tries=tries, spoke=spoke, written=was)
    assert due == (0 < limit <= tries and not spoke and not was)


def test_it_is_written_with_the_try_that_makes_it_enough_and_once(attempt):
    row = make_referral(now=NOW)
    attempt(row)
    assert not written()
    attempt(row, result="left_voicemail")
    (message,) = written()
    assert message.template == "TRIED"
    assert [way.channel for way in envelope_of(message).ways] == ["email", "sms"]
    event = Event.objects.get(kind="message_queued")
    assert (event.detail, event.by_name) == ("TRIED", "casey")
    for _ in range(3):
        attempt(row)
    assert len(written()) == 1


def test_nobody_who_was_spoken_with_gets_it(attempt):
    row = make_referral(now=NOW)
    attempt(row, result="spoke")
    for _ in range(3):
        attempt(row)
    assert not written()


@pytest.mark.parametrize(
    ("result", "stays"),
    [("someone_else_answered", False), ("wrong_details", False), ("no_answer", True)],
)
def test_what_waits_becomes_work_where_somebody_else_may_get_it(attempt, caseworker, result, stays):
    row = make_referral(now=NOW)
    given = about(caseworker, expected_version=row.version)
    actions.write_to(referral=row, template="TRIED", channel="email", **given)
    attempt(row, result=result)
    (message,) = written()
    assert (message.state, bool(bytes(message.recipient))) == (
        ("queued", True) if stays else ("withdrawn", False)
    )
    left = Task.objects.filter(done_at__isnull=True).values_list("message", "channel", "reason")
    assert list(left) == ([] if stays else [(message.pk, "email", "called-back")])


def test_what_a_worker_has_in_hand_or_was_writing_becomes_work_too(attempt, caseworker):
    row = make_referral(now=NOW)
    given = about(caseworker, expected_version=row.version)
    actions.write_to(referral=row, template="TRIED", channel="text", **given)
    OutboxMessage.objects.update(state="attempting", claimed_until=NOW)
    attempt(row, result="wrong_details")
    message = OutboxMessage.objects.get()
    assert bytes(message.recipient) == b""
    assert Task.objects.get().message == message.pk
    # The worker finds it called back, and leaves the task; news that it arrived would end it.
    settle(message, Answer(Outcome.CALLED_BACK), NOW, 0.0)
    assert OutboxMessage.objects.get().state == "withdrawn"
    assert Task.objects.get().done_at is None


def test_once_it_is_open_again_the_tries_count_anew(attempt, caseworker):
    row = make_referral(now=NOW)
    attempt(row), attempt(row)
    at = NOW + 5 * HOUR
    actions.close(referral=stands(row), outcome="no_contact", text="", by=caseworker, at=at)
    actions.reopen(referral=stands(row), by=caseworker, at=at + HOUR)
    assert tries(stands(row)) == 0
    for _ in range(4):
        attempt(row)
    late = ContactAttempt.objects.filter(at__gt=at + HOUR)
    assert tries(stands(row)) == late.count()
    attempt(row), attempt(row)
    assert len(written("TRIED")) == 2


WAYS = [
    # then_by, what is safe, what is then done
    (("letter", "email"), EVERY_WAY, "letter"),
    (("letter", "email"), replace(EVERY_WAY, address=""), "email"),
    (("letter", "email"), replace(EVERY_WAY, address="", email=""), ""),
    (("text", "letter"), EVERY_WAY, "sms"),
    (("text", "letter"), replace(EVERY_WAY, whose_phone="shared"), "letter"),
    (("email",), replace(EVERY_WAY, whose_email="someone_elses"), ""),
    (("email", "text"), replace(EVERY_WAY, of_another=True), ""),
    (("email", "text", "letter"), replace(EVERY_WAY, no_contact=True), ""),
    (("telephone", "in_person"), EVERY_WAY, ""),
]


@pytest.mark.parametrize(("then_by", "safe", "done"), WAYS)
def test_it_goes_by_the_first_channel_of_the_hubs_that_is_safe(attempt, then_by, safe, done):
    row = make_referral(now=NOW)
    attempt(row, then_by=then_by, safe=safe)
    attempt(row, safe=safe)
    did = [message.channel for message in written()]
    did += ["letter"] * Task.objects.filter(kind="letter", template="TRIED").count()
    assert did == ([done] if done else [])
    assert ContactAttempt.objects.count() == 2


ASTRAY = [
    # what two tries showed, and by which channels it may still go
    ("call", "wrong_details", ["email"]),
    ("call", "someone_else_answered", ["email"]),
    ("text", "wrong_details", ["email"]),
    ("email", "wrong_details", ["sms"]),
    ("letter", "wrong_details", ["email", "sms"]),
]


@pytest.mark.parametrize(("channel", "result", "left"), ASTRAY)
def test_it_never_goes_where_somebody_else_may_be(attempt, channel, result, left):
    row = make_referral(now=NOW)
    attempt(row)
    attempt(row, channel, result)
    assert [way.channel for way in envelope_of(written()[0]).ways] == left


def test_without_their_language_nothing_goes_by_itself(attempt):
    row = make_referral(now=NOW)
    for _ in range(3):
        attempt(row, language="")
    assert not written()


def test_who_took_it_back_gets_nothing_and_the_try_is_kept(attempt, caseworker):
    row = make_referral(now=NOW)
    attempt(row)
    actions.withdraw(referral=stands(row), by=caseworker, at=NOW + HOUR)
    attempt(row)
    assert not written()
    assert ContactAttempt.objects.count() == 2


def test_a_hub_that_does_not_say_sends_nothing(attempt, force):
    force()
    row = make_referral(now=NOW)
    for _ in range(5):
        attempt(row)
    assert not written()


def test_where_something_was_changed_meanwhile_only_the_next_try_writes_it(attempt, caseworker):
    row = make_referral(now=NOW)
    attempt(row)
    stale = stands(row)
    actions.change_status(
        referral=stands(row), to="waiting", by=caseworker, at=NOW, expected_version=stale.version
    )
    actions.record_attempt(
        referral=stale, safe=EVERY_WAY, channel="call", result="no_answer", text="",
        why_safe="They asked for it.", language="en", by=caseworker, at=NOW + 9 * HOUR,
    )  # fmt: skip
    assert not written()
    attempt(row)
    assert len(written()) == 1
