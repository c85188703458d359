"""Asking how we did: only who agreed, only where the hub chose, only safely, and once."""

from dataclasses import replace
from datetime import UTC, timedelta
from uuid import uuid4

import pytest

from hub.vocabulary import FEEDBACK_POINTS
from referrals_portal import actions, feedback
from referrals_portal.actions.asking import Agreed, message_at
from referrals_portal.actions.closing import NOT_ASKED_AFTER, Outcome
from referrals_portal.models import Event, FollowUp, Invitation, OutboxMessage, Referral
from referrals_portal.models.event import Kind
from referrals_portal.models.outbox import MessageState
from referrals_portal.safe_contact import SafeContact
from referrals_portal.sealing import codes, remembering
from referrals_portal.sealing.remembering import digest_of_code
from tests.actions.writing import ALL, EVERY_WAY, envelope_of, stands, written
from tests.intake.making import ANSWERS, make_referral

AGREED = Agreed(EVERY_WAY, "en")
pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(force, settings):
    """A hub that asks at every point."""
    settings.MESSAGES, settings.FORM_URL = "notify", "https://form.example.org"
    force(messages={"ask_feedback": list(FEEDBACK_POINTS)})


@pytest.fixture
def row(hub, now):
    return make_referral(now=now, **ALL)


def speak(row, by, now, agreed=AGREED, **changes):
    given = {"safe": EVERY_WAY, "channel": "call", "result": "spoke", "text": ""} | changes
    actions.record_attempt(referral=row, agreed=agreed, by=by, at=now, **given)


def refer_on(row, by, now, agreed=AGREED, to="referred_on"):
    version = stands(row).version
    actions.change_status(
        referral=stands(row), to=to, safe=EVERY_WAY, agreed=agreed, by=by, at=now,
        expected_version=version,
    )  # fmt: skip


def close(row, by, now, agreed=AGREED, outcome="needs_met"):
    text = "Because" if outcome == "not_eligible" else ""
    actions.close(referral=stands(row), outcome=outcome, text=text, agreed=agreed, by=by, at=now)


POINTS = {"first_contact": speak, "referred_on": refer_on, "closed": close}


def test_the_points_are_those_of_the_rules():
    assert set(POINTS) == set(FEEDBACK_POINTS) == set(feedback.POINTS)


@pytest.mark.parametrize("point", POINTS)
def test_who_agreed_is_asked_by_what_is_safe(point, row, caseworker, now):
    POINTS[point](row, caseworker, now)
    (message,) = written("FEEDBACK")
    assert message.referral == (None if point == "closed" else row.pk)
    assert message.state == MessageState.QUEUED
    envelope = envelope_of(message)
    assert [way.channel for way in envelope.ways] == ["sms", "email"]
    assert envelope.personalisation["address"] == "form.example.org/feedback"
    assert envelope.personalisation["from"] == "", "they did not say that we may say who we are"
    assert not envelope.unasked
    invitation = Invitation.objects.get()
    code = codes.read(envelope.personalisation["code"])
    assert bytes(invitation.key) == digest_of_code(code)
    assert (invitation.purpose, invitation.point, invitation.referral) == ("feedback", point, None)
    assert (invitation.compartment, bytes(invitation.ways), invitation.used_at) == ("", b"", None)
    event = Event.objects.get(kind=Kind.MESSAGE_QUEUED)
    assert (event.referral, event.detail, event.by) == (row.pk, "FEEDBACK", caseworker.pk)


@pytest.mark.parametrize("point", POINTS)
def test_nothing_of_a_code_tells_when_somebody_was_asked(point, row, caseworker, now):
    POINTS[point](row, caseworker, now)
    ends = Invitation.objects.get().expires_at.astimezone(UTC)
    assert (ends.hour, ends.minute, ends.second, ends.microsecond) == (0, 0, 0, 0)
    assert timedelta(weeks=8) < ends - now <= timedelta(weeks=8, days=1)
    assert OutboxMessage.objects.get().created_at.minute == 0


