"""The restricted compartment: everyone may seal to it, and nothing here opens it but the words.

T-AUTHZ 05: whoever has the staff process, its keys, its passphrase and the database opens nothing.
"""

import json
import re
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from referrals_portal import actions, sealing
from referrals_portal.actions.rewrapping import rewrap_all
from referrals_portal.models import Note, Referral
from referrals_portal.sealing import hybrid, keepers, keyring, lending, opening, passphrase
from referrals_portal.sealing import kit as kits
from referrals_portal.sealing.hybrid import CannotOpen
from tests.intake.making import make_referral, make_user
from tests.machinery.keys import PASSPHRASE, WORDS
from tests.sealing.test_rewrapping import AT

KNOWS = {"staff": {"knows": "yes"}}


def sealed_now(compartment="restricted"):
    place = sealing.Place("note", uuid4(), compartment)
    return sealing.seal({"text": "CANARY"}, place), place


def keys_of(words=WORDS):
    return lending.keys(lending.unlock(words))


def no_words(monkeypatch, value=""):
    monkeypatch.setenv("KEYS_RESTRICTED_PASSPHRASE", value)


class TestKeyIsAbsent:
    """What the staff process has does not open it."""

    def test_the_process_cannot_open_what_it_sealed(self, keys):
        row, place = sealed_now()
        with pytest.raises(opening.Locked):
            opening.open_row(row, place)

    def test_the_words_open_it(self, keys):
        row, place = sealed_now()
        assert opening.open_row(row, place, keys_of()) == {"text": "CANARY"}

    def test_the_standard_key_does_not_open_it_whatever_the_database_says(self, keys):
        row, place = sealed_now()
        elsewhere = sealing.Place(place.kind, place.uuid, "standard")
        with pytest.raises(CannotOpen):
            opening.open_row(row, elsewhere)
        standard = opening.private("intake-standard", 1)
        for lent in (None, {1: standard}):
            with pytest.raises((opening.Locked, CannotOpen)):
                opening.open_row(row, place, lent)
        assert opening.open_row(row, place, keys_of())

    def test_the_passphrase_of_the_process_does_not_unlock_its_file(self, keys, settings):
        with pytest.raises(sealing.KeysMissing):
            opening.private("intake-restricted", 1)
        with pytest.raises(lending.DoesNotUnlock):
            lending.unlock(PASSPHRASE)

    def test_the_words_lie_in_no_file(self, keys):
        secret = lending.unlock(WORDS)[1]
        for path in keys.iterdir():
            assert WORDS.encode() not in path.read_bytes()
            assert secret not in path.read_bytes()

    @pytest.mark.parametrize("compartment", ["", "Restricted", "another", "standard|1"])
    def test_a_compartment_that_there_is_not_opens_nothing(self, keys, compartment):
        row, place = sealed_now()
        with pytest.raises(CannotOpen):
            opening.open_row(row, sealing.Place("note", place.uuid, compartment), keys_of())

    def test_an_epoch_that_there_is_not_is_a_missing_key(self, keys):
        row, place = sealed_now()
        elsewhere = sealing.Sealed(9, row.sealed, row.sealed_key)
        with pytest.raises(sealing.KeysMissing, match=r"restricted\.9\.private") as error:
            opening.open_row(elsewhere, place, keys_of())
        assert not isinstance(error.value, opening.Locked)


class TestWords:
    """The managers' words."""

    @pytest.mark.parametrize(
        "typed", [WORDS, WORDS.upper(), f"  {WORDS} ", WORDS.replace(" ", "\n  ")]
    )
    def test_spaces_and_capitals_make_no_difference(self, keys, typed):
        assert set(lending.unlock(typed)) == {1}

    @pytest.mark.parametrize("typed", [WORDS[:-1], WORDS.replace(" ", ""), "x", "\x00"])
    def test_other_words_unlock_nothing(self, keys, typed):
        with pytest.raises(lending.DoesNotUnlock):
            lending.unlock(typed)

    def test_no_words_unlock_nothing(self, keys):
        with pytest.raises(sealing.KeysMissing):
            lending.unlock("  ")

    def test_six_that_can_be_said_and_are_never_the_same(self):
        made = {lending.new_words() for _ in range(200)}
        assert len(made) == 200
        assert all(re.fullmatch(r"([b-z][aiou][b-z][aiou][b-z] ?){6}", words) for words in made)
        assert all(lending.regular(words) == words for words in made)


