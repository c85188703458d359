"""The way back: a key that a person's words derive, and what is sealed to it.

Argon2id makes 96 bytes of the words and a salt, and HKDF binds them to one row, one referral and
one compartment: whoever edits the row cannot make the words open another one's. Only the public
half is stored, so that anyone may put something in and nobody but the person takes it out.
"""

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from referrals_portal.sealing import box, hybrid
from referrals_portal.sealing.hybrid import CannotOpen
from referrals_portal.sealing.words import Kept

VERSION = b"\x01"
KEY_BYTES = SALT_BYTES = 16
COST = {"iterations": 3, "lanes": 1, "memory_kib": 64 * 1024}
"""Of the words. They have 42 bits, and a thief has all the time in the world."""
COST_OF_THE_CODE = {"iterations": 2, "lanes": 1, "memory_kib": 19 * 1024}
"""Of the row's name: a copy of the database does not show cheaply which codes there are."""
DRAFT = "draft"
SEALED_FOR = ("standard", "restricted", DRAFT)
"""What a row can be about: a referral in one of its compartments, or an unfinished form."""

TURN = "way-back.turn"
"""The file in ``VAR`` that is locked while a key is derived: one at a time on one machine."""


class Busy(Exception):
    """Somebody else is at this at this very moment. Nothing was tried.

    Whoever waited would hold a place that other people need, for the exit above all.
    """


@dataclass(frozen=True, slots=True)
class Made:
    """The columns of a new row."""

    key: bytes
    salt: bytes
    public: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What the words opened; ``compartment`` is that of the referral, or `DRAFT`."""

    compartment: str
    content: dict[str, Any]


def make(kept: Kept, referral: str, compartment: str, content: dict[str, Any]) -> Made:
    """Make a way back. ``referral`` is its identity as text, empty for a draft; raises `Busy`."""
    key, salt = key_of(kept.code), os.urandom(SALT_BYTES)
    derived = _derive(kept.words, salt)
    public = hybrid.public_half(_private(derived, _place(key, referral), compartment))
    return Made(key, salt, public, seal(content, key, referral, public))


def seal(content: dict[str, Any], key: bytes, referral: str, public: bytes) -> bytes:
    """Seal a content to a row's public half; `ValueError` if that is none."""
    padded = box.pad(json.dumps(content).encode())
    return VERSION + hybrid.wrap(padded, hybrid.public_key(public), _place(key, referral))


def unclose(kept: Kept, referral: str, made: Made) -> Opened:
    """Open a row with the words; raise `CannotOpen`, or `Busy`.

    It takes the same time for every row, and for `decoy`.
    """
    derived = _derive(kept.words, made.salt)
    place = _place(made.key, referral)
    privates = {each: _private(derived, place, each) for each in SEALED_FOR}
    ours = [each for each in SEALED_FOR if hybrid.public_half(privates[each]) == made.public]
    compartment = ours[0] if ours else SEALED_FOR[0]
    private = hybrid.private_key(privates[compartment])
    try:
        content = json.loads(box.unpad(hybrid.unwrap(made.sealed[1:], private, place)))
    except ValueError:
        raise CannotOpen from None
    if not ours or made.sealed[:1] != VERSION:
        raise CannotOpen
    return Opened(compartment, content)


def key_of(code: str) -> bytes:
    """Return the name of a code's row, 16 bytes; raises `Busy`."""
    return _stretch(code, b"return|v1|code..", KEY_BYTES, COST_OF_THE_CODE)


def guess_key(key: bytes) -> bytes:
    """Return the name under which a code's wrong tries are counted, 16 bytes.

    Our own key goes into it: nobody with a copy of the database can tell which row was tried.
    """
    ours = hashlib.sha256(settings.SECRET_KEY.encode()).digest()
    return hmac.digest(ours, b"return|v1|guesses|" + key, "sha256")[:KEY_BYTES]


@cache
def decoy() -> Made:
    """Return a row that no words open, in the place of one that there is not."""
    _, public = hybrid.generate()
    key, salt = os.urandom(KEY_BYTES), os.urandom(SALT_BYTES)
    return Made(key, salt, public, seal({}, key, "", public))


def _derive(words: tuple[str, ...], salt: bytes) -> bytes:
    return _stretch(" ".join(words), salt, hybrid.PRIVATE_BYTES, COST)


def _stretch(text: str, salt: bytes, length: int, cost: dict[str, int]) -> bytes:
    with _a_turn():
        return Argon2id(
            salt=salt,
            length=length,
            iterations=cost["iterations"],
            lanes=cost["lanes"],
            memory_cost=cost["memory_kib"],
        ).derive(text.encode())


def _private(derived: bytes, place: str, compartment: str) -> bytes:
    info = f"{place}|{compartment}".encode()
    hkdf = HKDF(algorithm=hashes.SHA256(), length=hybrid.PRIVATE_BYTES, salt=None, info=info)
    return hkdf.derive(derived)


def _place(key: bytes, referral: str) -> str:
    return f"return|v1|{key.hex()}|{referral or DRAFT}"


@contextmanager
def _a_turn() -> Iterator[None]:
    with (settings.VAR / TURN).open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield
