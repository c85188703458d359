"""What was changed, moved or forged since it was sealed is not shown, and says so."""

import logging
from datetime import UTC, datetime

import pytest

from referrals_portal import actions
from referrals_portal.models import ContactAttempt, Note, Referral
from referrals_portal.sealing import keepers
from tests.intake.making import ANSWERS, SAFE, kinds, make_referral

CANARIES = ("Ffion", "07700", "ffion@example.org", "invented story", "A woman to talk to")


def get(client, row):
    return client.get(f"/intake/referral/{row.pk}/")


def _flip(name, place=-1):
    def harm(row):
        data = bytearray(getattr(row, name))
        data[place] ^= 1
        setattr(row, name, bytes(data))

    return harm


def _cut(name, length):
    def harm(row):
        setattr(row, name, bytes(getattr(row, name))[:length])

    return harm


def _other(*names):
    def harm(row):
        other = make_referral(name={"name": "Somebody Else", "age_band": "18_59"})
        for name in names:
            setattr(row, name, getattr(other, name))
        if "reference" in names:
            Referral.objects.filter(pk=other.pk).update(reference="AAAA-AAAA")

    return harm


def _epoch(row):
    keepers.add_epoch("intake-standard")
    row.epoch = 2


def _empty(row):
    row.sealed = row.sealed_key = row.signature = b""


TAMPERED = {
    "a bit of the content": _flip("sealed"),
    "a bit of its key": _flip("sealed_key", 200),
    "the length of its key": _flip("sealed_key", 2),
    "the version of its key": _flip("sealed_key", 0),
    "a bit of the signature": _flip("signature"),
    "the content cut short": _cut("sealed", 500),
    "the key cut short": _cut("sealed_key", 500),
    "no signature": lambda row: setattr(row, "signature", b""),
    "another's content": _other("sealed"),
    "another's content and key": _other("sealed", "sealed_key"),
    "another's everything": _other("sealed", "sealed_key", "signature"),
    "another's key": _other("sealed_key"),
    "another's reference": _other("reference"),
    "another epoch": _epoch,
    "nothing at all": _empty,
}


@pytest.mark.parametrize("harm", TAMPERED.values(), ids=TAMPERED.keys())
def test_what_was_tampered_with_is_not_shown(harm, at_work, referral, caplog):
    harm(referral)
    referral.save()
    with caplog.at_level(logging.ERROR, "front_door.intake"):
        answer = get(at_work, referral)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This cannot be opened here" in page
    assert "Somebody Else" not in page
    assert not any(canary in page for canary in CANARIES)
    assert [record.name for record in caplog.records] == ["front_door.intake"]
    assert not any(canary in caplog.text for canary in CANARIES)
    assert "opened" not in kinds(referral)


def test_a_referral_that_the_form_did_not_sign_is_not_shown(at_work, referral, keys):
    """Whoever holds public keys and the database can seal, but cannot sign."""
    from dataclasses import asdict

    from referrals_portal.sealing import Place, seal

    forged = seal(
        {"reference": referral.reference, "answers": ANSWERS}, Place("referral", referral.pk)
    )
    Referral.objects.filter(pk=referral.pk).update(**asdict(forged))
    assert get(at_work, referral).status_code == 409


@pytest.mark.parametrize(
    "missing", ["intake-standard.1.private", "provenance.1.public", "pins.json"]
)
def test_a_missing_key_is_a_page_of_its_own(at_work, referral, keys, missing):
    (keys / missing).unlink()
    answer = get(at_work, referral)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "A key is missing here" in page
    assert referral.reference in page
    assert not any(canary in page for canary in CANARIES)
    assert "opened" not in kinds(referral)


def test_a_wrong_passphrase_is_a_missing_key(at_work, referral, settings):
    settings.KEYS_PASSPHRASE = "not the passphrase"
    assert get(at_work, referral).status_code == 503


def test_what_was_sealed_before_a_rotation_still_opens(at_work, referral, keys):
    keepers.add_epoch("intake-standard")
    assert get(at_work, referral).status_code == 200
    assert get(at_work, make_referral()).status_code == 200


@pytest.mark.parametrize("column", ["referral", "by", "at"])
def test_a_note_cannot_be_given_to_another_person_author_or_time(
    at_work, referral, caseworker, manager, column
):
    now = datetime(2026, 11, 20, tzinfo=UTC)
    actions.add_note(referral=referral, text="CANARY", by=caseworker, at=now)
    other = make_referral()
    forged = {"referral": other, "by": manager, "at": datetime(2026, 11, 19, tzinfo=UTC)}
    Note.objects.update(**{column: forged[column]})
    page = get(at_work, other if column == "referral" else referral).content.decode()
    assert "that cannot be opened here" in page
    assert "CANARY" not in page


@pytest.mark.parametrize("model", [Note, ContactAttempt])
def test_a_note_that_does_not_open_hides_nothing_else(at_work, referral, caseworker, model, caplog):
    now = datetime(2026, 11, 20, tzinfo=UTC)
    actions.add_note(referral=referral, text="CANARY", by=caseworker, at=now)
    actions.record_attempt(
        referral=referral, safe=SAFE, channel="call", result="no_answer", text="CANARY",
        by=caseworker, at=now,
    )  # fmt: skip
    row = model.objects.get()
    row.sealed = bytes(row.sealed)[:-1] + bytes([row.sealed[-1] ^ 1])
    row.save()
    answer = get(at_work, referral)
    assert answer.status_code == 200
    assert "that cannot be opened here" in answer.content.decode()
    assert answer.content.decode().count("CANARY") == 1
    assert "CANARY" not in caplog.text
