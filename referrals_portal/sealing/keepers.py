"""Making, rotating, copying and recovering keys: what ``manage.py keys`` does.

Private halves never leave ``KEYS_DIR`` unlocked; the recovery key's private half is printed once
and kept nowhere.
"""

import base64
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from referrals_portal.sealing import envelope, hybrid, keyring, kit, passphrase, provenance
from referrals_portal.sealing.envelope import Place, Sealed
from referrals_portal.sealing.opening import private, sealed_of

MAY_HOLD = {
    "form": ("intake-standard.*.public", "recovery.*.public", "dispatch.*.public", "provenance.*"),
    "intake": (
        "intake-standard.*",
        "recovery.*.public",
        "dispatch.*.public",
        "provenance.*.public",
    ),
    "worker": ("dispatch.*",),
}
"""Which files each kind of process may hold; ``pins.json`` goes to all."""


def create() -> str:
    """Make the first keys and return the recovery kit's text, which is kept nowhere.

    Raises `KeysMissing` without a passphrase and `FileExistsError` when there are keys.
    """
    if not settings.KEYS_PASSPHRASE:
        raise keyring.KeysMissing("KEYS_PASSPHRASE is not set; the keys would lie open.")
    settings.KEYS_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (settings.KEYS_DIR / keyring.PINS).exists():
        raise FileExistsError(f"There are keys in {settings.KEYS_DIR} already.")
    signing, verifying = provenance.generate()
    _write("provenance.1.private", base64.b64encode(signing))
    _write("provenance.1.public", base64.b64encode(verifying))
    _pin(keyring.PROVENANCE, 1, verifying)
    add_epoch(keyring.INTAKE)
    add_epoch(keyring.DISPATCH)
    return new_kit()


def add_epoch(name: str) -> int:
    """Make the next epoch of a key and let new seals use it; return its number."""
    epoch = keyring.pins().get("current", {}).get(name, 0) + 1
    secret, public = hybrid.generate()
    file = f"{name}.{epoch}.private"
    _write(file, passphrase.lock(secret, settings.KEYS_PASSPHRASE, file))
    _write(f"{name}.{epoch}.public", base64.b64encode(public))
    _pin(name, epoch, public)
    return epoch


def new_kit() -> str:
    """Make a new recovery key and return its kit as text to be printed."""
    epoch = keyring.pins().get("current", {}).get(keyring.RECOVERY, 0) + 1
    secret, public = hybrid.generate()
    _write(f"{keyring.RECOVERY}.{epoch}.public", base64.b64encode(public))
    _pin(keyring.RECOVERY, epoch, public)
    return kit.write(secret, keyring.fingerprint(public))


def rewrap(row: Any, place: Place, recovery: hybrid.PrivateKey | None = None) -> Sealed:
    """Return a row's columns for the current epoch and kit; the content itself stays as it is.

    Opens the content's key with the intake key, or with a recovery kit's when it is given.
    """
    old = sealed_of(row)
    if recovery is None:
        key = envelope.key_for_intake(old, place, private(keyring.INTAKE, old.epoch))
    else:
        key = envelope.key_for_recovery(old, place, recovery)
    epoch, intake = keyring.current_public(keyring.INTAKE)
    _, kit_key = keyring.current_public(keyring.RECOVERY)
    return Sealed(epoch, old.sealed, envelope.close_key(key, place, epoch, intake, kit_key))


def copy(surface: str, folder: Path) -> list[str]:
    """Copy to a folder exactly what a surface may hold; return the names of the files."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    names = [keyring.PINS]
    for pattern in MAY_HOLD[surface]:
        names += sorted(path.name for path in settings.KEYS_DIR.glob(pattern))
    for name in names:
        _write(name, (settings.KEYS_DIR / name).read_bytes(), folder)
    return names


_HOLDER: dict[str, str | None] = {keyring.INTAKE: "intake", keyring.DISPATCH: "worker"}
"""Which kind of process opens with a key."""


def faults(kinds: Iterable[str] = ("form", "intake", "worker")) -> list[str]:
    """Return what is wrong with the keys in ``KEYS_DIR``, one sentence each."""
    wrong = []
    for name in (keyring.INTAKE, keyring.RECOVERY, keyring.DISPATCH):
        try:
            epoch, _ = keyring.current_public(name)
            if _HOLDER.get(name) in tuple(kinds):
                private(name, epoch)
        except keyring.KeysMissing as error:
            wrong.append(str(error))
    if "form" in kinds:
        try:
            provenance.signing_key()
        except keyring.KeysMissing as error:
            wrong.append(str(error))
    return wrong


def _pin(name: str, epoch: int, public: bytes) -> None:
    path = settings.KEYS_DIR / keyring.PINS
    pins = json.loads(path.read_text()) if path.exists() else {"current": {}, "fingerprints": {}}
    pins["current"][name] = epoch
    pins["fingerprints"][f"{name}.{epoch}"] = keyring.fingerprint(public)
    _write(keyring.PINS, json.dumps(pins, indent=1, sort_keys=True).encode() + b"\n")


def _write(name: str, content: bytes, folder: Path | None = None) -> None:
    """Put a file in place whole, readable by its owner alone."""
    path = (folder or settings.KEYS_DIR) / name
    aside = path.with_suffix(path.suffix + ".new")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
