"""Knowing something again without keeping it: a number that said never, a code that we sent.

Two secrets of 32 bytes, made once and never replaced. ``memory`` is the worker's and locked with
its passphrase: without it nobody can try out which number opted out. ``codes`` is the form's and
the queue's: without it nobody who reads the database can try out codes, or who was referred.
"""

import base64
import hmac
import os
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from referrals_portal.sealing import keyring, passphrase

MEMORY, CODES = "memory.1.private", "codes.1.secret"
SIZE = 32


def digest_of_code(code: str) -> bytes:
    """Return 16 bytes under which a code is kept. Raises `KeysMissing`."""
    return hmac.digest(_codes(settings.KEYS_DIR, keyring.stamp()), code.encode(), "sha256")[:16]


def identity_of(text: str) -> UUID:
    """Return an identity for what was told twice: the same for the same text, and never a guess.

    Raises `KeysMissing`.
    """
    secret = _codes(settings.KEYS_DIR, keyring.stamp())
    return UUID(bytes=hmac.digest(secret, b"identity|" + text.encode(), "sha256")[:16], version=4)


def lasting_digest(text: str) -> bytes:
    """Return 32 bytes by which the worker knows a number or an address again, for ever.

    Raises `KeysMissing`.
    """
    secret = _memory(settings.KEYS_DIR, keyring.stamp(), settings.KEYS_PASSPHRASE)
    return hmac.digest(secret, text.encode(), "sha256")


def new_memory() -> bytes:
    """Return a new secret for `MEMORY`, as its file holds it."""
    return passphrase.lock(os.urandom(SIZE), settings.KEYS_PASSPHRASE, MEMORY)


def new_codes() -> bytes:
    """Return a new secret for `CODES`, as its file holds it."""
    return base64.b64encode(os.urandom(SIZE))


@lru_cache(maxsize=4)
def _codes(folder: Path, stamp: tuple[int, int]) -> bytes:
    secret = keyring.read(folder / CODES)
    if len(secret) != SIZE:
        raise keyring.KeysMissing(f"{CODES} is not one of ours.")
    return secret


@lru_cache(maxsize=4)
def _memory(folder: Path, stamp: tuple[int, int], words: str) -> bytes:
    try:
        locked = (folder / MEMORY).read_bytes()
    except OSError:
        raise keyring.KeysMissing(f"{MEMORY} is not in KEYS_DIR.") from None
    return passphrase.unlock(locked, words, MEMORY)
