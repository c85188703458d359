"""Making, rotating, copying and recovering keys: what ``manage.py keys`` does.

Private halves never leave ``KEYS_DIR`` unlocked; the recovery key's private half is printed once
and kept nowhere.
"""

import base64
import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings

from referrals_portal.sealing import (
    envelope,
    hybrid,
    keyring,
    kit,
    lending,
    opening,
    passphrase,
    provenance,
    remembering,
)
from referrals_portal.sealing.envelope import Place, Sealed
from referrals_portal.sealing.hybrid import CannotOpen
from referrals_portal.sealing.lending import SETTING, new_words
from referrals_portal.sealing.opening import Lent, Locked

__all__ = [
    "MAY_HOLD",
    "SETTING",
    "Lent",
    "Locked",
    "add_epoch",
    "add_secrets",
    "change_words",
    "copy",
    "create",
    "faults",
    "lacks_restricted",
    "managers_words",
    "new_kit",
    "new_words",
    "opens",
    "renew",
    "rewrap",
    "unlock",
]

MAY_HOLD = {
    "form": (
        "intake-standard.*.public",
        "intake-restricted.*.public",
        "recovery.*.public",
        "dispatch.*.public",
        "provenance.*",
        remembering.CODES,
    ),
    "intake": (
        "intake-standard.*",
        "intake-restricted.*",
        "recovery.*.public",
        "dispatch.*.public",
        "provenance.*.public",
        remembering.CODES,
    ),
    "worker": ("dispatch.*", "provenance.*.public", remembering.MEMORY),
}
"""Which files each kind of process may hold; ``pins.json`` goes to all."""


def managers_words() -> str:
    """Return the words that ``KEYS_RESTRICTED_PASSPHRASE`` gives, or an empty text.

    The setting is a function, so that only whoever asks has the words: no server process does.
    Raises `KeysMissing` for words that would protect nothing.
    """
    words = lending.regular(settings.KEYS_RESTRICTED_PASSPHRASE())
    if words and len(words) < lending.SHORTEST:
        raise keyring.KeysMissing(
            f"{SETTING} is too short. Use at least {lending.SHORTEST} characters."
        )
    if words and words == lending.regular(settings.KEYS_PASSPHRASE):
        raise keyring.KeysMissing(
            f"{SETTING} is the same as KEYS_PASSPHRASE, which the staff process has."
        )
    return words


def create(words: str = "") -> str:
    """Make the first keys and return the recovery kit's text, which is kept nowhere.

    ``words`` lock the restricted compartment's key; the setting's if none are given. Raises
    `KeysMissing` without a passphrase or words and `FileExistsError` when there are keys.
    """
    if not settings.KEYS_PASSPHRASE:
        raise keyring.KeysMissing("KEYS_PASSPHRASE is not set; the keys would lie open.")
    words = words or _words_given()
    settings.KEYS_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (settings.KEYS_DIR / keyring.PINS).exists():
        raise FileExistsError(f"There are keys in {settings.KEYS_DIR} already.")
    signing, verifying = provenance.generate()
    _write("provenance.1.private", base64.b64encode(signing))
    _write("provenance.1.public", base64.b64encode(verifying))
    add_secrets()
    _pin(keyring.PROVENANCE, 1, verifying)
    return _next_of_each(words)


def renew(words: str = "") -> str:
    """Make what a recovery seals to and return its kit's text, which is kept nowhere.

    All keys where there are none; else a new epoch of each, which also completes keys whose making
    was stopped. Raises `KeysMissing`, before any is made, without a passphrase, words or signing
    key.
    """
    words = words or _words_given()
    if not (settings.KEYS_DIR / keyring.PINS).exists():
        return create(words)
    provenance.signing_key()
    return _next_of_each(words)


def add_secrets() -> None:
    """Make the secrets of `remembering` that are not here; never another in place of one."""
    for name, new in (
        (remembering.MEMORY, remembering.new_memory),
        (remembering.CODES, remembering.new_codes),
    ):
        if not (settings.KEYS_DIR / name).exists():
            _write(name, new())


def lacks_restricted() -> bool:
    """Tell whether the keys here were made before there was a restricted compartment."""
    return keyring.RESTRICTED not in keyring.pins().get("current", {})


def unlock(words: str = "") -> Lent | None:
    """Unlock the current intake key, and with ``words`` the restricted one; raise `KeysMissing`.

    To be done before a key is made: a slip in the passphrase would lock the new one for ever.
    Returns what the words unlock, for rewrapping; None without words.
    """
    opening.private(keyring.INTAKE, keyring.current_epoch(keyring.INTAKE))
    if not words:
        return None
    current = keyring.current_epoch(keyring.RESTRICTED)
    if current not in (unlocked := lending.keys(lending.unlock(words))):
        raise keyring.KeysMissing(
            f"{SETTING} does not unlock {keyring.RESTRICTED}.{current}.private."
        )
    return unlocked


