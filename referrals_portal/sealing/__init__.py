"""Sealing: what is received here cannot be read again here.

Anyone in the portal may *seal* (this module); only the staff process and the worker *open*
(``sealing.opening``). Nothing outside this package touches cryptography. docs/sealing.md tells
what each process holds.
"""

from referrals_portal.sealing.envelope import Place, Sealed
from referrals_portal.sealing.keyring import KeysMissing
from referrals_portal.sealing.provenance import is_ours, sign
from referrals_portal.sealing.seal import can_seal, seal, seal_for_dispatch

__all__ = [
    "KeysMissing",
    "Place",
    "Sealed",
    "can_seal",
    "is_ours",
    "seal",
    "seal_for_dispatch",
    "sign",
]
