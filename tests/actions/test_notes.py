"""Notes and openings."""

import pytest
from django.db import DatabaseError

from referrals_portal import actions
from referrals_portal.models import Event, Note
from referrals_portal.sealing import KeysMissing, Place
from referrals_portal.sealing.opening import CannotOpen, open_row


def test_a_note_is_kept_sealed_to_its_place(referral, caseworker, now):
    note = actions.add_note(referral=referral, text="CANARY\nŵ", by=caseworker, at=now)
    row = Note.objects.get()
    assert open_row(row, Place("note", note.pk)) == {"text": "CANARY\nŵ"} | row.in_clear
    assert b"CANARY" not in bytes(row.sealed) + bytes(row.sealed_key)
    assert (row.by, row.at, row.referral) == (caseworker, now, referral)
    with pytest.raises(CannotOpen):
        open_row(row, Place("attempt", note.pk))


def test_a_note_leaves_an_event_without_a_word_of_it(referral, caseworker, now):
    actions.add_note(referral=referral, text="CANARY", by=caseworker, at=now)
    event = Event.objects.get(kind="note_added")
    assert (event.by, event.detail) == (caseworker.pk, "")


def test_without_keys_nothing_is_kept(referral, caseworker, now, keys):
    (keys / "pins.json").unlink()
    with pytest.raises(KeysMissing):
        actions.add_note(referral=referral, text="CANARY", by=caseworker, at=now)
    assert not Note.objects.exists()
    assert not Event.objects.filter(kind="note_added").exists()


def test_the_note_goes_with_its_event_or_not_at_all(referral, caseworker, now, monkeypatch):
    def broken(self, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(Event, "save", broken)
    with pytest.raises(DatabaseError):
        actions.add_note(referral=referral, text="CANARY", by=caseworker, at=now)
    assert not Note.objects.exists()


def test_opening_is_written_down(referral, caseworker, now):
    actions.open_referral(referral=referral, by=caseworker, at=now)
    event = Event.objects.get(kind="opened")
    assert (event.referral, event.by, event.by_name, event.at) == (
        referral.pk, caseworker.pk, "casey", now,
    )  # fmt: skip
