"""Who wrote it: the form process signs what it seals, and opening checks that (Ed25519)."""

from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from django.conf import settings

from referrals_portal.sealing import keyring
from referrals_portal.sealing.envelope import Place

_PREFIX = b"front-door|provenance|v1|"


def sign(sealed: bytes, place: Place) -> bytes:
    """Sign a sealed content at its place; raise `KeysMissing` if this process has no such key."""
    return signing_key().sign(_PREFIX + place.content.encode() + b"|" + sealed)


def is_ours(sealed: bytes, place: Place, signature: bytes) -> bool:
    """Tell whether the form process signed exactly this at exactly this place.

    It takes the public half alone. Raises `KeysMissing`.
    """
    data = keyring.pinned(
        keyring.PROVENANCE, 1, keyring.read(settings.KEYS_DIR / "provenance.1.public")
    )
    try:
        Ed25519PublicKey.from_public_bytes(data).verify(
            signature, _PREFIX + place.content.encode() + b"|" + sealed
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def signing_key() -> Ed25519PrivateKey:
    """Return the form process's own key; raise `KeysMissing`."""
    epoch = keyring.current_epoch(keyring.PROVENANCE)
    return _signing_key(settings.KEYS_DIR, keyring.stamp(), epoch)


@lru_cache(maxsize=4)
def _signing_key(folder: Path, stamp: tuple[int, int], epoch: int) -> Ed25519PrivateKey:
    data = keyring.read(folder / f"provenance.{epoch}.private")
    try:
        key = Ed25519PrivateKey.from_private_bytes(data)
    except ValueError:
        raise keyring.KeysMissing("provenance.private is not a private key.") from None
    keyring.pinned(keyring.PROVENANCE, epoch, key.public_key().public_bytes_raw())
    return key


def generate() -> tuple[bytes, bytes]:
    """Return a new private key and its public key, as bytes."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()
