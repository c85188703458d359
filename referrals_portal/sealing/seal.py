"""Sealing, which every process that receives something can do."""

from typing import Any

from referrals_portal.sealing import envelope, hybrid, keyring, provenance
from referrals_portal.sealing.box import pad
from referrals_portal.sealing.envelope import Place, Sealed


def seal(content: dict[str, Any], place: Place) -> Sealed:
    """Seal a JSON document so that only its compartment's key and the recovery kit open it.

    Raises `KeysMissing` rather than ever keeping anything unsealed.
    """
    epoch, intake = keyring.current_public(keyring.INTAKE_KEYS[place.compartment])
    _, recovery = keyring.current_public(keyring.RECOVERY)
    return envelope.close(content, place, epoch, intake, recovery)


def seal_for_dispatch(recipient: bytes, where: str) -> tuple[int, bytes]:
    """Seal a message's recipient so that only the worker opens it; return epoch and bytes."""
    epoch, dispatch = keyring.current_public(keyring.DISPATCH)
    return epoch, hybrid.wrap(pad(recipient), dispatch, f"{where}|{epoch}")


def can_seal() -> bool:
    """Tell whether a referral could be received now; if not, the form says to phone instead."""
    try:
        for name in (*keyring.INTAKE_KEYS.values(), keyring.RECOVERY, keyring.DISPATCH):
            keyring.current_public(name)
        provenance.signing_key()
    except keyring.KeysMissing:
        return False
    return True
