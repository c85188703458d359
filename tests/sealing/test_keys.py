"""Keys: pinned, locked, rotated, copied, recovered; and closed doors when anything is wrong."""

import json
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from referrals_portal import sealing
from referrals_portal.sealing import (
    hybrid,
    keepers,
    keyring,
    opening,
    passphrase,
    provenance,
    returning,
)
from referrals_portal.sealing import kit as kits


def sealed_now():
    place = sealing.Place("note", uuid4())
    return sealing.seal({"text": "CANARY"}, place), place


def test_a_new_installation_can_seal_and_open(kit):
    assert sealing.can_seal()
    assert opening.can_open()
    assert keepers.faults() == []


def test_private_halves_lie_locked_and_unreadable_to_others(kit, settings):
    for path in settings.KEYS_DIR.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name
    locked = json.loads((settings.KEYS_DIR / "intake-standard.1.private").read_text())
    assert locked["kdf"] == "argon2id"


def test_whoever_guesses_the_passphrase_pays_for_each_guess(dear):
    """No less than OWASP asks of Argon2id: the tests' own locks are cheap, and must not be."""
    locked = passphrase.lock(b"a key", "words", "a.1.private")
    cost = json.loads(locked)
    assert cost["iterations"] >= 2
    assert cost["memory_kib"] >= 19 * 1024
    assert passphrase.unlock(locked, "words", "a.1.private") == b"a key"


def test_whoever_guesses_the_way_back_pays_for_each_guess(dear):
    for cost in (returning.COST, returning.COST_OF_THE_CODE):
        assert cost["iterations"] >= 2
        assert cost["memory_kib"] >= 19 * 1024


def test_the_kit_is_kept_nowhere(kit, settings):
    secret = kits.read(kit)
    for path in settings.KEYS_DIR.iterdir():
        assert secret not in path.read_bytes()
    assert not list(settings.KEYS_DIR.glob("recovery*.private"))


def remove_pins(folder):
    (folder / keyring.PINS).unlink()


def garble_pins(folder):
    (folder / keyring.PINS).write_text("not json")


def remove_intake(folder):
    (folder / "intake-standard.1.public").unlink()


def swap_intake(folder):
    """An attacker's key in place of ours."""
    import base64

    (folder / "intake-standard.1.public").write_bytes(base64.b64encode(hybrid.generate()[1]))


def garble_recovery(folder):
    (folder / "recovery.1.public").write_text("@@@")


def remove_provenance(folder):
    (folder / "provenance.1.private").unlink()


@pytest.mark.parametrize(
    "harm",
    [remove_pins, garble_pins, remove_intake, swap_intake, garble_recovery, remove_provenance],
)
def test_the_form_closes_when_a_key_is_not_the_pinned_one(kit, settings, harm):
    harm(settings.KEYS_DIR)
    pins = settings.KEYS_DIR / keyring.PINS
    if pins.exists():
        pins.touch()
    assert not sealing.can_seal()
    assert keepers.faults()


def test_a_wrong_passphrase_opens_nothing(kit, settings):
    settings.KEYS_PASSPHRASE = "another"
    assert sealing.can_seal()
    assert not opening.can_open()


def test_without_a_passphrase_no_keys_are_made(settings, tmp_path):
    settings.KEYS_DIR, settings.KEYS_PASSPHRASE = tmp_path, ""
    with pytest.raises(sealing.KeysMissing):
        keepers.create()


def test_keys_are_never_made_twice(kit):
    with pytest.raises(FileExistsError):
        keepers.create()


def test_rotation_seals_to_a_new_epoch_and_old_rows_still_open(kit):
    old, place = sealed_now()
    keepers.add_epoch(keyring.INTAKE)
    new, _ = sealed_now()
    assert (old.epoch, new.epoch) == (1, 2)
    assert opening.open_row(old, place) == {"text": "CANARY"}
    again = keepers.rewrap(old, place)
    assert again.epoch == 2
    assert again.sealed == old.sealed
    assert opening.open_row(again, place) == {"text": "CANARY"}


def test_the_kit_alone_opens_what_the_lost_keys_sealed(kit, settings, tmp_path):
    row, place = sealed_now()
    settings.KEYS_DIR = tmp_path / "new keys"
    keepers.create()
    again = keepers.rewrap(row, place, hybrid.private_key(kits.read(kit)))
    assert opening.open_row(again, place) == {"text": "CANARY"}


def test_a_running_process_takes_up_new_keys_of_the_same_name(kit, settings):
    """A recovery starts at epoch 1 again."""
    row, place = sealed_now()
    assert opening.open_row(row, place)
    assert provenance.is_ours(row.sealed, place, sealing.sign(row.sealed, place))
    for path in settings.KEYS_DIR.iterdir():
        path.unlink()
    keepers.create()
    row, place = sealed_now()
    assert row.epoch == 1
    assert opening.open_row(row, place) == {"text": "CANARY"}
    assert provenance.is_ours(row.sealed, place, sealing.sign(row.sealed, place))


@pytest.mark.parametrize("surface", sorted(keepers.MAY_HOLD))
def test_pins_are_copied_last_because_running_processes_wait_for_them(kit, tmp_path, surface):
    assert keepers.copy(surface, tmp_path / surface)[-1] == keyring.PINS


def test_a_recovery_over_what_is_left_completes_it(kit, settings):
    """The making of keys was stopped after the first pin, or a folder outlived its passphrase."""
    pins = settings.KEYS_DIR / keyring.PINS
    first = json.loads(pins.read_text())
    pins.write_text(
        json.dumps(
            {
                "current": {"provenance": 1},
                "fingerprints": {"provenance.1": first["fingerprints"]["provenance.1"]},
            }
        )
    )
    assert not sealing.can_seal()
    keepers.renew()
    assert keepers.faults() == []


@pytest.mark.parametrize("make", [keepers.create, keepers.renew])
def test_no_key_is_made_that_lies_open(keys, settings, make):
    settings.KEYS_PASSPHRASE = ""
    before = sorted(keys.iterdir())
    with pytest.raises((sealing.KeysMissing, FileExistsError)):
        make()
    assert sorted(keys.iterdir()) == before


@pytest.mark.parametrize(
    ("surface", "can_seal", "can_open"),
    [("form", True, False), ("intake", False, True), ("worker", False, False)],
)
def test_each_process_gets_only_its_own_keys(kit, settings, tmp_path, surface, can_seal, can_open):
    keepers.copy(surface, tmp_path / surface)
    settings.KEYS_DIR = tmp_path / surface
    assert sealing.can_seal() is can_seal
    assert opening.can_open() is can_open
    names = {path.name for path in settings.KEYS_DIR.iterdir()}
    if surface == "form":
        assert {name for name in names if name.endswith(".private")} == {"provenance.1.private"}
    # Every process that acts on what the form wrote can tell that the form wrote it.
    assert "provenance.1.public" in names


def test_a_misread_letter_of_the_kit_is_found_on_its_line(kit):
    lines = kit.splitlines()
    letter = lines[4][0]
    lines[4] = ("A" if letter != "A" else "B") + lines[4][1:]
    with pytest.raises(kits.KitError, match="Line 2"):
        kits.read("\n".join(lines))


@pytest.mark.parametrize("text", ["", "hello", "AAAA BBBB"])
def test_anything_else_is_not_a_kit(text):
    with pytest.raises(kits.KitError):
        kits.read(text)


class TestCommand:
    """``manage.py keys``."""

    def test_lists_fingerprints_and_never_a_private_half(self, kit, capsys):
        call_command("keys", "list", "--json")
        rows = json.loads(capsys.readouterr().out)
        assert {row["key"] for row in rows} == {
            "intake-standard.1", "intake-restricted.1", "dispatch.1", "recovery.1",
            "provenance.1",
        }  # fmt: skip
        assert all(len(row["fingerprint"]) == 64 for row in rows)

    @pytest.mark.django_db
    def test_check_says_what_is_wrong_in_a_sentence(self, kit, settings):
        remove_intake(settings.KEYS_DIR)
        with pytest.raises(CommandError, match=r"intake-standard\.1\.public"):
            call_command("keys", "check")

    @pytest.mark.django_db
    @pytest.mark.parametrize("what", ["rotate", "kit", "rewrap"])
    def test_a_slip_in_the_passphrase_makes_no_key(self, kit, keys, settings, what):
        settings.KEYS_PASSPHRASE = "a slip"
        before = (keys / keyring.PINS).read_bytes()
        with pytest.raises(CommandError, match="does not unlock"):
            call_command("keys", what)
        assert (keys / keyring.PINS).read_bytes() == before

    def test_no_kit_is_lost_because_its_file_cannot_be_written(self, settings, tmp_path):
        settings.KEYS_DIR, settings.KEYS_PASSPHRASE = tmp_path / "keys", "words"
        with pytest.raises(CommandError):
            call_command("keys", "create", "--kit", str(tmp_path / "nowhere" / "kit.txt"))
        assert not settings.KEYS_DIR.exists()

    def test_create_if_missing_changes_nothing_when_there_are_keys(self, kit, settings):
        before = (settings.KEYS_DIR / keyring.PINS).read_bytes()
        call_command("keys", "create", "--if-missing")
        assert (settings.KEYS_DIR / keyring.PINS).read_bytes() == before
