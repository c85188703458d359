"""What is sealed opens whole, at its place, with its key, and in no other way."""

import json
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referrals_portal import sealing
from referrals_portal.sealing import box, envelope, hybrid, lending, opening, provenance
from referrals_portal.sealing.hybrid import CannotOpen
from tests.machinery.keys import WORDS

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text())
documents = st.dictionaries(
    st.text(), st.recursive(st.text() | st.booleans(), st.lists), max_size=5
)


@given(document=documents)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whatever_is_sealed_opens_the_same(kit, document):
    place = sealing.Place("referral", uuid4())
    assert opening.open_row(sealing.seal(document, place), place) == document


@given(content=st.binary(max_size=9000))
def test_padding_is_undone_and_hides_the_length(content):
    padded = box.pad(content)
    assert box.unpad(padded) == content
    assert len(padded) % box.STEP_BYTES == 0
    assert len(padded) - len(content) < box.STEP_BYTES + 4


def test_one_word_and_two_thousand_characters_look_the_same(kit):
    sizes = {
        len(sealing.seal({"words": words}, sealing.Place("referral", uuid4())).sealed)
        for words in ("x", "x" * 2000)
    }
    assert len(sizes) == 1


def moved_to_another_row(row, place):
    return row, sealing.Place("referral", uuid4())


def read_as_another_kind(row, place):
    return row, sealing.Place("note", place.uuid)


def read_as_another_compartment(row, place):
    return row, sealing.Place("referral", place.uuid, "restricted")


def content_flipped(row, place):
    row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    return row, place


def key_flipped(row, place):
    row.sealed_key = row.sealed_key[:40] + bytes([row.sealed_key[40] ^ 1]) + row.sealed_key[41:]
    return row, place


def truncated(row, place):
    row.sealed = row.sealed[:100]
    return row, place


def emptied(row, place):
    row.sealed, row.sealed_key = b"", b""
    return row, place


def of_a_later_version(row, place):
    row.sealed = b"\x02" + row.sealed[1:]
    return row, place


def columns_swapped(row, place):
    row.sealed, row.sealed_key = row.sealed_key, row.sealed
    return row, place


@pytest.mark.parametrize(
    "change",
    [
        moved_to_another_row,
        read_as_another_kind,
        read_as_another_compartment,
        content_flipped,
        key_flipped,
        truncated,
        emptied,
        of_a_later_version,
        columns_swapped,
    ],
)
def test_anything_out_of_place_does_not_open(kit, change):
    place = sealing.Place("referral", uuid4())
    sealed = sealing.seal({"name": "CANARY"}, place)
    row = SimpleNamespace(epoch=sealed.epoch, sealed=sealed.sealed, sealed_key=sealed.sealed_key)
    with pytest.raises(CannotOpen):
        opening.open_row(*change(row, place), lending.keys(lending.unlock(WORDS)))


def test_an_epoch_cannot_be_swapped(kit):
    from referrals_portal.sealing import keepers, keyring

    place = sealing.Place("referral", uuid4())
    sealed = sealing.seal({}, place)
    keepers.add_epoch(keyring.INTAKE)
    with pytest.raises(CannotOpen):
        opening.open_row(
            SimpleNamespace(epoch=2, sealed=sealed.sealed, sealed_key=sealed.sealed_key), place
        )


def test_a_signature_is_of_one_content_at_one_place(kit):
    place, elsewhere = (sealing.Place("referral", uuid4()) for _ in range(2))
    sealed = sealing.seal({}, place).sealed
    signature = sealing.sign(sealed, place)
    assert provenance.is_ours(sealed, place, signature)
    assert not provenance.is_ours(sealed + b"x", place, signature)
    assert not provenance.is_ours(sealed, elsewhere, signature)
    assert not provenance.is_ours(sealed, place, bytes(64))


def test_no_two_seals_are_alike(kit):
    place = sealing.Place("referral", uuid4())
    seals = [sealing.seal({"same": "thing"}, place) for _ in range(50)]
    assert len({s.sealed for s in seals}) == len({s.sealed_key for s in seals}) == 50


class TestFrozenVectors:
    """Envelopes made in November 2026 must open for ever."""

    def row(self):
        return envelope.Sealed(
            VECTORS["epoch"],
            bytes.fromhex(VECTORS["sealed"]),
            bytes.fromhex(VECTORS["sealed_key"]),
        )

    def place(self):
        return envelope.Place("referral", UUID(VECTORS["uuid"]))

    def test_opens_with_the_intake_key(self):
        intake = hybrid.private_key(bytes.fromhex(VECTORS["intake_private"]))
        key = envelope.key_for_intake(self.row(), self.place(), intake)
        assert envelope.unclose(self.row(), self.place(), key) == VECTORS["content"]

    def test_opens_with_the_recovery_key(self):
        recovery = hybrid.private_key(bytes.fromhex(VECTORS["recovery_private"]))
        key = envelope.key_for_recovery(self.row(), self.place(), recovery)
        assert envelope.unclose(self.row(), self.place(), key) == VECTORS["content"]

    def test_the_restricted_one_opens_with_its_own_key_and_with_the_recovery_key(self):
        few = VECTORS["restricted"]
        place = envelope.Place(few["kind"], UUID(few["uuid"]), "restricted")
        row = envelope.Sealed(
            few["epoch"], bytes.fromhex(few["sealed"]), bytes.fromhex(few["sealed_key"])
        )
        intake = hybrid.private_key(bytes.fromhex(few["intake_private"]))
        recovery = hybrid.private_key(bytes.fromhex(VECTORS["recovery_private"]))
        for key in (
            envelope.key_for_intake(row, place, intake),
            envelope.key_for_recovery(row, place, recovery),
        ):
            assert envelope.unclose(row, place, key) == few["content"]

    def test_a_public_key_follows_from_its_private_key(self):
        private = bytes.fromhex(VECTORS["intake_private"])
        assert hybrid.public_half(private).hex() == VECTORS["intake_public"]