class TestLending:
    """Two halves, and neither opens anything alone."""

    @pytest.fixture
    def halves(self, keys):
        return lending.lend(lending.unlock(WORDS), "7|1000.0")

    def test_both_halves_open(self, halves):
        row, place = sealed_now()
        assert opening.open_row(row, place, lending.lent(*halves, "7|1000.0"))

    def test_the_half_in_the_session_holds_no_key(self, halves):
        secret, closed = halves
        key = lending.unlock(WORDS)[1]
        import base64

        assert key not in base64.b64decode(closed)
        assert secret not in closed

    @pytest.mark.parametrize("sitting", ["8|1000.0", "7|1001.0", ""])
    def test_it_is_for_one_sitting_of_one_person(self, halves, sitting):
        assert lending.lent(*halves, sitting) is None

    @given(secret=st.text(), closed=st.text())
    def test_anything_else_opens_nothing_and_breaks_nothing(self, secret, closed):
        assert lending.lent(secret, closed, "7|1000.0") is None

    def test_another_secret_opens_nothing(self, halves):
        other, _ = lending.lend(lending.unlock(WORDS), "7|1000.0")
        assert lending.lent(other, halves[1], "7|1000.0") is None

    def test_a_key_that_was_replaced_meanwhile_is_not_used(self, halves, keys):
        """A recovery starts at epoch 1 again."""
        for path in keys.iterdir():
            path.unlink()
        keepers.create()
        assert lending.lent(*halves, "7|1000.0") == {}
        row, place = sealed_now()
        with pytest.raises(opening.Locked):
            opening.open_row(row, place, {})


class TestMaking:
    """``manage.py keys create``, and installations from before."""

    def test_words_are_printed_once_and_unlock(self, settings, tmp_path, monkeypatch, capsys):
        no_words(monkeypatch)
        settings.KEYS_DIR, settings.KEYS_PASSPHRASE = tmp_path / "keys", "a passphrase"
        call_command("keys", "create")
        out = capsys.readouterr().out
        assert "managers only" in out
        words = out.strip().splitlines()[-1]
        assert len(words.split()) == 6
        row, place = sealed_now()
        assert opening.open_row(row, place, keys_of(words))

    def test_words_of_ones_own_are_not_printed(self, settings, tmp_path, capsys):
        settings.KEYS_DIR, settings.KEYS_PASSPHRASE = tmp_path / "keys", "a passphrase"
        call_command("keys", "create")
        assert WORDS not in capsys.readouterr().out
        assert keys_of()

    @pytest.mark.parametrize(
        "words", ["short", "a passphrase for the process", "A  PASSPHRASE for the process"]
    )
    def test_words_that_protect_nothing_make_no_key(self, settings, tmp_path, monkeypatch, words):
        no_words(monkeypatch, words)
        settings.KEYS_DIR = tmp_path / "keys"
        settings.KEYS_PASSPHRASE = "a passphrase for the process"
        with pytest.raises(CommandError, match="KEYS_RESTRICTED_PASSPHRASE is"):
            call_command("keys", "create")
        assert not settings.KEYS_DIR.exists()

    def test_new_words_end_the_old_ones_and_open_the_same(self, keys, capsys):
        row, place = sealed_now()
        keepers.add_epoch(keyring.RESTRICTED, WORDS)
        call_command("keys", "words")
        words = capsys.readouterr().out.strip().splitlines()[-1]
        assert set(keys_of(words)) == {1, 2}
        assert opening.open_row(row, place, keys_of(words)) == {"text": "CANARY"}
        with pytest.raises(lending.DoesNotUnlock):
            lending.unlock(WORDS)

    @pytest.mark.parametrize("given", ["", "the words of somebody else"])
    def test_new_words_need_the_old_ones(self, keys, monkeypatch, given):
        no_words(monkeypatch, given)
        with pytest.raises(CommandError, match="KEYS_RESTRICTED_PASSPHRASE"):
            call_command("keys", "words")
        assert set(keys_of()) == {1}

    @pytest.fixture
    def older(self, keys):
        """Keys from before there was a second compartment."""
        pins = json.loads((keys / keyring.PINS).read_text())
        del pins["current"]["intake-restricted"], pins["fingerprints"]["intake-restricted.1"]
        (keys / keyring.PINS).write_text(json.dumps(pins))
        for path in keys.glob("intake-restricted.*"):
            path.unlink()
        return keys

    @pytest.mark.django_db
    def test_an_older_installation_says_what_to_run_and_is_completed(
        self, older, monkeypatch, capsys
    ):
        no_words(monkeypatch)
        assert not sealing.can_seal()
        assert opening.can_open(), "the queue still works"
        with pytest.raises(CommandError, match="keys create --if-missing"):
            call_command("keys", "check")
        standard = (older / "intake-standard.1.private").read_bytes()
        call_command("keys", "create", "--if-missing")
        words = capsys.readouterr().out.strip().splitlines()[-1]
        assert sealing.can_seal()
        assert set(keys_of(words)) == {1}
        assert (older / "intake-standard.1.private").read_bytes() == standard
        call_command("keys", "create", "--if-missing")
        assert set(keys_of(words)) == {1}
        call_command("keys", "check")

    @pytest.mark.parametrize(
        ("surface", "held"),
        [
            ("form", {"intake-restricted.1.public"}),
            ("intake", {"intake-restricted.1.public", "intake-restricted.1.private"}),
            ("worker", set()),
        ],
    )
    def test_each_process_gets_what_it_may_hold(self, keys, tmp_path, surface, held):
        keepers.copy(surface, tmp_path / surface)
        assert {p.name for p in (tmp_path / surface).glob("intake-restricted.*")} == held

    @pytest.mark.parametrize("half", ["public", "private"])
    def test_check_misses_either_half(self, keys, half):
        (keys / f"intake-restricted.1.{half}").unlink()
        (keys / keyring.PINS).touch()
        assert any(f"intake-restricted.1.{half}" in fault for fault in keepers.faults())
        assert sealing.can_seal() is (half == "private")

    @pytest.mark.parametrize("harm", ["unlink", "swap"])
    def test_the_form_closes_when_its_public_half_is_not_the_pinned_one(self, keys, harm):
        file = keys / "intake-restricted.1.public"
        if harm == "unlink":
            file.unlink()
        else:
            file.write_bytes((keys / "intake-standard.1.public").read_bytes())
        (keys / keyring.PINS).touch()
        assert not sealing.can_seal()


