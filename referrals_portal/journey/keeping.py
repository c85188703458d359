"""Making a way back: a code and four words that are shown once, and the row that they open."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from referrals_portal.models import ReturnBox
from referrals_portal.sealing import returning
from referrals_portal.sealing.returning import Made
from referrals_portal.sealing.words import Kept

MOST = 3
"""Ways back to one referral: enough for who lost one, too few to fill the database."""


def draw(referral: str, compartment: str, content: dict[str, Any]) -> tuple[Kept, Made]:
    """Draw a code that nobody has, and words; raises `returning.Busy`. Nothing is stored."""
    while True:
        kept = Kept.new()
        made = returning.make(kept, referral, compartment, content)
        if not ReturnBox.objects.filter(key=made.key).exists():
            return kept, made


def store(made: Made, referral: UUID | None = None, expires_at: datetime | None = None) -> None:
    """Insert the row, in the caller's transaction."""
    row = ReturnBox(**asdict(made), referral=referral, expires_at=expires_at)
    row.save(force_insert=True)
