"""Changing a referral's clear columns so that of two people who do it at once, neither is lost.

Every change compares the version that its author saw, in the UPDATE itself.
"""

from typing import Any

from django.db.models import F

from referrals_portal.actions import moves
from referrals_portal.actions.telling import tell
from referrals_portal.models import Referral


class ChangedMeanwhile(Exception):
    """Someone else changed the referral first. ``referral`` is the row as it stands now."""

    def __init__(self, referral: Referral) -> None:
        super().__init__("the referral was changed meanwhile")
        self.referral = referral


class NotAllowed(Exception):
    """As it stands, the referral cannot be given that status or priority."""


def change(referral: Referral, expected_version: int, **columns: Any) -> None:
    """Set columns if the row still has that version, and raise the version.

    ``referral`` then has the new values too, and whoever left with a way back may know where it
    stands now. Raises `ChangedMeanwhile`.
    """
    rows = Referral.objects.filter(pk=referral.pk, version=expected_version)
    if not rows.update(version=F("version") + 1, **columns):
        raise ChangedMeanwhile(as_it_stands(referral))
    for name, value in (columns | {"version": expected_version + 1}).items():
        setattr(referral, name, value)
    if columns.keys() & {"status", "first_contact_at"}:
        tell(referral)


def move(
    referral: Referral, to: str, expected_version: int, ways: moves.Ways, **columns: Any
) -> str:
    """Change the status along one of these ways; return ``"from>to"``, the event's detail.

    Other ``columns`` are set in the same change.

    Raises `ChangedMeanwhile`, or `NotAllowed` when there is no such way.
    """
    now = as_it_stands(referral)
    if now.version != expected_version:
        raise ChangedMeanwhile(now)
    if to not in ways(now.status, now.first_contact_at is not None):
        raise NotAllowed(f"{now.status} to {to}")
    change(referral, expected_version, status=to, **columns)
    return f"{now.status}>{to}"


def as_it_stands(referral: Referral) -> Referral:
    """Read the row again, with whoever has taken it."""
    row: Referral = Referral.objects.select_related("assignee").get(pk=referral.pk)
    return row
