"""The envelope: a box under a key of its own, and that key sealed to intake and recovery.

Both halves name their place (kind, identity, compartment, epoch), so that rows, columns and
epochs cannot be swapped: anything out of place does not open.
"""

import json
import os
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from referrals_portal.sealing import box, hybrid
from referrals_portal.sealing.hybrid import CannotOpen

VERSION = b"\x01"
CONTENT_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Place:
    """Where an envelope belongs: what kind of row, which one, in which compartment."""

    kind: str
    uuid: UUID
    compartment: str = "standard"

    @property
    def content(self) -> str:
        """The place of the content, which no rotation changes."""
        return f"{self.kind}|v1|{self.uuid}|{self.compartment}"

    def key(self, epoch: int) -> str:
        """The place of the content's key in an epoch of the intake key."""
        return f"{self.content}|{epoch}"

    @property
    def recovery(self) -> str:
        """The place of the content's key under the recovery kit."""
        return f"{self.content}|recovery"


@dataclass(frozen=True, slots=True)
class Sealed:
    """The three columns of a sealed row."""

    epoch: int
    sealed: bytes
    sealed_key: bytes


def close(
    content: dict[str, Any],
    place: Place,
    epoch: int,
    intake: hybrid.PublicKey,
    recovery: hybrid.PublicKey,
) -> Sealed:
    """Seal a JSON document for the staff of an epoch and for the recovery kit."""
    key = os.urandom(CONTENT_KEY_BYTES)
    document = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return Sealed(
        epoch=epoch,
        sealed=box.close(document, key, place.content),
        sealed_key=close_key(key, place, epoch, intake, recovery),
    )


def close_key(
    key: bytes, place: Place, epoch: int, intake: hybrid.PublicKey, recovery: hybrid.PublicKey
) -> bytes:
    """Seal a content key to both: version, length of the first (2 bytes), the first, the second."""
    first = hybrid.wrap(key, intake, place.key(epoch))
    second = hybrid.wrap(key, recovery, place.recovery)
    return VERSION + len(first).to_bytes(2) + first + second


def key_for_intake(row: Sealed, place: Place, intake: hybrid.PrivateKey) -> bytes:
    """Open the content key with the intake key of the row's epoch."""
    return hybrid.unwrap(_halves(row.sealed_key)[0], intake, place.key(row.epoch))


def key_for_recovery(row: Sealed, place: Place, recovery: hybrid.PrivateKey) -> bytes:
    """Open the content key with the recovery kit."""
    return hybrid.unwrap(_halves(row.sealed_key)[1], recovery, place.recovery)


def unclose(row: Sealed, place: Place, key: bytes) -> dict[str, Any]:
    """Open the content; raise `CannotOpen` if anything about it was changed."""
    try:
        return json.loads(box.unclose(row.sealed, key, place.content))
    except ValueError:
        raise CannotOpen from None


def _halves(sealed_key: bytes) -> tuple[bytes, bytes]:
    if sealed_key[:1] != VERSION:
        raise CannotOpen
    length = int.from_bytes(sealed_key[1:3])
    return sealed_key[3 : 3 + length], sealed_key[3 + length :]
