"""Opening, which only `intake` and the sending part of `messages` may import."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from referrals_portal.sealing import box, envelope, hybrid, keyring, passphrase, provenance
from referrals_portal.sealing.envelope import Place, Sealed
from referrals_portal.sealing.hybrid import CannotOpen
from referrals_portal.sealing.keyring import KeysMissing

__all__ = ["CannotOpen", "KeysMissing", "can_open", "open_recipient", "open_row", "open_signed"]


def open_row(row: Any, place: Place) -> dict[str, Any]:
    """Open a row with the columns of `models.sealed.SealedRow`.

    Raises `CannotOpen` if it was changed or moved, `KeysMissing` if this process lacks the key.
    """
    sealed = sealed_of(row)
    key = envelope.key_for_intake(sealed, place, private(keyring.INTAKE, sealed.epoch))
    return envelope.unclose(sealed, place, key)


def open_signed(row: Any, place: Place) -> dict[str, Any]:
    """Open a row that the form process signed; `CannotOpen` also when the signature is not its."""
    if not provenance.is_ours(bytes(row.sealed), place, bytes(row.signature)):
        raise CannotOpen
    return open_row(row, place)


def open_recipient(sealed: bytes, where: str, epoch: int) -> dict[str, Any]:
    """Open a message's recipient, in the worker."""
    key = private(keyring.DISPATCH, epoch)
    try:
        return json.loads(box.unpad(hybrid.unwrap(sealed, key, f"{where}|{epoch}")))
    except ValueError:
        raise CannotOpen from None


def can_open() -> bool:
    """Tell whether this process holds the current intake key and its passphrase."""
    try:
        private(keyring.INTAKE, keyring.current_epoch(keyring.INTAKE))
    except KeysMissing:
        return False
    return True


def sealed_of(row: Any) -> Sealed:
    """Return the three sealed columns of a row as bytes."""
    return Sealed(row.epoch, bytes(row.sealed), bytes(row.sealed_key))


def private(name: str, epoch: int) -> hybrid.PrivateKey:
    """Return a private key of this process, unlocked once; raise `KeysMissing`."""
    return _private(settings.KEYS_DIR, settings.KEYS_PASSPHRASE, name, epoch)


@lru_cache(maxsize=32)
def _private(folder: Path, words: str, name: str, epoch: int) -> hybrid.PrivateKey:
    path = folder / f"{name}.{epoch}.private"
    try:
        locked = path.read_bytes()
    except OSError:
        raise KeysMissing(f"{path.name} is not in KEYS_DIR.") from None
    return hybrid.private_key(passphrase.unlock(locked, words, path.name))
