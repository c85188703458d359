"""Replacing the keys of everything that is sealed, after a rotation, a new kit or a recovery."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from referrals_portal.actions.following import sign_mandate
from referrals_portal.actions.recording import record
from referrals_portal.models import Appointment, ContactAttempt, FollowUp, Note, Referral
from referrals_portal.models.event import Kind
from referrals_portal.models.referral import Compartment
from referrals_portal.sealing import Place, keepers, keyring, sign
from referrals_portal.sealing.hybrid import CannotOpen, PrivateKey

BATCH = 200
SEALED: tuple[tuple[Any, str, str], ...] = (
    (Referral, "referral", "compartment"),
    (FollowUp, "follow_up", "compartment"),
    (Note, "note", "referral__compartment"),
    (ContactAttempt, "attempt", "referral__compartment"),
    (Appointment, "appointment", "referral__compartment"),
)
"""Each model with sealed rows, the kind of its place, and where its compartment is found."""
SIGNED = (Referral, FollowUp)


@dataclass
class Rewrapped:
    """How many rows were sealed again; where those are that did not open and stayed as they are;
    how many stayed because they are restricted and the managers' words were not given."""

    done: int = 0
    closed: list[Place] = field(default_factory=list)
    locked: int = 0


def rewrap_all(
    *,
    at: datetime,
    by: Any = None,
    recovery: PrivateKey | None = None,
    lent: keepers.Lent | None = None,
) -> Rewrapped:
    """Seal every row's key to its compartment's current epoch and the current kit again.

    Opens with the intake keys of this process and what the managers' words ``lent``, or with a
    recovery kit's. Where all keys were lost the key that signed the referrals is lost too, so a
    recovery signs them again: from then on they are vouched for by whoever held the kit. May be
    stopped and run again. Each batch is one transaction; each referral gets an event.
    """
    result = Rewrapped()
    for model, kind, compartment in SEALED:
        for keys in _batches(model):
            with transaction.atomic():
                rows = model.objects.select_for_update().filter(pk__in=keys).order_by("pk")
                found = dict(model.objects.filter(pk__in=keys).values_list("pk", compartment))
                for row in rows:
                    place = Place(kind, row.pk, found[row.pk])
                    try:
                        epoch = _rewrap(row, place, recovery, lent)
                    except CannotOpen:
                        result.closed.append(place)
                        continue
                    except keepers.Locked:
                        result.locked += 1
                        continue
                    result.done += 1
                    if model is Referral:
                        detail = f"epoch {epoch} to {row.epoch}"
                        record(referral=row.pk, kind=Kind.REWRAPPED, at=at, by=by, detail=detail)
    return result


def opens_any(recovery: PrivateKey) -> bool:
    """Tell whether a recovery kit opens any row that is stored here."""
    return any(
        keepers.opens(row, Place(kind, row.pk, row.where), recovery)
        for model, kind, compartment in SEALED
        for row in model.objects.annotate(where=F(compartment)).iterator()
    )


def count_older(compartment: str = Compartment.STANDARD) -> int:
    """Return how many rows of a compartment are sealed to another epoch than its current one.

    Raises `KeysMissing`.
    """
    epoch = keyring.current_epoch(keyring.INTAKE_KEYS[compartment])
    return sum(
        model.objects.filter(**{where: compartment}).exclude(epoch=epoch).count()
        for model, _, where in SEALED
    )


def _rewrap(row: Any, place: Place, recovery: PrivateKey | None, lent: keepers.Lent | None) -> int:
    """Seal one row's key again and return the epoch that it had; raise `CannotOpen`, `Locked`."""
    before, new = row.epoch, keepers.rewrap(row, place, recovery, lent)
    row.epoch, row.sealed_key = new.epoch, new.sealed_key
    changed = ["epoch", "sealed_key"]
    if recovery is not None and isinstance(row, SIGNED):
        row.signature = sign(bytes(row.sealed), place)
        changed.append("signature")
        if isinstance(row, FollowUp):
            row.mandate = sign_mandate(row)
            changed.append("mandate")
    row.save(update_fields=changed)
    return int(before)


def _batches(model: Any) -> Iterator[list[Any]]:
    keys = list(model.objects.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
