"""The key that words derive: only they open what is sealed to it, and only in its place."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from referrals_portal.sealing import returning
from referrals_portal.sealing.hybrid import CannotOpen
from referrals_portal.sealing.returning import Busy, Made, Opened
from referrals_portal.sealing.words import Kept

FROZEN = json.loads((Path(__file__).parent / "way_back.json").read_text())
MINE = Kept(FROZEN["code"], tuple(FROZEN["words"]))
REFERRAL = FROZEN["referral"]
ROW = Made(*(bytes.fromhex(FROZEN[name]) for name in ("key", "salt", "public", "sealed")))


def test_what_was_ever_given_out_opens_for_ever(dear):
    assert returning.key_of(MINE.code) == ROW.key
    assert returning.unclose(MINE, REFERRAL, ROW) == Opened("standard", FROZEN["content"])
    assert ROW.sealed[:1] == returning.VERSION


@pytest.mark.parametrize("compartment", returning.SEALED_FOR)
def test_words_open_what_is_sealed_to_them_and_tell_where_it_belongs(compartment):
    mine = Kept.new()
    row = returning.make(mine, REFERRAL, compartment, {"standing": "received"})
    assert returning.unclose(mine, REFERRAL, row) == Opened(compartment, {"standing": "received"})
    new = returning.seal({"standing": "trying"}, row.key, REFERRAL, row.public)
    opened = returning.unclose(mine, REFERRAL, replace(row, sealed=new))
    assert opened.content == {"standing": "trying"}
    assert len(new) == len(row.sealed)


def test_other_words_open_nothing():
    mine = Kept.new()
    row = returning.make(mine, REFERRAL, "standard", {})
    for other in (
        Kept(mine.code, (*mine.words[:3], "zoo" if mine.words[3] != "zoo" else "zone")),
        Kept(mine.code, mine.words[::-1] if mine.words != mine.words[::-1] else ("zoo",) * 4),
    ):
        with pytest.raises(CannotOpen):
            returning.unclose(other, REFERRAL, row)


def test_whoever_writes_in_the_database_cannot_lead_the_words_elsewhere():
    """Another referral, another code's row, another salt, another key, another version."""
    mine, other = Kept.new(), Kept.new()
    row = returning.make(mine, REFERRAL, "standard", {})
    theirs = returning.make(other, "another", "standard", {})
    forged = returning.seal({}, theirs.key, REFERRAL, theirs.public)
    for referral, changed in (
        ("another", row),
        ("another", replace(row, sealed=returning.seal({}, row.key, "another", row.public))),
        (REFERRAL, replace(row, key=theirs.key)),
        (REFERRAL, replace(row, salt=theirs.salt)),
        (REFERRAL, replace(row, public=theirs.public)),
        (REFERRAL, replace(row, public=theirs.public, sealed=forged)),
        (REFERRAL, replace(row, sealed=theirs.sealed)),
        (REFERRAL, replace(row, sealed=b"\x02" + row.sealed[1:])),
        (REFERRAL, replace(row, sealed=row.sealed[:-1])),
        (REFERRAL, replace(row, sealed=b"")),
    ):
        with pytest.raises(CannotOpen):
            returning.unclose(mine, referral, changed)


def test_the_decoy_opens_for_nobody():
    with pytest.raises(CannotOpen):
        returning.unclose(Kept.new(), "", returning.decoy())


def test_a_public_half_that_is_none_is_an_error_of_values():
    with pytest.raises(ValueError, match="public key"):
        returning.seal({}, ROW.key, REFERRAL, b"x")


def test_only_one_takes_the_memory_and_nobody_waits_for_it():
    with returning._a_turn(), pytest.raises(Busy):
        returning.key_of("1234567890")
    assert returning.key_of("1234567890")
