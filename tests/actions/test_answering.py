"""What an answer to an offer means: yes starts clocks, later waits, never is for ever."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from referrals_portal import actions
from referrals_portal.actions import answering, following, opting_out
from referrals_portal.actions.following import carry_out_next
from referrals_portal.messages import moving, sending
from referrals_portal.messages.standing import standing
from referrals_portal.models import (
    Clock,
    Event,
    FollowUp,
    Invitation,
    OptOut,
    OutboxMessage,
    Referral,
    Task,
)
from referrals_portal.models.outbox import MessageState
from referrals_portal.sealing import KeysMissing
from tests.actions.later import later
from tests.actions.sending_others import SUPPORT, TEXT_AND_EMAIL, sent
from tests.actions.writing import about, envelope_of
from tests.intake.making import kinds
from tests.messages.test_deaths import Killed, die, die_after

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 12, 34, 56, tzinfo=UTC)
HOUR = AT.replace(minute=0, second=0)
DAY = timedelta(days=1)
LETTER = TEXT_AND_EMAIL | {"channels": ["letter"], "either": False}
CALL = {
    "call": {
        "name": "Ffion", "phone": "07700 900399", "when": "yes", "say_who": "no",
        "voicemail": "no",
    }
}  # fmt: skip
PROMISE = {"what": "first_contact", "unit": "hours", "number": 72, "when": {"sources": ["self"]}}


@pytest.fixture
def offered(force, settings):
    settings.MESSAGES = "notify"
    force(TEXT_AND_EMAIL, SUPPORT, LETTER)
    return sent(AT)


def answer(row, kind, at, answers=None):
    later(row, kind, answers, at)
    assert carry_out_next(at) == 1
    return Referral.objects.get(pk=row.pk)


def test_without_the_memory_a_never_waits_and_holds_up_nobody_else(offered, force, keys):
    other = sent(AT, reference="TEST/000002/26", phone="07700 900346", email="other@example.org")
    later(offered, "never", at=AT)
    later(offered, "accepted", at=AT + DAY)
    later(other, "later", at=AT + DAY)
    (keys / "memory.1.private").unlink()
    with pytest.raises(KeysMissing):
        carry_out_next(AT + DAY)
    assert [each.what for each in standing(AT + DAY).troubles] == ["not-ready"]
    done = FollowUp.objects.filter(applied_at__isnull=False)
    assert [row.referral for row in done] == [other.pk]
    assert Referral.objects.get(pk=other.pk).status == "waiting"


class TestYes:
    def test_it_starts_the_clocks_that_wait_for_it_from_that_hour(self, offered):
        row = answer(offered, "accepted", AT + DAY)
        clock = Clock.objects.get(starts="offer_accepted")
        assert (clock.started_at, clock.due_at) == (HOUR + DAY, HOUR + 3 * DAY)
        others = Clock.objects.exclude(pk=clock.pk)
        assert {each.started_at for each in others} == {HOUR}
        # The offer's own clock was due first.
        assert row.due_at == HOUR + DAY
        assert (row.status, row.version) == ("new", 2)
        event = Event.objects.get(kind="offer_accepted")
        assert (event.by, event.at) == (None, HOUR + DAY)
        assert {each.state for each in OutboxMessage.objects.all()} == {"withdrawn"}

    def test_somebody_who_waited_or_was_closed_is_looked_at_again(self, offered, caseworker):
        answer(offered, "later", AT)
        row = answer(offered, "accepted", AT + DAY)
        assert (row.status, row.due_at) == ("in_triage", HOUR + 3 * DAY)
        actions.close(referral=row, outcome="declined", text="", by=caseworker, at=AT + DAY)
        row = answer(offered, "accepted", AT + 2 * DAY)
        assert (row.status, row.due_at) == ("in_triage", HOUR + 3 * DAY)
        events = set(Event.objects.values_list("kind", "detail"))
        assert {("status_changed", "waiting>in_triage"), ("reopened", "closed>in_triage")} <= events

    def test_what_is_further_already_stays_there(self, offered):
        Referral.objects.update(status="contacted")
        assert answer(offered, "accepted", AT).status == "contacted"

    def test_it_is_due_as_is_promised_to_everybody(self, force, settings):
        force(PROMISE)
        row = sent(AT)
        assert row.due_at is None
        later(row, "accepted", None, AT)
        assert FollowUp.objects.get().due_at == HOUR + 3 * DAY
        carry_out_next(AT)
        assert Referral.objects.get().due_at == HOUR + 3 * DAY

    def test_only_at_their_safe_times(self, force):
        force(PROMISE)
        row = sent(AT)
        only = {"when": "at_times", "days": ["4"], "start": "10:00", "end": "12:00"}
        later(row, "safe_changed", {"call": CALL["call"] | only}, AT)
        assert FollowUp.objects.get().due_at == datetime(2026, 11, 27, 12, tzinfo=UTC)

    def test_said_twice_the_clock_runs_from_the_first(self, offered):
        answer(offered, "accepted", AT)
        answer(offered, "accepted", AT + DAY)
        assert Clock.objects.get(starts="offer_accepted").started_at == HOUR


class TestLater:
    @pytest.mark.parametrize("status", ["new", "in_triage", "contact_due"])
    def test_it_waits_and_nothing_is_due(self, offered, status):
        Referral.objects.update(status=status)
        row = answer(offered, "later", AT)
        assert (row.status, row.due_at) == ("waiting", None)
        assert Event.objects.get(kind="offer_later").at == HOUR
        assert Event.objects.filter(detail=f"{status}>waiting").exists()

    @pytest.mark.parametrize("status", ["attempting", "contacted", "accepted", "closed"])
    def test_what_is_further_stays_there(self, offered, status):
        Referral.objects.update(status=status)
        assert answer(offered, "later", AT).status == status
        assert Event.objects.filter(kind="offer_later").exists()

    def test_what_a_senior_must_see_stays_with_them(self, offered):
        Referral.objects.update(senior_by=AT)
        row = answer(offered, "later", AT)
        assert (row.status, row.due_at) == ("new", HOUR + DAY)


class TestNever:
    def test_it_is_withdrawn_for_every_way_that_we_were_given(self, offered):
        row = answer(offered, "never", AT)
        assert row.status == "withdrawn"
        assert OptOut.objects.count() == 3  # also the address, to which nothing was sent
        assert OutboxMessage.objects.get().state == "withdrawn"
        assert Task.objects.get().done_at == HOUR
        assert {"opted_out", "withdrawn"} <= set(kinds(row))
        assert bytes(Invitation.objects.get().recipient) == b""

    @pytest.mark.parametrize("kind", ["never", "later"])
    def test_once_we_have_spoken_with_them_it_is_for_staff_to_ask(self, offered, caseworker, kind):
        Referral.objects.update(first_contact_at=AT, status="accepted", due_at=HOUR + DAY)
        given = about(caseworker, expected_version=Referral.objects.get().version)
        actions.write_to(referral=offered, template="TRIED", channel="email", **given)
        row = answer(offered, kind, AT + DAY)
        assert (row.status, row.due_at) == ("accepted", HOUR + DAY)
        assert OutboxMessage.objects.get(template="TRIED").state == "queued"
        task = Task.objects.get(kind="ask")
        assert (task.made_at, task.done_at) == (HOUR + DAY, None)
        assert Event.objects.get(kind="code_answered").detail == kind
        assert not {"opted_out", "offer_later", "withdrawn"} & set(kinds(row))
        answer(offered, kind, AT + DAY)
        assert Task.objects.filter(kind="ask").count() == 1
        # What nobody asked for stays away from there all the same.
        assert OptOut.objects.count() == (3 if kind == "never" else 0)
        letters = Task.objects.filter(kind="letter", done_at__isnull=True)
        assert letters.exists() == (kind == "later")

    def test_a_yes_does_not_wait_for_what_it_leaves_alone(self, offered, caseworker):
        given = about(caseworker, expected_version=1)
        actions.write_to(referral=offered, template="TRIED", channel="email", **given)
        tried = OutboxMessage.objects.filter(template="TRIED")
        tried.update(state=MessageState.ATTEMPTING, claimed_until=AT)
        answer(offered, "accepted", AT)
        assert not Task.objects.filter(kind="letter", done_at__isnull=True).exists()

    def test_a_yes_takes_back_nothing_but_the_offer(self, offered, caseworker):
        Referral.objects.update(first_contact_at=AT)
        given = about(caseworker, expected_version=Referral.objects.get().version)
        actions.write_to(referral=offered, template="TRIED", channel="email", **given)
        answer(offered, "accepted", AT)
        states = dict(OutboxMessage.objects.values_list("template", "state"))
        assert states == {"OFFER": "withdrawn", "TRIED": "queued"}

    def test_what_a_senior_must_see_stays_open(self, offered):
        Referral.objects.update(senior_by=AT)
        assert answer(offered, "never", AT).status == "new"
        assert OptOut.objects.count() == 3

    def test_they_may_still_say_yes_and_never_stays_for_what_nobody_asked_for(self, offered):
        answer(offered, "never", AT)
        row = answer(offered, "accepted", AT + DAY)
        assert row.status == "in_triage"
        assert Clock.objects.get(starts="offer_accepted").started_at == HOUR + DAY
        assert OptOut.objects.count() == 3

    def test_while_a_message_is_being_sent_it_is_not_done_with_and_remembered_at_once(
        self, offered
    ):
        OutboxMessage.objects.update(state=MessageState.ATTEMPTING, claimed_until=AT)
        later(offered, "never", None, AT)
        assert carry_out_next(AT) == 0
        assert OptOut.objects.count() == 3
        assert not Event.objects.filter(kind="opted_out").exists()
        OutboxMessage.objects.update(state=MessageState.QUEUED, claimed_until=None)
        assert carry_out_next(AT) == 1
        assert Event.objects.filter(kind="opted_out").count() == 1

    @pytest.mark.parametrize(
        ("room", "name"),
        [(following, "_withdraw"), (sending.opting_out, "never_again"), (opting_out, "never"),
         (moving, "make"), (following, "_call_back_messages"), (answering, "apply")],
    )  # fmt: skip
    def test_a_worker_that_dies_at_any_step_of_it_leaves_all_of_it_to_the_next(
        self, offered, monkeypatch, room, name
    ):
        later(offered, "never", None, AT)
        for death in (die, die_after(getattr(room, name))):
            with monkeypatch.context() as patch:
                patch.setattr(room, name, death)
                with pytest.raises(Killed):
                    carry_out_next(AT)
            assert (OptOut.objects.count(), OutboxMessage.objects.get().state) == (0, "queued")
            assert Referral.objects.get().status == "new"
        assert carry_out_next(AT) == 1
        assert OptOut.objects.count() == 3
        assert OutboxMessage.objects.get().state == "withdrawn"
        assert Event.objects.filter(kind="opted_out").count() == 1

    def test_one_that_nobody_is_known_to_have_said_is_refused(self, offered):
        later(offered, "never", None, AT)
        FollowUp.objects.update(mandate=bytes(64))
        carry_out_next(AT)
        assert not OptOut.objects.exists()
        assert Referral.objects.get().status == "new"


class TestRemembering:
    def test_what_was_given_is_erased_once_it_is_remembered(self, offered):
        assert bytes(Invitation.objects.get().recipient)
        assert opting_out.remember_next(AT) == 1
        row = Invitation.objects.get()
        assert (bytes(row.recipient), len(row.ways)) == (b"", 3 * 33)
        assert opting_out.remember_next(AT) == 0
        assert "opted_out" not in kinds(offered)

    SAME_PHONE = {"phone": "+44 7700 900345", "email": "new@example.org", "address": None}
    SAME_EMAIL = {"phone": "07700 900398", "email": "Canary.Person+x@EXAMPLE.org", "address": None}
    SAME_DOOR = {"phone": None, "email": None, "address": "1, canary street\nAnytown ZZ1 1AA"}

    @pytest.mark.parametrize("same", [SAME_PHONE, SAME_EMAIL, SAME_DOOR])
    @pytest.mark.parametrize("comes", ["before", "after"])
    def test_whoever_said_never_is_known_again_by_any_way(self, offered, same, comes):
        other = {"reference": "TEST/000002/26", **same}
        again = sent(AT, **other) if comes == "before" else None
        opting_out.remember_next(AT)
        answer(offered, "never", AT)
        again = again or sent(AT + DAY, **other)
        opting_out.remember_next(AT + DAY)
        messages = OutboxMessage.objects.filter(referral=again.pk)
        assert {each.state for each in messages} <= {"withdrawn"}
        assert not Task.objects.filter(done_at__isnull=True).exists()
        # Nobody here knows if it is the same person, so somebody looks.
        assert kinds(again).count("never_there") == 1
        assert "opted_out" not in kinds(again)
        assert Referral.objects.get(pk=again.pk).status == "new"

    @pytest.mark.parametrize("comes", ["before", "after"])
    def test_whoever_lives_at_the_same_door_can_silence_nothing_but_letters(self, offered, comes):
        other = {"reference": "TEST/000002/26", "phone": "07700 900398", "email": None}
        other["address"] = self.SAME_DOOR["address"]
        hers = sent(AT, **other) if comes == "before" else None
        opting_out.remember_next(AT)
        answer(offered, "never", AT)
        hers = hers or sent(AT + DAY, **other)
        opting_out.remember_next(AT + DAY)
        assert OutboxMessage.objects.get(referral=hers.pk).state == "queued"
        assert not Task.objects.filter(referral=hers.pk, done_at__isnull=True).exists()

    def test_of_others_it_is_said_once_and_takes_back_nothing_but_the_offer(
        self, offered, caseworker
    ):
        again = sent(AT, reference="TEST/000002/26", **self.SAME_PHONE)
        opting_out.remember_next(AT)
        answer(again, "accepted", AT)
        given = about(caseworker, expected_version=Referral.objects.get(pk=again.pk).version)
        actions.write_to(referral=again, template="TRIED", channel="email", **given)
        OutboxMessage.objects.filter(referral=offered.pk).update(
            state=MessageState.ATTEMPTING, claimed_until=AT
        )
        later(offered, "never", None, AT)
        for _ in range(3):
            assert carry_out_next(AT) == 0
        OutboxMessage.objects.filter(referral=offered.pk).update(
            state=MessageState.QUEUED, claimed_until=None
        )
        assert carry_out_next(AT) == 1
        answer(offered, "never", AT + DAY)
        assert kinds(again).count("never_there") == 1
        asked_for = OutboxMessage.objects.get(referral=again.pk, template="TRIED")
        assert asked_for.state == "queued"
        assert not envelope_of(asked_for).unasked, "or it would not leave"

    def test_two_who_remember_at_once_wait_for_each_other(self, offered):
        """Otherwise neither sees what the other has not yet written; a letter would stay."""
        for remembering in (opting_out.remember_now, opting_out.never):
            with CaptureQueriesContext(connection) as asked:
                remembering(offered.pk, AT)
            first = next(each["sql"] for each in asked if "referrals_portal" in each["sql"])
            assert "pace" in first
            if connection.vendor == "postgresql":
                assert "FOR UPDATE" in first

    def test_never_leaves_alone_whom_somebody_here_has_spoken_with(self, offered):
        again = sent(AT, reference="TEST/000002/26", **self.SAME_PHONE)
        Referral.objects.filter(pk=again.pk).update(first_contact_at=AT)
        opting_out.remember_next(AT)
        answer(offered, "never", AT)
        assert OutboxMessage.objects.get(referral=again.pk).state == "queued"
        assert "never_there" not in kinds(again)

    def test_somebody_else_is_not(self, offered):
        answer(offered, "never", AT)
        other = {"phone": "07700 900398", "email": "b@example.org", "address": "2 Street"}
        again = sent(AT, reference="TEST/000002/26", **other)
        opting_out.remember_next(AT)
        assert "opted_out" not in kinds(again)

    def test_what_was_moved_from_another_row_does_not_open_and_is_erased(self, offered, caplog):
        caplog.set_level("ERROR", "front_door")
        other = sent(AT, reference="TEST/000002/26")
        wrong = Invitation.objects.get(referral=other.pk)
        Invitation.objects.filter(referral=offered.pk).update(recipient=bytes(wrong.recipient))
        while opting_out.remember_next(AT):
            pass
        assert "did not open" in caplog.text
        assert not Invitation.objects.exclude(recipient=b"").exists()


def test_what_is_sent_back_says_in_its_kind_what_is_carried_out(offered):
    assert {FollowUp.Kind(kind) for kind in ("accepted", "later", "never")} == set(
        following.answering.ANSWERS
    )
