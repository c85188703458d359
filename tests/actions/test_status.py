"""Changing the status, closing, reopening, withdrawing."""

import pytest

from referrals_portal import actions
from referrals_portal.actions.closing import Outcome
from referrals_portal.models import Event, Note, Referral
from referrals_portal.sealing import Place
from referrals_portal.sealing.opening import open_row


def test_changing_the_status(referral, caseworker, now):
    actions.change_status(
        referral=referral, to="in_triage", by=caseworker, at=now, expected_version=1
    )
    row = Referral.objects.get()
    assert (row.status, row.version) == ("in_triage", 2)
    assert (referral.status, referral.version) == ("in_triage", 2)
    event = Event.objects.get(kind="status_changed")
    assert (event.detail, event.by) == ("new>in_triage", caseworker.pk)


def test_a_stale_change_changes_nothing_and_says_how_it_stands(
    referral, caseworker, colleague, now
):
    stale = Referral.objects.get()
    actions.change_status(referral=referral, to="waiting", by=colleague, at=now, expected_version=1)
    with pytest.raises(actions.ChangedMeanwhile) as changed:
        actions.change_status(
            referral=stale, to="in_triage", by=caseworker, at=now, expected_version=1
        )
    assert changed.value.referral.status == "waiting"
    assert Referral.objects.get().status == "waiting"
    assert Event.objects.filter(kind="status_changed").count() == 1


@pytest.mark.parametrize("to", ["new", "attempting", "contacted", "accepted", "closed", "nonsense"])
def test_what_may_not_follow_is_refused(referral, caseworker, now, to):
    with pytest.raises(actions.NotAllowed):
        actions.change_status(referral=referral, to=to, by=caseworker, at=now, expected_version=1)
    assert Referral.objects.get().version == 1


@pytest.mark.parametrize("outcome", Outcome)
def test_closing_keeps_the_outcome_sealed(referral, caseworker, now, outcome):
    note = actions.close(referral=referral, outcome=outcome, text="CANARY", by=caseworker, at=now)
    assert Referral.objects.get().status == "closed"
    assert open_row(Note.objects.get(), Place("note", note.pk)) == {
        "outcome": outcome.value, "text": "CANARY", **note.in_clear,
    }  # fmt: skip
    event = Event.objects.get(kind="closed")
    assert event.detail == "new>closed"
    stored = [list(model.objects.values_list()) for model in (Referral, Event, Note)]
    assert outcome.value not in repr(stored)
    assert "CANARY" not in repr(stored)


@pytest.mark.parametrize(
    ("outcome", "text"), [("", ""), ("finished", ""), ("not_eligible", ""), ("not_eligible", " \n")]
)
def test_closing_needs_an_outcome_and_sometimes_a_reason(referral, caseworker, now, outcome, text):
    with pytest.raises(ValueError, match="outcome"):
        actions.close(referral=referral, outcome=outcome, text=text, by=caseworker, at=now)
    assert Referral.objects.get().status == "new"
    assert not Note.objects.exists()


def test_what_is_closed_cannot_be_closed_again(referral, caseworker, now):
    stale = Referral.objects.get()
    actions.close(referral=referral, outcome="declined", text="", by=caseworker, at=now)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.close(referral=stale, outcome="declined", text="", by=caseworker, at=now)
    with pytest.raises(actions.NotAllowed):
        actions.close(referral=referral, outcome="declined", text="", by=caseworker, at=now)
    assert Note.objects.count() == 1


@pytest.mark.parametrize("end", ["close", "withdraw"])
def test_everyone_can_come_back(referral, caseworker, now, end):
    if end == "close":
        actions.close(referral=referral, outcome="declined", text="", by=caseworker, at=now)
    else:
        actions.withdraw(referral=referral, by=caseworker, at=now)
    assert not Referral.objects.open().exists()
    actions.reopen(referral=referral, by=caseworker, at=now)
    assert Referral.objects.get().status == "in_triage"
    assert Event.objects.get(kind="reopened").detail.endswith(">in_triage")
    with pytest.raises(actions.NotAllowed):
        actions.reopen(referral=referral, by=caseworker, at=now)


def test_withdrawing_is_written_down(referral, caseworker, now):
    actions.withdraw(referral=referral, by=caseworker, at=now)
    assert Referral.objects.get().status == "withdrawn"
    assert Event.objects.get(kind="withdrawn").detail == "new>withdrawn"


def test_withdrawing_may_leave_a_sealed_note(referral, caseworker, now):
    actions.withdraw(referral=referral, text="CANARY", by=caseworker, at=now)
    note = Note.objects.get()
    assert open_row(note, Place("note", note.pk)) == {"text": "CANARY"} | note.in_clear
    kinds = set(Event.objects.exclude(kind="received").values_list("kind", flat=True))
    assert kinds == {"withdrawn", "note_added"}


def test_withdrawing_without_a_word_leaves_no_note(referral, caseworker, now):
    actions.withdraw(referral=referral, text=" \n", by=caseworker, at=now)
    assert not Note.objects.exists()