def change_words(old: str, new: str) -> None:
    """Lock the restricted compartment's keys with other words; raise `KeysMissing`."""
    for epoch, secret in lending.unlock(old).items():
        file = f"{keyring.RESTRICTED}.{epoch}.private"
        _write(file, passphrase.lock(secret, lending.regular(new), file, SETTING))


def add_epoch(name: str, words: str = "") -> int:
    """Make the next epoch of a key and let new seals use it; return its number.

    It is locked with ``KEYS_PASSPHRASE``, or the restricted compartment's with ``words``.
    """
    epoch = keyring.pins().get("current", {}).get(name, 0) + 1
    secret, public = hybrid.generate()
    file = f"{name}.{epoch}.private"
    if name == keyring.RESTRICTED:
        locked = passphrase.lock(secret, lending.regular(words), file, SETTING)
    else:
        locked = passphrase.lock(secret, settings.KEYS_PASSPHRASE, file)
    _write(file, locked)
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


def rewrap(
    row: Any,
    place: Place,
    recovery: hybrid.PrivateKey | None = None,
    lent: Lent | None = None,
) -> Sealed:
    """Return a row's columns for the current epoch and kit; the content itself stays as it is.

    Opens the content's key with a recovery kit when one is given, and with the intake key where
    that does not: a recovery that was stopped has done that row already. Raises `CannotOpen`, and
    `Locked` for a restricted row that neither the kit nor what was ``lent`` opens.
    """
    old = opening.sealed_of(row)
    key = _content_key(old, place, recovery, lent)
    epoch, intake = keyring.current_public(keyring.INTAKE_KEYS[place.compartment])
    _, kit_key = keyring.current_public(keyring.RECOVERY)
    return Sealed(epoch, old.sealed, envelope.close_key(key, place, epoch, intake, kit_key))


def opens(row: Any, place: Place, recovery: hybrid.PrivateKey) -> bool:
    """Tell whether a recovery kit opens a row."""
    try:
        envelope.key_for_recovery(opening.sealed_of(row), place, recovery)
    except CannotOpen:
        return False
    return True


def _content_key(
    row: Sealed, place: Place, recovery: hybrid.PrivateKey | None, lent: Lent | None
) -> bytes:
    if recovery is not None:
        with suppress(CannotOpen):
            return envelope.key_for_recovery(row, place, recovery)
    try:
        return envelope.key_for_intake(row, place, opening.intake_key(place, row.epoch, lent))
    except Locked:
        raise
    except keyring.KeysMissing:
        raise CannotOpen from None


def copy(surface: str, folder: Path) -> list[str]:
    """Copy to a folder exactly what a surface may hold; return the names of the files.

    ``pins.json`` comes last: a process that runs there reads keys again when it changes.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    names = []
    for pattern in MAY_HOLD[surface]:
        names += sorted(path.name for path in settings.KEYS_DIR.glob(pattern))
    names.append(keyring.PINS)
    for name in names:
        _write(name, (settings.KEYS_DIR / name).read_bytes(), folder)
    return names


_HOLDER: dict[str, str | None] = {keyring.INTAKE: "intake", keyring.DISPATCH: "worker"}
"""Which kind of process opens with a key."""


def faults(kinds: Iterable[str] = ("form", "intake", "worker")) -> list[str]:
    """Return what is wrong with the keys in ``KEYS_DIR``, one sentence each."""
    wrong, kinds = [], tuple(kinds)
    for name in (*keyring.INTAKE_KEYS.values(), keyring.RECOVERY, keyring.DISPATCH):
        try:
            epoch, _ = keyring.current_public(name)
            if name == keyring.RESTRICTED and "intake" in kinds:
                _is_here(f"{name}.{epoch}.private")
            elif _HOLDER.get(name) in kinds:
                opening.private(name, epoch)
        except keyring.KeysMissing as error:
            wrong.append(str(error))
    remembered: dict[str, Callable[[], object]] = {
        "form": provenance.signing_key,
        "intake": lambda: remembering.digest_of_code(""),
        "worker": lambda: remembering.lasting_digest(""),
    }
    for kind, try_it in remembered.items():
        if kind in kinds:
            try:
                try_it()
            except keyring.KeysMissing as error:
                wrong.append(str(error))
    return wrong


def _words_given() -> str:
    words = managers_words()
    if not words:
        raise keyring.KeysMissing(f"{SETTING} is not set; the keys would lie open.")
    return words


def _next_of_each(words: str) -> str:
    add_epoch(keyring.INTAKE)
    add_epoch(keyring.RESTRICTED, words)
    add_epoch(keyring.DISPATCH)
    return new_kit()


def _is_here(file: str) -> None:
    """Raise `KeysMissing` unless a private half lies here, locked with words we do not have."""
    if not (settings.KEYS_DIR / file).exists():
        raise keyring.KeysMissing(f"{file} is not in KEYS_DIR.")


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
