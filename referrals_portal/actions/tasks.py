"""What a message left for somebody to do: seen to, or a letter that was posted."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from referrals_portal.actions.changing import ChangedMeanwhile, NotAllowed, as_it_stands
from referrals_portal.actions.contact import Channel, Result, record_attempt
from referrals_portal.actions.recording import record
from referrals_portal.actions.writing import MayNotWrite, why_not
from referrals_portal.messages.catalogue import CATALOGUE
from referrals_portal.models import Referral, Task
from referrals_portal.models.event import Kind
from referrals_portal.safe_contact import SafeContact


@transaction.atomic
def task_done(*, referral: Referral, task: UUID, by: Any, at: datetime) -> None:
    """Write down that ``by`` has seen to it; of two who do so at once, one has.

    Raises `ChangedMeanwhile` if somebody else has, or the message arrived after all.
    """
    _end(referral, task, by, at)


@transaction.atomic
def letter_posted(
    *, referral: Referral, task: UUID, safe: SafeContact, by: Any, at: datetime
) -> None:
    """Write down that a letter was posted: as a try at reaching them, and as something done.

    So what is promised by letter is kept by it. Raises `ChangedMeanwhile`, `NotAllowed` for
    another kind of task, and `MayNotWrite` where a letter is not, or no longer, safe.
    """
    row = Referral.objects.select_for_update().get(pk=referral.pk)
    if words := why_not(row):
        raise MayNotWrite(words)
    if not safe.may_write:
        raise MayNotWrite(_("It is not safe to write to them in this way."))
    done = _end(referral, task, by, at)
    if done.kind != Task.Kind.LETTER:
        raise NotAllowed("no letter")
    record_attempt(
        referral=referral, safe=safe, channel=Channel.LETTER, result=Result.SENT,
        text=CATALOGUE[done.template].what, by=by, at=at,
    )  # fmt: skip


def _end(referral: Referral, task: UUID, by: Any, at: datetime) -> Task:
    rows = Task.objects.filter(pk=task, referral=referral.pk)
    done = {"done_at": at, "done_by_name": by.get_username()}
    if not rows.filter(done_at__isnull=True).update(**done):
        raise ChangedMeanwhile(as_it_stands(referral))
    row = rows.get()
    Referral.objects.filter(pk=referral.pk).update(version=F("version") + 1)
    record(referral=referral.pk, kind=Kind.TASK_DONE, at=at, by=by, detail=row.template)
    return row
