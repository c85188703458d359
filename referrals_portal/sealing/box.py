"""A box: bytes padded to steps of 4 KiB under a 32-byte key, bound to where they are kept.

Layout: version (1 byte), nonce (12), AES-256-GCM of length (4) + content + zeros. The padding
keeps a long story from showing through its size.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from referrals_portal.sealing.hybrid import CannotOpen

VERSION = b"\x01"
NONCE_BYTES = 12
STEP_BYTES = 4096


def close(content: bytes, key: bytes, where: str) -> bytes:
    """Return the closed box."""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, pad(content), where.encode())


def unclose(box: bytes, key: bytes, where: str) -> bytes:
    """Return the content; raise `CannotOpen` for any other bytes, key or place."""
    if box[:1] != VERSION:
        raise CannotOpen
    nonce, sealed = box[1 : 1 + NONCE_BYTES], box[1 + NONCE_BYTES :]
    try:
        return unpad(AESGCM(key).decrypt(nonce, sealed, where.encode()))
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def pad(content: bytes) -> bytes:
    """Return length, content and zeros, a multiple of 4 KiB long."""
    framed = len(content).to_bytes(4) + content
    return framed + bytes(-len(framed) % STEP_BYTES)


def unpad(padded: bytes) -> bytes:
    """Return the content of :func:`pad`; `ValueError` if the length cannot be right."""
    length = int.from_bytes(padded[:4])
    if length > len(padded) - 4:
        raise ValueError("impossible length")
    return padded[4 : 4 + length]
