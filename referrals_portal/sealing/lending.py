"""The restricted compartment's key: locked with words of its own, lent to one sitting at a time.

No process can unlock it by itself. A manager's words do, and what they unlock is kept in two
halves: a secret for the browser's cookie, and a box under that secret for the session's row.
Neither half opens anything without the other.
"""

import base64
import json
import os
import secrets
from contextlib import suppress

from django.conf import settings

from referrals_portal.sealing import box, hybrid, keyring, passphrase
from referrals_portal.sealing.hybrid import CannotOpen
from referrals_portal.sealing.keyring import KeysMissing
from referrals_portal.sealing.opening import Lent
from referrals_portal.sealing.passphrase import DoesNotUnlock

__all__ = ["DoesNotUnlock", "KeysMissing", "keys", "lend", "lent", "new_words", "regular", "unlock"]

SETTING = "KEYS_RESTRICTED_PASSPHRASE"
WORDS = 6
SHORTEST = 15  # characters of words that somebody chose
_SECRET_BYTES = 32
_CONSONANTS, _VOWELS = "bdfghjklmnprstvz", "aiou"


def new_words() -> str:
    """Make six random words that can be said aloud, of 16 bits each (arXiv:0901.4016)."""
    pattern = (_CONSONANTS, _VOWELS, _CONSONANTS, _VOWELS, _CONSONANTS)
    return " ".join("".join(map(secrets.choice, pattern)) for _ in range(WORDS))


def regular(words: str) -> str:
    """Return words as they are used: however they were spaced, and in small letters."""
    return " ".join(words.casefold().split())


def unlock(words: str) -> dict[int, bytes]:
    """Return the private keys, by epoch, that these words unlock.

    Raises `DoesNotUnlock` when they unlock none, and `KeysMissing` when there is none to unlock.
    """
    found: dict[int, bytes] = {}
    wrong = KeysMissing(f"No private {keyring.RESTRICTED} key is in KEYS_DIR.")
    for path in sorted(settings.KEYS_DIR.glob(f"{keyring.RESTRICTED}.*.private")):
        try:
            secret = passphrase.unlock(path.read_bytes(), regular(words), path.name, SETTING)
        except DoesNotUnlock as error:
            wrong = error
        else:
            found[int(path.name.split(".")[1])] = secret
    if not found:
        raise wrong
    return found


def keys(unlocked: dict[int, bytes]) -> Lent:
    """Return what was unlocked, ready for opening; a key that is not the pinned one is left out."""
    ready = {}
    for epoch, secret in unlocked.items():
        with suppress(KeysMissing):
            keyring.pinned(keyring.RESTRICTED, epoch, hybrid.public_half(secret))
            ready[epoch] = hybrid.private_key(secret)
    return ready


def lend(unlocked: dict[int, bytes], sitting: str) -> tuple[str, str]:
    """Return a secret for the cookie and a box for the session, both as text, for one sitting."""
    secret = os.urandom(_SECRET_BYTES)
    content = {epoch: base64.b64encode(key).decode() for epoch, key in unlocked.items()}
    closed = box.close(json.dumps(content).encode(), secret, _place(sitting))
    return base64.urlsafe_b64encode(secret).decode(), base64.b64encode(closed).decode()


def lent(secret: str, closed: str, sitting: str) -> Lent | None:
    """Return what was lent to that sitting; None for any other secret, box or sitting."""
    try:
        key, bytes_ = base64.urlsafe_b64decode(secret), base64.b64decode(closed)
        if len(key) != _SECRET_BYTES:
            return None
        content = json.loads(box.unclose(bytes_, key, _place(sitting)))
    except (CannotOpen, ValueError):
        return None
    return keys({int(epoch): base64.b64decode(value) for epoch, value in content.items()})


def _place(sitting: str) -> str:
    return f"lent|v1|{sitting}"
