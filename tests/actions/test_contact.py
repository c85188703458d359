"""Trying to reach the person. An attempt is not a contact."""

from datetime import UTC, datetime, timedelta

import pytest

from referrals_portal import actions
from referrals_portal.actions.contact import Channel, Result, fits, is_marked_safe
from referrals_portal.models import ContactAttempt, Event, Referral
from referrals_portal.safe_contact import SafeContact, weekly
from referrals_portal.sealing import KeysMissing, Place
from referrals_portal.sealing.opening import open_row

NOTHING = SafeContact()
NO_CONTACT = [
    (channel, result)
    for channel in Channel
    for result in Result
    if fits(channel, result) and result != "spoke"
]


@pytest.fixture
def attempt(referral, caseworker, now):
    """Record an attempt at a referral."""

    def record(channel, result, text="", at=now, of=referral, safe=NOTHING, why_safe="Asked to."):
        return actions.record_attempt(
            referral=of, safe=safe, channel=channel, result=result, text=text, why_safe=why_safe,
            by=caseworker, at=at,
        )  # fmt: skip

    return record


WAYS = [
    # what they ticked, and all that is then marked safe
    ("", {"they_contacted_us"}),
    ("none", {"they_contacted_us"}),
    ("voicemail", {"they_contacted_us"}),
    ("call", {"they_contacted_us", "call"}),
    ("call voicemail", {"they_contacted_us", "call", "voicemail"}),
    ("text", {"they_contacted_us", "text"}),
    ("email", {"they_contacted_us", "email"}),
    ("text email", {"they_contacted_us", "text", "email"}),
    ("call voicemail text email", {"they_contacted_us", "call", "voicemail", "text", "email"}),
]


def gave(ticked, **also):
    ways = ticked.split()
    return SafeContact(
        phone="07700 900321",
        email="ffion@example.org",
        safety=dict.fromkeys(ways, "yes"),
        voicemail="voicemail" in ways,
        **also,
    )


@pytest.mark.parametrize(("ticked", "marked"), WAYS)
def test_only_what_they_marked_is_safe(ticked, marked, now):
    safe = gave(ticked)
    assert {channel.value for channel in Channel if is_marked_safe(safe, channel, now)} == (
        marked - {"voicemail"}
    )
    assert is_marked_safe(safe, "call", now, "left_voicemail") == ("voicemail" in marked)
    assert is_marked_safe(safe, "call", now, "no_answer") == ("call" in marked)


def test_whoever_will_call_us_marked_nothing(now):
    safe = gave("call voicemail text email", no_contact=True)
    assert [channel for channel in Channel if is_marked_safe(safe, channel, now)] == [
        "they_contacted_us"
    ]


ON_TUESDAYS = SafeContact(
    phone="07700 900321",
    email="ffion@example.org",
    safety=dict.fromkeys(("call", "text", "email"), "at_times"),
    times=weekly(["1"], "10:00", "12:00"),
    voicemail=True,
)
TUESDAY = datetime(2026, 11, 24, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("channel", "result"),
    [("call", "no_answer"), ("call", "left_voicemail"), ("text", "sent"), ("email", "sent")],
)
def test_what_is_safe_at_some_times_is_safe_at_no_others(attempt, channel, result):
    late = TUESDAY + timedelta(hours=1)
    assert is_marked_safe(ON_TUESDAYS, channel, TUESDAY, result)
    assert not is_marked_safe(ON_TUESDAYS, channel, late, result)
    with pytest.raises(ValueError, match="needs a reason"):
        attempt(channel, result, safe=ON_TUESDAYS, at=late, why_safe="")
    attempt(channel, result, safe=ON_TUESDAYS, at=TUESDAY, why_safe="")
    attempt(channel, result, safe=ON_TUESDAYS, at=late, why_safe="They rang and asked for it.")
    assert ContactAttempt.objects.count() == 2


@pytest.mark.parametrize(
    ("ticked", "channel", "result"),
    [("email", "call", "no_answer"), ("call", "call", "left_voicemail"), ("call", "text", "sent"),
     ("call", "email", "sent"), ("call text email", "letter", "sent"), ("", "call", "spoke")],
)  # fmt: skip
def test_what_was_not_safe_is_refused_unless_it_says_why_it_was(attempt, ticked, channel, result):
    for nothing in ("", " \n"):
        with pytest.raises(ValueError, match="needs a reason"):
            attempt(channel, result, safe=gave(ticked), why_safe=nothing)
    assert not ContactAttempt.objects.exists()
    assert Referral.objects.get().version == 1
    row = attempt(channel, result, safe=gave(ticked), why_safe="They asked us to, on Monday.")
    assert open_row(row, Place("attempt", row.pk))["why_safe"] == "They asked us to, on Monday."


def test_what_was_safe_needs_no_reason(attempt):
    attempt("call", "left_voicemail", safe=gave("call voicemail"), why_safe="")
    attempt("they_contacted_us", "spoke", safe=NOTHING, why_safe="")
    assert ContactAttempt.objects.count() == 2


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
    assert content == {
        "channel": "call", "result": "someone_else_answered", "text": "CANARY",
        "why_safe": "Asked to.", **row.in_clear,
    }  # fmt: skip
    stored = repr(ContactAttempt.objects.values_list().get()) + repr(
        list(Event.objects.values_list())
    )
    assert "CANARY" not in stored
    assert "someone_else" not in stored


@pytest.mark.parametrize(
    ("channel", "result"),
    [("letter", "left_voicemail"), ("text", "no_answer"), ("call", "sent"), ("pigeon", "sent"),
     ("call", "vanished"), ("they_contacted_us", "no_answer"), ("", "")],
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
