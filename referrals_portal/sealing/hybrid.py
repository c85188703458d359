"""HPKE (RFC 9180) with a hybrid key, safe against being stored now and opened later.

ML-KEM-768 with X25519, HKDF-SHA256, AES-256-GCM. A private key is 96 bytes: the ML-KEM seed (64)
and the X25519 key (32); a public key is 1,216 bytes: ML-KEM's (1,184) and X25519's (32).
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
SEED_BYTES = 64
PRIVATE_BYTES = 96
LATTICE_PUBLIC_BYTES = 1184
PUBLIC_BYTES = 1216

PrivateKey = MLKEM768X25519PrivateKey
PublicKey = MLKEM768X25519PublicKey


class CannotOpen(Exception):
    """The bytes are not what was sealed, or not at this place, or not for this key."""


def generate() -> tuple[bytes, bytes]:
    """Return a new private key and its public key, as bytes."""
    lattice, curve = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    return (
        lattice.private_bytes_raw() + curve.private_bytes_raw(),
        lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw(),
    )


def public_key(data: bytes) -> PublicKey:
    """Read a public key; `ValueError` if it is not one."""
    if len(data) != PUBLIC_BYTES:
        raise ValueError("not a public key")
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(data[:LATTICE_PUBLIC_BYTES]),
        X25519PublicKey.from_public_bytes(data[LATTICE_PUBLIC_BYTES:]),
    )


def private_key(data: bytes) -> PrivateKey:
    """Read a private key; `ValueError` if it is not one."""
    if len(data) != PRIVATE_BYTES:
        raise ValueError("not a private key")
    return MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(data[:SEED_BYTES]),
        X25519PrivateKey.from_private_bytes(data[SEED_BYTES:]),
    )


def public_half(data: bytes) -> bytes:
    """Return the public key's bytes of a private key's bytes."""
    lattice = MLKEM768PrivateKey.from_seed_bytes(data[:SEED_BYTES])
    curve = X25519PrivateKey.from_private_bytes(data[SEED_BYTES:])
    return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def wrap(plaintext: bytes, key: PublicKey, info: str) -> bytes:
    """Seal bytes to a public key, bound to the place that ``info`` names."""
    return SUITE.encrypt(plaintext, key, info=info.encode())


def unwrap(ciphertext: bytes, key: PrivateKey, info: str) -> bytes:
    """Open what :func:`wrap` sealed for this key at this place; raise `CannotOpen` otherwise."""
    try:
        return SUITE.decrypt(ciphertext, key, info=info.encode())
    except (InvalidTag, ValueError):
        raise CannotOpen from None
