"""Trying to reach the person. An attempt is not a contact."""

from datetime import timedelta

import pytest

from referrals_portal import actions
from referrals_portal.actions.contact import Channel, Result, fits
from referrals_portal.models import ContactAttempt, Event, Referral
from referrals_portal.sealing import KeysMissing, Place
from referrals_portal.sealing.opening import open_row

NO_CONTACT = [
    (channel, result)
    for channel in Channel
    for result in Result
    if fits(channel, result) and result != "spoke"
]


@pytest.fixture
def attempt(referral, caseworker, now):
    """Record an attempt at a referral."""

    def record(channel, result, text="", at=now, of=referral):
        return actions.record_attempt(
            referral=of, channel=channel, result=result, text=text, by=caseworker, at=at
        )

    return record


@pytest.mark.parametrize(("channel", "result"), NO_CONTACT)
def test_an_attempt_is_not_a_contact(attempt, channel, result):
    attempt(channel, result)
    row = Referral.objects.get()
    assert (row.status, row.first_contact_at) == ("attempting", None)
    assert Event.objects.get(kind="contact_attempted").detail == "new>attempting"


@pytest.mark.parametrize("channel", Channel)
def test_speaking_with_them_is(attempt, channel, now):
    attempt(channel, "spoke")
    row = Referral.objects.get()
    assert (row.status, row.first_contact_at) == ("contacted", now)
    assert Event.objects.get(kind="contact_attempted").detail == "new>contacted"


def test_the_first_contact_is_the_first(attempt, now, referral):
    attempt("call", "spoke")
    attempt("call", "spoke", at=now + timedelta(days=1))
    attempt("call", "no_answer", at=now + timedelta(days=2))
    row = Referral.objects.get()
    assert (row.status, row.first_contact_at) == ("contacted", now)
    details = Event.objects.filter(kind="contact_attempted").values_list("detail", flat=True)
    assert list(details.order_by("at")) == ["new>contacted", "", ""]


def test_what_was_tried_is_sealed_whole(attempt):
    row = attempt("call", "someone_else_answered", "CANARY")
    content = open_row(ContactAttempt.objects.get(), Place("attempt", row.pk))
    assert content == {"channel": "call", "result": "someone_else_answered", "text": "CANARY"}
    stored = repr(ContactAttempt.objects.values_list().get()) + repr(
        list(Event.objects.values_list())
    )
    assert "CANARY" not in stored
    assert "someone_else" not in stored


@pytest.mark.parametrize(
    ("channel", "result"),
    [("letter", "left_voicemail"), ("text", "no_answer"), ("call", "sent"), ("pigeon", "sent"),
     ("call", "vanished"), ("", "")],
)  # fmt: skip
def test_what_cannot_be_is_refused(attempt, channel, result):
    with pytest.raises(ValueError, match="does not fit"):
        attempt(channel, result)
    assert not ContactAttempt.objects.exists()


def test_an_attempt_is_kept_although_a_colleague_changed_something(
    attempt, referral, colleague, now
):
    stale = Referral.objects.get()
    actions.change_status(
        referral=referral, to="contact_due", by=colleague, at=now, expected_version=1
    )
    attempt("call", "no_answer", of=stale)
    assert Referral.objects.get().status == "attempting"
    assert ContactAttempt.objects.count() == 1


def test_an_attempt_at_a_closed_referral_is_kept_and_opens_nothing(attempt, referral, caseworker):
    actions.withdraw(referral=referral, by=caseworker, at=referral.received_at)
    attempt("call", "spoke")
    assert Referral.objects.get().status == "withdrawn"


def test_without_keys_nothing_is_kept_and_nothing_moves(attempt, keys):
    (keys / "pins.json").unlink()
    with pytest.raises(KeysMissing):
        attempt("call", "spoke")
    row = Referral.objects.get()
    assert (row.status, row.first_contact_at, row.version) == ("new", None, 1)
