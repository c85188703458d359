"""Rotation, a new kit and recovery over a real table: every row opens before and after."""

import re
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from referrals_portal import actions
from referrals_portal.models import ContactAttempt, Event, Note, Referral
from referrals_portal.sealing import Place, keyring, opening
from tests.intake.making import make_referral, make_user

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)


@pytest.fixture
def rows(kit):
    """A few referrals with a note and an attempt each; returns the old kit's text."""
    by = make_user("casey", "caseworker")
    for _ in range(3):
        referral = make_referral()
        actions.add_note(referral=referral, text="CANARY-note", by=by, at=AT)
        actions.record_attempt(
            referral=referral, channel="call", result="no_answer", text="CANARY", by=by, at=AT
        )
    return kit


def all_open():
    """Open everything there is; return the epochs it is sealed to."""
    epochs = set()
    for row in Referral.objects.all():
        assert opening.open_signed(row, Place("referral", row.uuid))["reference"] == row.reference
        epochs.add(row.epoch)
    for model, kind in ((Note, "note"), (ContactAttempt, "attempt")):
        for row in model.objects.all():
            assert "CANARY" in opening.open_row(row, Place(kind, row.uuid))["text"]
            epochs.add(row.epoch)
    return epochs


def printed_kit(capsys):
    out = capsys.readouterr().out
    return out[out.index("FRONT DOOR") :]


def test_rotation_moves_every_row_to_the_new_epoch_and_says_so(rows, keys):
    contents = {bytes(row.sealed) for row in Referral.objects.all()}
    call_command("keys", "rotate")
    assert all_open() == {2}
    assert {bytes(row.sealed) for row in Referral.objects.all()} == contents
    assert Event.objects.filter(kind="rewrapped").count() == 3
    (keys / "intake-standard.1.private").unlink()
    assert all_open() == {2}


def test_a_rotation_that_was_stopped_goes_on(rows):
    call_command("keys", "rotate")
    call_command("keys", "rotate")
    assert all_open() == {3}


def test_lost_keys_are_not_lost_referrals(rows, settings, tmp_path, capsys):
    settings.KEYS_DIR = tmp_path / "a new machine"
    (tmp_path / "kit.txt").write_text(rows)
    call_command("keys", "recover", str(tmp_path / "kit.txt"))
    assert all_open() == {1}
    second = printed_kit(capsys)
    assert second.split() != rows.split()
    settings.KEYS_DIR = tmp_path / "and another"
    (tmp_path / "kit2.txt").write_text(second)
    call_command("keys", "recover", str(tmp_path / "kit2.txt"))
    assert all_open() == {1}


def test_a_new_kit_ends_the_old_one(rows, settings, tmp_path, capsys):
    call_command("keys", "kit")
    (tmp_path / "new.txt").write_text(printed_kit(capsys))
    (tmp_path / "old.txt").write_text(rows)
    settings.KEYS_DIR = tmp_path / "a new machine"
    with pytest.raises(CommandError, match="does not open"):
        call_command("keys", "recover", str(tmp_path / "old.txt"))
    settings.KEYS_DIR = tmp_path / "another new machine"
    call_command("keys", "recover", str(tmp_path / "new.txt"))
    assert all_open() == {1}


@pytest.mark.parametrize("text", [None, "not a kit", "FRONT DOOR RECOVERY KIT 1\nAAAA AAAA"])
def test_what_is_no_kit_is_one_sentence_and_changes_nothing(rows, tmp_path, text):
    path = tmp_path / "kit.txt"
    if text is not None:
        path.write_text(text)
    with pytest.raises(CommandError) as error:
        call_command("keys", "recover", str(path))
    assert len(str(error.value).splitlines()) == 1
    assert all_open() == {1}
    assert keyring.current_epoch(keyring.INTAKE) == 1


def test_the_kit_may_be_written_to_a_file_that_others_cannot_read(settings, tmp_path, capsys):
    settings.KEYS_DIR, settings.KEYS_PASSPHRASE = tmp_path / "keys", "words"
    call_command("keys", "create", "--kit", str(tmp_path / "kit.txt"))
    assert re.match("FRONT DOOR", (tmp_path / "kit.txt").read_text())
    assert (tmp_path / "kit.txt").stat().st_mode & 0o077 == 0
    assert capsys.readouterr().out == ""
