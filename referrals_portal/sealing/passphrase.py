"""A private key in a file, locked with a passphrase: Argon2id, then AES-256-GCM.

The passphrase is ``KEYS_PASSPHRASE``, or for the restricted compartment the managers' words.
"""

import base64
import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from referrals_portal.sealing.keyring import KeysMissing

COST = {"iterations": 3, "lanes": 1, "memory_kib": 32 * 1024}


class DoesNotUnlock(KeysMissing):
    """The passphrase is not the one with which the file was locked."""


def lock(private: bytes, words: str, name: str, setting: str = "KEYS_PASSPHRASE") -> bytes:
    """Return the content of the file ``name``; raise `KeysMissing` without a passphrase."""
    if not words:
        raise KeysMissing(f"{setting} is not set; the keys would lie open.")
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_key(words, salt, COST)).encrypt(nonce, private, name.encode())
    fields = {"salt": salt, "nonce": nonce, "sealed": sealed}
    text = {key: base64.b64encode(value).decode() for key, value in fields.items()}
    return json.dumps({"v": 1, "kdf": "argon2id", **COST, **text}, indent=1).encode() + b"\n"


def unlock(locked: bytes, words: str, name: str, setting: str = "KEYS_PASSPHRASE") -> bytes:
    """Return the private key; raise `DoesNotUnlock`, or `KeysMissing` if the file is wrong."""
    if not words:
        raise KeysMissing(f"{setting} is not set, so no private key can be unlocked.")
    try:
        data = json.loads(locked)
        salt, nonce, sealed = (base64.b64decode(data[key]) for key in ("salt", "nonce", "sealed"))
        return AESGCM(_key(words, salt, data)).decrypt(nonce, sealed, name.encode())
    except InvalidTag:
        raise DoesNotUnlock(f"{setting} does not unlock {name}.") from None
    except (ValueError, KeyError, TypeError):
        raise KeysMissing(f"{name} cannot be read.") from None


def _key(words: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return Argon2id(
        salt=salt,
        length=32,
        iterations=cost["iterations"],
        lanes=cost["lanes"],
        memory_cost=cost["memory_kib"],
    ).derive(words.encode())