@pytest.mark.parametrize("point", POINTS)
def test_who_did_not_agree_is_not_asked(point, row, caseworker, now):
    POINTS[point](row, caseworker, now, agreed=None)
    assert not written()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("chosen", [[], *([each] for each in FEEDBACK_POINTS)])
@pytest.mark.parametrize("point", POINTS)
def test_nobody_is_asked_where_the_hub_did_not_choose_it(
    point, chosen, force, settings, keys, caseworker, now
):
    settings.MESSAGES = "notify"
    force(messages={"ask_feedback": chosen})
    row = make_referral(now=now, **ALL)
    POINTS[point](row, caseworker, now)
    assert len(written()) == (point in chosen)


@pytest.mark.parametrize("outcome", Outcome)
def test_after_some_ends_nobody_is_asked(outcome, row, caseworker, now):
    close(row, caseworker, now, outcome=outcome)
    assert bool(written()) == (outcome not in NOT_ASKED_AFTER)


def test_those_ends_are_the_ones_with_nobody_there_or_maybe_somebody_else():
    assert {
        "duplicate", "no_contact", "unsafe_to_contact", "wrong_details"
    } == NOT_ASKED_AFTER  # fmt: skip


def test_who_takes_it_back_is_not_asked(row, caseworker, now):
    actions.withdraw(referral=stands(row), by=caseworker, at=now)
    assert not written()


@pytest.mark.parametrize(
    ("changes", "channels"),
    [
        ({"safe": EVERY_WAY.safety | {"text": "no"}}, ["email"]),
        ({"safe": {}}, []),
        ({"whose_phone": "shared"}, ["email"]),
        ({"whose_phone": "shared", "whose_email": "shared"}, []),
        ({"of_another": True}, []),
        ({"no_contact": True}, []),
    ],
)
@pytest.mark.parametrize("point", POINTS)
def test_only_what_is_safe_with_nobody_looking_first(
    point, changes, channels, row, caseworker, now
):
    changes = {{"safe": "safety"}.get(name, name): value for name, value in changes.items()}
    safe = replace(EVERY_WAY, **changes)
    POINTS[point](row, caseworker, now, agreed=Agreed(safe, "en"))
    found = [way.channel for each in written() for way in envelope_of(each).ways]
    assert found == channels
    assert Invitation.objects.count() == bool(channels), "no code without a message"


def test_not_where_a_colleague_found_that_it_reaches_somebody_else(row, caseworker, now):
    close(row, caseworker, now, agreed=replace(AGREED, wrong=frozenset({"sms"})))
    assert [way.channel for way in envelope_of(written()[0]).ways] == ["email"]


def test_not_where_a_message_has_shown_that_the_number_is_wrong(row, caseworker, now):
    OutboxMessage.objects.create(
        referral=row.pk, template="CONFIRMATION", channel="sms", epoch=1, recipient=b"",
        reference="x", state="failed", failure="no-such-contact", created_at=now, due_at=now,
        send_by=now,
    )  # fmt: skip
    close(row, caseworker, now)
    assert [way.channel for way in envelope_of(written("FEEDBACK")[0]).ways] == ["email"]


def test_we_say_who_we_are_only_where_that_is_allowed(row, caseworker, now):
    safe = replace(EVERY_WAY, say_who=True)
    close(row, caseworker, now, agreed=Agreed(safe, "en"))
    assert envelope_of(written()[0]).personalisation["from"].startswith("From ")


def test_in_welsh_the_address_is_the_welsh_one(row, caseworker, now):
    close(row, caseworker, now, agreed=Agreed(EVERY_WAY, "cy"))
    envelope = envelope_of(written()[0])
    assert envelope.language == "cy"
    assert envelope.personalisation["address"] == "form.example.org/cy/feedback"


def test_each_point_asks_once_whatever_happens_later(row, caseworker, now):
    speak(row, caseworker, now)
    speak(stands(row), caseworker, now)
    refer_on(row, caseworker, now)
    refer_on(row, caseworker, now, to="waiting")
    refer_on(row, caseworker, now)
    close(row, caseworker, now)
    actions.reopen(referral=stands(row), by=caseworker, at=now)
    close(row, caseworker, now)
    assert len(written("FEEDBACK")) == 3
    points = Invitation.objects.order_by("point").values_list("point", flat=True)
    assert list(points) == ["closed", "first_contact", "referred_on"]