@pytest.mark.django_db
class TestReplacingKeys:
    """Rotation, a new kit and recovery, with and without the words."""

    @pytest.fixture
    def rows(self, kit):
        by = make_user("manny", "manager")
        for changes in ({}, KNOWS):
            referral = make_referral(**changes)
            actions.add_note(referral=referral, text="CANARY-note", by=by, at=AT)
        return kit

    def epochs(self, words=WORDS):
        """Open everything; return the epochs of the standard rows and of the restricted ones."""
        lent, found = keys_of(words), {"standard": set(), "restricted": set()}
        for row in Referral.objects.all():
            place = sealing.Place("referral", row.pk, row.compartment)
            assert opening.open_signed(row, place, lent)["reference"] == row.reference
            found[row.compartment].add(row.epoch)
        for row in Note.objects.all():
            place = sealing.Place("note", row.pk, row.compartment)
            assert "CANARY" in opening.open_row(row, place, lent)["text"]
            found[row.compartment].add(row.epoch)
        return found["standard"], found["restricted"]

    def test_with_the_words_both_keys_are_rotated(self, rows, keys):
        call_command("keys", "rotate")
        assert self.epochs() == ({2}, {2})
        for path in keys.glob("intake-*.1.private"):
            path.unlink()
        assert self.epochs() == ({2}, {2})

    def test_without_them_the_restricted_rows_stay_and_it_is_said(
        self, rows, keys, monkeypatch, capsys
    ):
        no_words(monkeypatch)
        call_command("keys", "rotate")
        out = capsys.readouterr().out
        assert "2 rows are sealed to the current keys." in out
        assert out.count("2 restricted rows stay as they are") == 1
        assert self.epochs() == ({2}, {1})
        call_command("keys", "check")

    def test_a_rotation_that_was_stopped_is_counted_for_each(self, rows, monkeypatch):
        keepers.add_epoch(keyring.INTAKE)
        keepers.add_epoch(keyring.RESTRICTED, WORDS)
        with pytest.raises(CommandError, match=r"epoch: 2 rows.*and restricted: 2 rows"):
            call_command("keys", "check")
        with monkeypatch.context() as patch:
            no_words(patch)
            call_command("keys", "rewrap")
            assert self.epochs() == ({2}, {1})
            with pytest.raises(CommandError, match="and restricted: 2 rows"):
                call_command("keys", "check")
        call_command("keys", "rewrap")
        assert self.epochs() == ({2}, {2})
        call_command("keys", "check")

    @pytest.mark.parametrize("what", ["rotate", "kit", "rewrap"])
    def test_a_slip_in_the_words_makes_no_key(self, rows, keys, monkeypatch, what):
        no_words(monkeypatch, "the managers' words of a slip")
        before = (keys / keyring.PINS).read_bytes()
        with pytest.raises(CommandError, match="KEYS_RESTRICTED_PASSPHRASE does not unlock"):
            call_command("keys", what)
        assert (keys / keyring.PINS).read_bytes() == before
        assert self.epochs() == ({1}, {1})

    def test_a_new_kit_without_the_words_leaves_the_old_one_needed(
        self, rows, settings, tmp_path, monkeypatch, capsys
    ):
        no_words(monkeypatch)
        call_command("keys", "kit")
        out = capsys.readouterr().out
        assert "keep the older keys and kit until then" in " ".join(out.split())
        old = hybrid.private_key(kits.read(rows))
        row = Referral.objects.get(compartment="restricted")
        assert keepers.opens(row, sealing.Place("referral", row.pk, "restricted"), old)

    @pytest.mark.parametrize("given", [True, False], ids=["words given", "words made"])
    def test_a_recovery_opens_both_and_makes_both_anew(
        self, rows, settings, tmp_path, monkeypatch, capsys, given
    ):
        if not given:
            no_words(monkeypatch)
        settings.KEYS_DIR = tmp_path / "a new machine"
        (tmp_path / "kit.txt").write_text(rows)
        call_command("keys", "recover", str(tmp_path / "kit.txt"))
        out = capsys.readouterr().out
        words = WORDS if given else re.search(r"kept nowhere\.\n\n((?:[a-z]{5} ?){6})\n", out)[1]
        assert self.epochs(words) == ({1}, {1})
        assert keepers.faults() == []

    def test_a_kit_that_opens_only_what_is_restricted_is_a_kit(self, rows, settings, tmp_path):
        Referral.objects.filter(compartment="standard").delete()
        settings.KEYS_DIR = tmp_path / "a new machine"
        (tmp_path / "kit.txt").write_text(rows)
        call_command("keys", "recover", str(tmp_path / "kit.txt"))
        assert self.epochs() == (set(), {1})

    def test_a_recovery_begun_with_other_words_leaves_nothing_for_damaged(
        self, rows, settings, tmp_path, monkeypatch, capsys
    ):
        """It was stopped after everything, and run again without the words that it printed."""
        settings.KEYS_DIR = tmp_path / "a new machine"
        (tmp_path / "kit.txt").write_text(rows)
        no_words(monkeypatch, "the words of the first time")
        call_command("keys", "recover", str(tmp_path / "kit.txt"))
        keepers.add_epoch(keyring.RESTRICTED, WORDS)
        no_words(monkeypatch, WORDS)
        found = rewrap_all(at=AT, lent=keepers.unlock(WORDS))
        assert (found.done, found.closed, found.locked) == (2, [], 2)

    def test_a_damaged_restricted_row_is_named_where_the_words_are_given(self, rows):
        row = Referral.objects.get(compartment="restricted")
        Referral.objects.filter(pk=row.pk).update(sealed_key=bytes(len(row.sealed_key)))
        with pytest.raises(CommandError, match=f"do not open: referral {row.pk}"):
            call_command("keys", "rewrap")


def test_the_file_of_the_restricted_key_is_bound_to_its_name(keys):
    locked = (keys / "intake-restricted.1.private").read_bytes()
    with pytest.raises(sealing.KeysMissing):
        passphrase.unlock(locked, WORDS, "intake-restricted.2.private")
