"""Opening, which only `intake` and the sending part of `messages` may import."""

import hmac
import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from referrals_portal.sealing import box, envelope, hybrid, keyring, passphrase, provenance
from referrals_portal.sealing.envelope import Place, Sealed
from referrals_portal.sealing.hybrid import CannotOpen
from referrals_portal.sealing.keyring import KeysMissing

__all__ = [
    "CannotOpen",
    "KeysMissing",
    "Lent",
    "Locked",
    "can_open",
    "daily_digest",
    "open_recipient",
    "open_row",
    "open_signed",
]


Lent = Mapping[int, hybrid.PrivateKey]
"""The restricted compartment's private keys by epoch: lent by a caller, never this process's."""


class Locked(KeysMissing):
    """The row is in the restricted compartment, and the caller was lent no key that opens it."""


def open_row(row: Any, place: Place, lent: Lent | None = None) -> dict[str, Any]:
    """Open a row with the columns of `models.sealed.SealedRow`.

    Raises `CannotOpen` if it was changed or moved, `KeysMissing` if this process lacks the key,
    and `Locked` for a restricted row unless ``lent`` has its key.
    """
    sealed = sealed_of(row)
    key = envelope.key_for_intake(sealed, place, intake_key(place, sealed.epoch, lent))
    return envelope.unclose(sealed, place, key)


def open_signed(row: Any, place: Place, lent: Lent | None = None) -> dict[str, Any]:
    """Open a row that the form process signed; `CannotOpen` also when the signature is not its."""
    if not provenance.is_ours(bytes(row.sealed), place, bytes(row.signature)):
        raise CannotOpen
    return open_row(row, place, lent)


def intake_key(place: Place, epoch: int, lent: Lent | None = None) -> hybrid.PrivateKey:
    """Return the private key that opens a place: this process's, or for restricted the lent one.

    Raises `CannotOpen` for a compartment that there is not; `KeysMissing` and `Locked`.
    """
    name = keyring.INTAKE_KEYS.get(place.compartment)
    if name is None:
        raise CannotOpen
    if name != keyring.RESTRICTED:
        return private(name, epoch)
    if lent is not None and epoch in lent:
        return lent[epoch]
    file = f"{name}.{epoch}.private"
    if (settings.KEYS_DIR / file).exists():
        raise Locked(f"{file} is locked with the managers' words.")
    raise KeysMissing(f"{file} is not in KEYS_DIR.")


def open_recipient(sealed: bytes, where: str, epoch: int) -> dict[str, Any]:
    """Open a message's recipient, in the worker."""
    key = private(keyring.DISPATCH, epoch)
    try:
        return json.loads(box.unpad(hybrid.unwrap(sealed, key, f"{where}|{epoch}")))
    except ValueError:
        raise CannotOpen from None


def daily_digest(text: str, day: date) -> bytes:
    """Return 32 bytes by which workers know a text again on the same day, and on no other.

    HMAC-SHA256 under a key that HKDF derives from the day and the current dispatch key; without
    that key nobody can try out which number it is. A new epoch changes it. Raises `KeysMissing`.
    """
    secret = _unlocked(
        settings.KEYS_DIR,
        keyring.stamp(),
        settings.KEYS_PASSPHRASE,
        keyring.DISPATCH,
        keyring.current_epoch(keyring.DISPATCH),
    )
    info = f"dispatch|v1|day|{day.isoformat()}".encode()
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(secret)
    return hmac.digest(key, text.encode(), "sha256")


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
    return _private(settings.KEYS_DIR, keyring.stamp(), settings.KEYS_PASSPHRASE, name, epoch)


@lru_cache(maxsize=32)
def _private(
    folder: Path, stamp: tuple[int, int], words: str, name: str, epoch: int
) -> hybrid.PrivateKey:
    return hybrid.private_key(_unlocked(folder, stamp, words, name, epoch))


@lru_cache(maxsize=32)
def _unlocked(folder: Path, stamp: tuple[int, int], words: str, name: str, epoch: int) -> bytes:
    path = folder / f"{name}.{epoch}.private"
    try:
        locked = path.read_bytes()
    except OSError:
        raise KeysMissing(f"{path.name} is not in KEYS_DIR.") from None
    return passphrase.unlock(locked, words, path.name)