def test_what_is_no_contact_asks_nothing(row, caseworker, now):
    speak(row, caseworker, now, result="no_answer")
    speak(row, caseworker, now, result="left_voicemail", why_safe="They said so")
    refer_on(row, caseworker, now, to="waiting")
    assert not written("FEEDBACK")


def test_once_it_is_open_again_what_has_not_left_is_called_back(row, caseworker, now):
    close(row, caseworker, now)
    actions.reopen(referral=stands(row), by=caseworker, at=now)
    message = OutboxMessage.objects.get(pk=message_at(row.pk, "closed"))
    assert (message.state, bytes(message.recipient)) == ("withdrawn", b"")


class TestNotAtAll:
    """What else says that nobody writes to them."""

    @pytest.mark.parametrize("point", POINTS)
    def test_a_robot(self, point, row, caseworker, now):
        Referral.objects.update(suspected=True)
        POINTS[point](stands(row), caseworker, now)
        assert not written("FEEDBACK")

    @pytest.mark.parametrize("kind", [Kind.OPTED_OUT, Kind.ASKED_BACK])
    @pytest.mark.parametrize("point", POINTS)
    def test_who_wants_nothing_of_us(self, point, kind, row, caseworker, now):
        Event.objects.create(referral=row.pk, kind=kind, at=now)
        POINTS[point](row, caseworker, now)
        assert not written("FEEDBACK")

    @pytest.mark.parametrize("point", POINTS)
    def test_who_has_just_sent_something(self, point, row, caseworker, now):
        FollowUp.objects.create(
            referral=row.pk, kind="safe_changed", received_at=now, epoch=1, sealed=b"",
            sealed_key=b"", signature=b"",
        )  # fmt: skip
        POINTS[point](row, caseworker, now)
        assert not written("FEEDBACK")


@pytest.mark.parametrize("point", POINTS)
def test_without_the_key_nobody_is_asked_and_nothing_else_fails(
    point, row, caseworker, now, keys, caplog
):
    (keys / remembering.CODES).unlink()
    POINTS[point](row, caseworker, now)
    assert not written("FEEDBACK")
    assert not Invitation.objects.exists()
    assert not Event.objects.filter(kind=Kind.MESSAGE_QUEUED).exists()
    assert stands(row).version > 1
    assert "a key is missing" in caplog.text


def another_secret(keys, secret=None):
    (keys / remembering.CODES).write_bytes(remembering.new_codes() if secret is None else secret)
    (keys / "pins.json").touch()


def test_without_the_key_it_is_opened_again_all_the_same(row, caseworker, now, keys, caplog):
    close(row, caseworker, now)
    another_secret(keys, b"")
    actions.reopen(referral=stands(row), by=caseworker, at=now)
    assert "a key is missing" in caplog.text


def test_a_message_leads_to_nobody_but_is_found_by_who_knows_the_referral_and_the_secret(keys):
    one = uuid4()
    found = {point: message_at(one, point) for point in POINTS}
    assert len(set(found.values())) == 3
    assert message_at(one, "closed") == found["closed"] != message_at(uuid4(), "closed")
    another_secret(keys)
    assert message_at(one, "closed") != found["closed"]


def test_the_answers_of_the_form_are_read(hub, now, caseworker, browser_of):
    """From the page of staff: agreed or not, what is safe now, and the language."""
    browser = browser_of(caseworker)
    for said, asked in (("yes", 1), ("no", 1), ("yes", 2)):
        row = make_referral(survey={"survey": said}, **ALL)
        answer = browser.post(
            f"/intake/referral/{row.pk}/close/", {"version": 1, "outcome": "needs_met"}
        )
        assert answer.status_code == 303, answer.content.decode()
        assert len(written("FEEDBACK")) == asked
    assert SafeContact.from_answers(ANSWERS).whose_phone == "mine"
