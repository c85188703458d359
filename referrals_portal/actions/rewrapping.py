"""Replacing the keys of everything that is sealed, after a rotation, a new kit or a recovery."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from referrals_portal.actions.recording import record
from referrals_portal.models import ContactAttempt, Note, Referral
from referrals_portal.models.event import Kind
from referrals_portal.sealing import Place, keepers, sign
from referrals_portal.sealing.hybrid import PrivateKey

BATCH = 200


def rewrap_all(*, at: datetime, by: Any = None, recovery: PrivateKey | None = None) -> int:
    """Seal every row's key to the current intake epoch and kit again; return how many rows.

    Opens with the intake keys of this process, or with a recovery kit's. Where all keys were lost
    the key that signed the referrals is lost too, so a recovery signs them again: from then on
    they are vouched for by whoever held the kit. May be stopped and run again. Each batch is one
    transaction; each referral gets an event.
    """
    done = 0
    for model, kind in ((Referral, "referral"), (Note, "note"), (ContactAttempt, "attempt")):
        for keys in _batches(model):
            with transaction.atomic():
                for row in model.objects.select_for_update().filter(pk__in=keys):
                    epoch = _rewrap(row, Place(kind, row.pk), recovery)
                    if model is Referral:
                        detail = f"epoch {epoch} to {row.epoch}"
                        record(referral=row.pk, kind=Kind.REWRAPPED, at=at, by=by, detail=detail)
                    done += 1
    return done


def _rewrap(row: Any, place: Place, recovery: PrivateKey | None) -> int:
    """Seal one row's key again, and return the epoch that it had."""
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
