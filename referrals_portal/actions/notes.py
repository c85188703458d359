"""A note of a member of staff, sealed like everything that was said."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from referrals_portal import sealing
from referrals_portal.actions.recording import record
from referrals_portal.models import Note, Referral
from referrals_portal.models.event import Kind


@transaction.atomic
def add_note(*, referral: Referral, text: str, by: Any, at: datetime) -> Note:
    """Seal and keep a note; raise `KeysMissing` rather than keep it unsealed."""
    note = keep(referral, {"text": text}, by, at)
    record(referral=referral.pk, kind=Kind.NOTE_ADDED, at=at, by=by)
    return note


def keep(referral: Referral, content: dict[str, str], by: Any, at: datetime) -> Note:
    """Seal a note's content in its place and insert it, in the caller's transaction."""
    uuid = uuid4()
    sealed = sealing.seal(content, sealing.Place("note", uuid))
    note = Note(uuid=uuid, referral=referral, by=by, at=at, **asdict(sealed))
    note.save(force_insert=True)
    return note
