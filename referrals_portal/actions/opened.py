"""That somebody read a referral. The opening itself is intake's, which alone holds the key."""

from datetime import datetime
from typing import Any

from django.db import transaction

from referrals_portal.actions.recording import record
from referrals_portal.models import Event, Referral
from referrals_portal.models.event import Kind


@transaction.atomic
def open_referral(*, referral: Referral, by: Any, at: datetime) -> Event:
    """Write down that ``by`` opened it. If this raises, nothing may be shown."""
    return record(referral=referral.pk, kind=Kind.OPENED, at=at, by=by)
