"""What the person sends back: kept sealed and signed, and carried out without being read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hub.rules import Rules
from hub.snapshot import current_hub
from referrals_portal import actions
from referrals_portal.actions.following import carry_out_next
from referrals_portal.messages import machine
from referrals_portal.messages.reasons import Reason
from referrals_portal.models import Event, FollowUp, OutboxMessage, Referral
from referrals_portal.models.outbox import MessageState
from referrals_portal.safe_contact import SafeContact
from referrals_portal.sealing import KeysMissing, Place, opening
from referrals_portal.sealing.opening import CannotOpen
from tests.actions.later import ANOTHER_NUMBER, FIRST, NOTHING_IS_SAFE, ask, later
from tests.intake.making import make_referral

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 16, 30, 12, tzinfo=UTC)


@pytest.fixture
def asked(keys, settings):
    settings.MESSAGES = "notify"
    return ask()


def test_it_is_sealed_to_staff_signed_and_tells_the_hour_only(asked):
    row = later(asked, "safe_changed", ANOTHER_NUMBER, AT)
    assert row.received_at == AT.replace(minute=0, second=0)
    assert "900355" not in repr(FollowUp.objects.values_list().get())
    content = opening.open_signed(row, Place("follow_up", row.pk))
    assert content["answers"] == ANOTHER_NUMBER
    assert content["sent_at"] == AT.isoformat()
    assert row.in_clear.items() <= content.items()


def test_nothing_is_kept_unsealed(asked, keys):
    (keys / "pins.json").unlink()
    with pytest.raises(KeysMissing):
        later(asked, "withdrawn", at=AT)
    assert not FollowUp.objects.exists()


def test_moved_to_another_row_it_does_not_open(asked):
    row = later(asked, "withdrawn", at=AT)
    for place in (Place("follow_up", asked.pk), Place("referral", row.pk)):
        with pytest.raises(CannotOpen):
            opening.open_signed(row, place)
    row.signature = bytes(64)
    with pytest.raises(CannotOpen):
        opening.open_signed(row, Place("follow_up", row.pk))


@pytest.mark.parametrize(("kind", "answers"), [("withdrawn", {}), ("safe_changed", ANOTHER_NUMBER)])
def test_nothing_goes_in_the_place_of_what_has_left(asked, kind, answers):
    """Its envelope has the other ways that were safe before."""
    OutboxMessage.objects.update(state=MessageState.ACCEPTED)
    later(asked, kind, answers, at=AT)
    carry_out_next(AT)
    message = OutboxMessage.objects.get()
    assert (message.state, bytes(message.recipient)) == (MessageState.ACCEPTED, b"")


def test_a_request_that_is_taken_back_is_withdrawn_with_its_messages(asked):
    row = later(asked, "withdrawn", at=AT)
    assert carry_out_next(AT) == 1
    referral = Referral.objects.get()
    assert (referral.status, referral.version) == ("withdrawn", 2)
    event = Event.objects.get(kind="withdrawn")
    assert (event.by, event.detail, event.at) == (None, "new>withdrawn", row.received_at)
    message = OutboxMessage.objects.get()
    assert (message.state, bytes(message.recipient)) == ("withdrawn", b"")
    assert FollowUp.objects.get().applied_at == AT.replace(minute=0, second=0)
    assert carry_out_next(AT) == 0
    assert Event.objects.filter(kind="withdrawn").count() == 1


def test_what_is_safe_has_changed_so_its_messages_stay_here(asked):
    later(asked, "safe_changed", ANOTHER_NUMBER, AT)
    assert carry_out_next(AT) == 1
    referral = Referral.objects.get()
    assert (referral.status, referral.version) == ("new", 2)
    assert OutboxMessage.objects.get().state == "withdrawn"
    assert Event.objects.get(kind="safe_changed").by is None


@pytest.mark.parametrize("kind", ["withdrawn", "safe_changed"])
def test_a_message_that_is_just_being_sent_can_never_be_queued_again(asked, kind):
    """It is on its way; if that fails it would be tried again, so the wish is not done with yet."""
    OutboxMessage.objects.update(state=MessageState.ATTEMPTING, claimed_until=AT)
    later(asked, kind, at=AT)
    assert carry_out_next(AT) == 0
    assert Referral.objects.get().status == ("withdrawn" if kind == "withdrawn" else "new")
    assert FollowUp.objects.get().applied_at is None
    OutboxMessage.objects.update(state=MessageState.QUEUED, claimed_until=None)
    assert carry_out_next(AT) == 1
    assert OutboxMessage.objects.get().state == "withdrawn"
    assert Event.objects.filter(kind=kind).count() == 1


def test_what_has_left_or_never_will_holds_nothing_up(asked):
    OutboxMessage.objects.update(state=MessageState.HELD, failure=Reason.TOO_MANY)
    message = OutboxMessage.objects.get()
    assert machine.is_final(message.state, message.failure)
    later(asked, "withdrawn", at=AT)
    assert carry_out_next(AT) == 1
    assert OutboxMessage.objects.get().state == "held"


def test_one_that_is_held_back_is_withdrawn_too(asked):
    OutboxMessage.objects.update(state=MessageState.HELD)
    later(asked, "withdrawn", at=AT)
    assert carry_out_next(AT) == 1
    assert OutboxMessage.objects.get().state == "withdrawn"


def test_what_is_finished_stays_as_it_ended(asked, caseworker):
    actions.close(referral=asked, outcome="needs_met", text="", by=caseworker, at=AT)
    later(asked, "withdrawn", at=AT)
    assert carry_out_next(AT) == 1
    assert Referral.objects.get().status == "closed"
    assert not Event.objects.filter(kind="withdrawn").exists()


def test_of_somebody_elses_nothing_changes(asked):
    other = ask()
    later(asked, "withdrawn", at=AT)
    carry_out_next(AT)
    other.refresh_from_db()
    assert (other.status, other.version) == ("new", 1)
    assert OutboxMessage.objects.get(referral=other.pk).state == "queued"


def test_staff_who_had_it_open_are_told(asked, caseworker):
    seen = Referral.objects.get()
    later(asked, "withdrawn", at=AT)
    carry_out_next(AT)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.change_status(
            referral=seen, to="in_triage", by=caseworker, at=AT, expected_version=1
        )


class TestTheClock:
    """What is safe decides by when somebody must be reached, the newest word as the first."""

    HOUR = AT.replace(minute=0, second=0)
    ON_TUESDAYS = {
        "contact": FIRST["contact"],
        "safe": {"whose_phone": "mine", "call": "at_times", "text": "no"},
        "times": {"days": ["1"], "start": "10:00", "end": "12:00", "note": ""},
    }

    def due(self, referral, answers, kind="safe_changed"):
        later(referral, kind, answers, AT)
        assert carry_out_next(AT) == 1
        return Referral.objects.get(pk=referral.pk).due_at

    def test_it_begins_for_whoever_would_call_us_and_may_now_be_called(self, keys):
        asked = ask(**NOTHING_IS_SAFE)
        assert asked.due_at is None
        assert self.due(asked, ANOTHER_NUMBER) == self.HOUR + timedelta(hours=48)
        assert list(Referral.objects.overdue(AT + timedelta(hours=49))) == [asked]

    def test_it_stops_where_nothing_is_safe_any_more(self, asked):
        assert asked.due_at is not None
        assert self.due(asked, NOTHING_IS_SAFE) is None

    def test_it_ends_at_a_time_that_is_safe(self, asked):
        assert self.due(asked, self.ON_TUESDAYS) == datetime(2026, 11, 24, 12, tzinfo=UTC)

    def test_whom_somebody_has_reached_has_none_any_more(self, asked, caseworker):
        actions.record_attempt(
            referral=asked, safe=SafeContact(), channel="they_contacted_us", result="spoke",
            text="", by=caseworker, at=AT,
        )  # fmt: skip
        assert self.due(asked, NOTHING_IS_SAFE) == asked.due_at

    def test_taking_it_back_sets_none(self, asked):
        assert self.due(asked, {}, "withdrawn") == asked.due_at

    def test_a_hub_that_promises_nothing_to_everybody_leaves_what_it_had(self, asked, monkeypatch):
        hub = replace(current_hub(), rules=Rules())
        monkeypatch.setattr("referrals_portal.actions.following.current_hub", lambda: hub)
        assert self.due(asked, ANOTHER_NUMBER) == asked.due_at

    def test_it_never_ends_later_than_it_did(self, keys):
        urgent = make_referral(0, AT, **(FIRST | {"more": {"markers": ["repeat"]}}))
        assert urgent.priority == "enhanced"
        assert self.due(urgent, ANOTHER_NUMBER) == urgent.due_at

    def test_it_is_sealed_with_the_rest(self, asked):
        row = later(asked, "safe_changed", ANOTHER_NUMBER, AT)
        content = opening.open_signed(row, Place("follow_up", row.pk))
        assert content["due_at"] == row.due_at.isoformat()


class TestASeniorMustLookFirst:
    """Somebody may be made to take it back: it does not end before a senior has looked."""

    @pytest.fixture
    def marked(self, asked):
        Referral.objects.update(senior_by=AT + timedelta(hours=1))
        asked.refresh_from_db()
        return asked

    def test_it_stays_open_and_its_messages_stay_here(self, marked):
        row = later(marked, "withdrawn", at=AT)
        assert carry_out_next(AT) == 1
        assert carry_out_next(AT) == 0
        assert list(Referral.objects.open()) == [marked]
        assert Referral.objects.get().version == 2
        assert OutboxMessage.objects.get().state == "withdrawn"
        event = Event.objects.get(kind="asked_back")
        assert (event.by, event.at) == (None, row.received_at)
        assert not Event.objects.filter(kind="withdrawn").exists()

    def test_a_message_that_is_just_being_sent_does_not_write_it_down_twice(self, marked):
        OutboxMessage.objects.update(state=MessageState.ATTEMPTING, claimed_until=AT)
        later(marked, "withdrawn", at=AT)
        assert carry_out_next(AT) == carry_out_next(AT) == 0
        OutboxMessage.objects.update(state=MessageState.QUEUED, claimed_until=None)
        assert carry_out_next(AT) == 1
        assert Event.objects.filter(kind="asked_back").count() == 1

    def test_when_a_senior_has_seen_it_before_it_is_withdrawn_at_once(self, marked, manager):
        actions.senior_has_seen(referral=marked, by=manager, at=AT, expected_version=1)
        later(marked, "withdrawn", at=AT)
        carry_out_next(AT)
        assert Referral.objects.get().status == "withdrawn"


class TestWhatNobodyAskedFor:
    """Whoever can write the database cannot make the worker take a request back."""

    @pytest.mark.parametrize(
        "forged",
        [
            {"mandate": bytes(64)},
            {"mandate": b""},
            {"kind": "withdrawn"},
            {"compartment": "restricted"},
            {"received_at": AT - timedelta(days=1)},
            {"due_at": None},
        ],
        ids=lambda forged: "-".join(forged),
    )
    def test_it_is_refused_said_in_the_log_and_never_tried_again(self, asked, forged, caplog):
        later(asked, "safe_changed", ANOTHER_NUMBER, AT)
        FollowUp.objects.update(**forged)
        assert carry_out_next(AT) == 1
        assert carry_out_next(AT) == 0
        row, referral = FollowUp.objects.get(), Referral.objects.get()
        assert row.refused
        assert (referral.status, referral.due_at) == ("new", asked.due_at)
        assert OutboxMessage.objects.get().state == "queued"
        assert not Event.objects.filter(kind__in=("withdrawn", "safe_changed")).exists()
        assert "was not carried out" in caplog.text
        assert str(asked.pk) not in caplog.text
        assert asked.reference not in caplog.text

    def test_moved_to_another_referral_it_withdraws_neither(self, asked):
        other = ask()
        later(asked, "withdrawn", at=AT)
        FollowUp.objects.update(referral=other.pk)
        carry_out_next(AT)
        assert set(Referral.objects.values_list("status", flat=True)) == {"new"}

    def test_without_the_key_that_tells_nothing_is_done_or_refused(self, asked, keys):
        later(asked, "withdrawn", at=AT)
        (keys / "provenance.1.public").unlink()
        with pytest.raises(KeysMissing):
            carry_out_next(AT)
        assert FollowUp.objects.get().applied_at is None
