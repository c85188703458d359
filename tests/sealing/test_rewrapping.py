"""Rotation, a new kit and recovery over a real table: every row opens before and after."""

import re
from dataclasses import asdict
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from referrals_portal import actions, sealing
from referrals_portal.actions import rewrapping
from referrals_portal.models import ContactAttempt, Event, Note, Referral
from referrals_portal.sealing import Place, hybrid, keepers, keyring, opening
from referrals_portal.sealing import kit as kits
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
        uuid = uuid4()
        sealed = sealing.seal({"text": "CANARY"}, Place("attempt", uuid))
        ContactAttempt.objects.create(uuid=uuid, referral=referral, by=by, at=AT, **asdict(sealed))
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
    """Read the last kit off the screen: its two parts end with an empty line each."""
    out = capsys.readouterr().out
    return re.findall(r"FRONT DOOR.*?\n\n.*?\n\n", out, re.DOTALL)[-1]


class Killed(Exception):
    """The machine went off."""


@pytest.fixture
def killed(monkeypatch):
    """Run a command that is killed after its first batch, in which there is one row."""

    def run(*command):
        batches = rewrapping._batches

        def one(model):
            yield next(batches(model))
            raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(rewrapping, "BATCH", 1)
            patch.setattr(rewrapping, "_batches", one)
            with pytest.raises(Killed):
                call_command("keys", *command)

    return run


def damage(model):
    """Change one row's sealed key; return how the commands name the row."""
    row = model.objects.first()
    row.sealed_key = bytes(len(row.sealed_key))
    row.save(update_fields=["sealed_key"])
    return str(row.pk)


def test_rotation_moves_every_row_to_the_new_epoch_and_says_so(rows, keys):
    contents = {bytes(row.sealed) for row in Referral.objects.all()}
    call_command("keys", "rotate")
    assert all_open() == {2}
    assert {bytes(row.sealed) for row in Referral.objects.all()} == contents
    assert Event.objects.filter(kind="rewrapped").count() == 3
    (keys / "intake-standard.1.private").unlink()
    assert all_open() == {2}


def test_a_rotation_that_was_stopped_goes_on(rows, keys, killed):
    killed("rotate")
    assert all_open() == {1, 2}
    with pytest.raises(CommandError, match="older epoch: 8 rows"):
        call_command("keys", "check")
    call_command("keys", "rewrap")
    assert all_open() == {2}
    assert keyring.current_epoch(keyring.INTAKE) == 2
    call_command("keys", "check")
    (keys / "intake-standard.1.private").unlink()
    assert all_open() == {2}


def test_a_new_kit_that_was_stopped_is_known_and_goes_on(rows, killed, settings, tmp_path, capsys):
    killed("kit")
    (tmp_path / "kit.txt").write_text(printed_kit(capsys))
    call_command("keys", "rewrap")
    settings.KEYS_DIR = tmp_path / "a new machine"
    call_command("keys", "recover", str(tmp_path / "kit.txt"))
    assert all_open() == {1}


def test_a_recovery_that_was_stopped_goes_on(rows, killed, settings, tmp_path, capsys):
    settings.KEYS_DIR = tmp_path / "a new machine"
    (tmp_path / "kit.txt").write_text(rows)
    killed("recover", str(tmp_path / "kit.txt"))
    assert printed_kit(capsys)
    call_command("keys", "recover", str(tmp_path / "kit.txt"))
    assert all_open() == {2}
    (tmp_path / "kit2.txt").write_text(printed_kit(capsys))
    settings.KEYS_DIR = tmp_path / "and another"
    call_command("keys", "recover", str(tmp_path / "kit2.txt"))
    assert all_open() == {1}


@pytest.mark.parametrize("model", [Referral, Note, ContactAttempt])
@pytest.mark.parametrize("what", ["rotate", "rewrap", "kit"])
def test_a_damaged_row_is_named_and_holds_up_no_other(rows, model, what):
    row = damage(model)
    with pytest.raises(CommandError, match=rf"do not open: \w+ {row}\.$"):
        call_command("keys", what)
    model.objects.filter(pk=row).delete()
    assert all_open() == {2 if what == "rotate" else 1}


def test_a_damaged_row_holds_up_no_recovery(rows, settings, tmp_path):
    row = damage(Referral)
    settings.KEYS_DIR = tmp_path / "a new machine"
    (tmp_path / "kit.txt").write_text(rows)
    with pytest.raises(CommandError, match=f"do not open: referral {row}"):
        call_command("keys", "recover", str(tmp_path / "kit.txt"))
    Referral.objects.get(pk=row).delete()
    assert all_open() == {1}


def test_a_row_whose_old_key_is_gone_is_named(rows, keys):
    keepers.add_epoch(keyring.INTAKE)
    (keys / "intake-standard.1.private").unlink()
    with pytest.raises(CommandError, match=r"do not open: referral .*, note .*, attempt "):
        call_command("keys", "rewrap")


@pytest.mark.parametrize("stored", [True, False])
def test_a_kit_that_opens_nothing_makes_no_key(rows, settings, tmp_path, stored):
    secret, public = hybrid.generate()
    (tmp_path / "kit.txt").write_text(kits.write(secret, keyring.fingerprint(public)))
    if not stored:
        Referral.objects.all().delete()
    settings.KEYS_DIR = tmp_path / "a new machine"
    with pytest.raises(CommandError, match="no key was made"):
        call_command("keys", "recover", str(tmp_path / "kit.txt"))
    assert not settings.KEYS_DIR.exists()


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
