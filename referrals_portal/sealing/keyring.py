"""The keys that this process may hold: files in ``KEYS_DIR``, never the database.

``pins.json`` names each key's current epoch and the SHA-256 of every public key. A public key
that does not match its pin is not used: whoever can replace a file cannot quietly become the
recipient. Files are read again when ``pins.json`` changes, so a rotation needs no restart.
"""

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from referrals_portal.sealing import hybrid

INTAKE, RESTRICTED = "intake-standard", "intake-restricted"
DISPATCH, RECOVERY, PROVENANCE = "dispatch", "recovery", "provenance"
INTAKE_KEYS = {"standard": INTAKE, "restricted": RESTRICTED}
"""Compartment -> the key to which its rows are sealed."""
PINS = "pins.json"


class KeysMissing(Exception):
    """A key is absent, unreadable or not the pinned one. The message names the file."""


def current_public(name: str) -> tuple[int, hybrid.PublicKey]:
    """Return the current epoch of a key and its pinned public half; raise `KeysMissing`."""
    epoch = current_epoch(name)
    return epoch, public(name, epoch)


def current_epoch(name: str) -> int:
    """Return the epoch that new seals use; raise `KeysMissing`."""
    try:
        return int(pins()["current"][name])
    except KeyError:
        remedy = "; run `manage.py keys create --if-missing`" if name == RESTRICTED else ""
        raise KeysMissing(f"{PINS} names no current {name} key{remedy}.") from None


def public(name: str, epoch: int) -> hybrid.PublicKey:
    """Return one pinned public key; raise `KeysMissing`."""
    return _public(settings.KEYS_DIR, stamp(), name, epoch)


def pins() -> dict[str, Any]:
    """Return the pins; raise `KeysMissing` when there are none."""
    return _pins(settings.KEYS_DIR, stamp())


def read(path: Path) -> bytes:
    """Return the base64 content of a key file; raise `KeysMissing`."""
    try:
        return base64.b64decode(path.read_text(encoding="ascii"), validate=False)
    except (OSError, ValueError):
        raise KeysMissing(f"{path.name} is missing or cannot be read.") from None


def fingerprint(data: bytes) -> str:
    """Return a public key's SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def pinned(name: str, epoch: int, data: bytes) -> bytes:
    """Return the bytes if they are the ones that were pinned; raise `KeysMissing` otherwise."""
    if pins().get("fingerprints", {}).get(f"{name}.{epoch}") != fingerprint(data):
        raise KeysMissing(f"{name}.{epoch}.public does not match its fingerprint in {PINS}.")
    return data


def stamp() -> tuple[int, int]:
    """Return what changes with ``pins.json``, and so with any key; raise `KeysMissing`.

    It belongs in the key of every cache of keys: a recovery starts at epoch 1 again.
    """
    try:
        status = (settings.KEYS_DIR / PINS).stat()
    except OSError:
        raise KeysMissing(f"There is no {PINS} in KEYS_DIR; run `manage.py keys create`.") from None
    return status.st_mtime_ns, status.st_ino


@lru_cache(maxsize=4)
def _pins(folder: Path, stamp: tuple[int, int]) -> dict[str, Any]:
    try:
        return json.loads((folder / PINS).read_text(encoding="ascii"))
    except (OSError, ValueError):
        raise KeysMissing(f"{PINS} cannot be read.") from None


@lru_cache(maxsize=64)
def _public(folder: Path, stamp: tuple[int, int], name: str, epoch: int) -> hybrid.PublicKey:
    data = pinned(name, epoch, read(folder / f"{name}.{epoch}.public"))
    try:
        return hybrid.public_key(data)
    except ValueError:
        raise KeysMissing(f"{name}.{epoch}.public is not a public key.") from None
