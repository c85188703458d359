"""Replacing the keys of everything that is sealed, after a rotation, a new kit or a recovery."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from referrals_portal.actions.recording import record
from referrals_portal.models import ContactAttempt, Note, Referral
from referrals_portal.models.event import Kind
from referrals_portal.sealing import Place, keepers, keyring, sign
from referrals_portal.sealing.hybrid import CannotOpen, PrivateKey

BATCH = 200
SEALED = ((Referral, "referral"), (Note, "note"), (ContactAttempt, "attempt"))


def rewrap_all(
    *, at: datetime, by: Any = None, recovery: PrivateKey | None = None
) -> tuple[int, list[Place]]:
    """Seal every row's key to the current intake epoch and kit again.

    Returns how many rows that were, and where those are that did not open and so stayed as they
    are. Opens with the intake keys of this process, or with a recovery kit's. Where all keys were
    lost the key that signed the referrals is lost too, so a recovery signs them again: from then
    on they are vouched for by whoever held the kit. May be stopped and run again. Each batch is
    one transaction; each referral gets an event.
    """
    done, closed = 0, []
    for model, kind in SEALED:
        for keys in _batches(model):
            with transaction.atomic():
                for row in model.objects.select_for_update().filter(pk__in=keys):
                    place = Place(kind, row.pk)
                    try:
                        epoch = _rewrap(row, place, recovery)
                    except CannotOpen:
                        closed.append(place)
                        continue
                    done += 1
                    if model is Referral:
                        detail = f"epoch {epoch} to {row.epoch}"
                        record(referral=row.pk, kind=Kind.REWRAPPED, at=at, by=by, detail=detail)
    return done, closed


def opens_any(recovery: PrivateKey) -> bool:
    """Tell whether a recovery kit opens any row that is stored here."""
    return any(
        keepers.opens(row, Place(kind, row.pk), recovery)
        for model, kind in SEALED
        for row in model.objects.iterator()
    )


def count_older() -> int:
    """Return how many rows are sealed to another epoch than the current; raise `KeysMissing`."""
    epoch = keyring.current_epoch(keyring.INTAKE)
    return sum(model.objects.exclude(epoch=epoch).count() for model, _ in SEALED)


def _rewrap(row: Any, place: Place, recovery: PrivateKey | None) -> int:
    """Seal one row's key again, and return the epoch that it had; raise `CannotOpen`."""
    before, new = row.epoch, keepers.rewrap(row, place, recovery)
    row.epoch, row.sealed_key = new.epoch, new.sealed_key
    changed = ["epoch", "sealed_key"]
    if recovery is not None and isinstance(row, Referral):
        row.signature = sign(bytes(row.sealed), place)
        changed.append("signature")
    row.save(update_fields=changed)
    return int(before)


def _batches(model: Any) -> Iterator[list[Any]]:
    keys = list(model.objects.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
