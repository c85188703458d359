"""A note of a member of staff, sealed like everything that was said."""

from datetime import datetime
from typing import Any

from django.db import transaction

from referrals_portal.actions.keeping import keep
from referrals_portal.actions.recording import record
from referrals_portal.models import Note, Referral
from referrals_portal.models.event import Kind


@transaction.atomic
def add_note(*, referral: Referral, text: str, by: Any, at: datetime) -> Note:
    """Seal and keep a note; raise `KeysMissing` rather than keep it unsealed."""
    note = keep(Note, referral, {"text": text}, by, at)
    record(referral=referral.pk, kind=Kind.NOTE_ADDED, at=at, by=by)
    return note
