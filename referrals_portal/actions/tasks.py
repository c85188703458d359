"""What a message left for somebody to do: seen to, or a letter that was posted."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from referrals_portal.actions.changing import ChangedMeanwhile, NotAllowed, as_it_stands
from referrals_portal.actions.contact import Channel, Result, record_attempt
from referrals_portal.actions.recording import record
from referrals_portal.actions.writing import MayNotWrite, closed_to_letters, why_not
from referrals_portal.messages.catalogue import CATALOGUE, LETTER, OFFER
from referrals_portal.models import Event, Referral, Task
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
    done = _end(referral, task, by, at)
    if done.kind != Task.Kind.LETTER:
        raise NotAllowed("no letter")
    if not may_be_posted(row, done.template, safe):
        raise MayNotWrite(_("It is not safe to write to them in this way."))
    why_safe = "" if safe.may_write else _("The hub’s rules allow an offer by letter here.")
    record_attempt(
        referral=referral, safe=safe, channel=Channel.LETTER, result=Result.SENT,
        text=CATALOGUE[done.template].what, why_safe=why_safe, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def offer_by_letter(
    *,
    referral: Referral,
    task: UUID,
    safe: SafeContact,
    allowed: bool,
    by: Any,
    at: datetime,
) -> None:
    """Leave an offer to be printed and posted in place of the one that a task is about.

    allowed: whoever referred them does not say otherwise, and there is a code to answer by.
    Raises `ChangedMeanwhile`, `NotAllowed` for another kind of task, and `MayNotWrite`.
    """
    row = Referral.objects.select_for_update().get(pk=referral.pk)
    if words := why_not(row):
        raise MayNotWrite(words)
    if not (allowed and may_be_posted(row, OFFER, safe)):
        raise MayNotWrite(_("A letter is not safe for them."))
    if has_offer_letter(row):
        raise MayNotWrite(_("There is a letter with our offer already."))
    done = _end(referral, task, by, at)
    if (done.kind, done.template) != (Task.Kind.NOT_ARRIVED, OFFER):
        raise NotAllowed("no offer that did not arrive")
    letter = Task(
        referral=row.pk, kind=Task.Kind.LETTER, template=OFFER, channel=LETTER, made_at=at
    )
    letter.save(force_insert=True)
    record(referral=row.pk, kind=Kind.MESSAGE_QUEUED, at=at, by=by, detail=OFFER)


def has_offer_letter(row: Referral) -> bool:
    """Tell whether our offer goes to them as a letter, or went; not where nothing was posted."""
    letters = Task.objects.filter(referral=row.pk, kind=Task.Kind.LETTER, template=OFFER)
    # A letter that was posted was done in the moment of its attempt: see `letter_posted`.
    tried = Event.objects.filter(referral=row.pk, kind=Kind.CONTACT_ATTEMPTED).order_by()
    return letters.filter(Q(done_at=None) | Q(done_at__in=tried.values("at"))).exists()


def may_be_posted(row: Referral, template: str, safe: SafeContact) -> bool:
    """Tell whether a letter may go to them now, and so whether it is offered and printed.

    Only where they said that letters are safe; an offer also to whom nobody could ask, because
    the hub's rules decided that when it made the task. Not once anybody said what is safe, and
    never where they are `closed_to_letters`.
    """
    unasked = template == OFFER and safe.unasked and not safe.no_contact
    said = safe.may_write or (unasked and safe.has(LETTER))
    return said and not closed_to_letters(row, safe)


def _end(referral: Referral, task: UUID, by: Any, at: datetime) -> Task:
    rows = Task.objects.filter(pk=task, referral=referral.pk)
    done = {"done_at": at, "done_by_name": by.get_username()}
    if not rows.filter(done_at__isnull=True).update(**done):
        raise ChangedMeanwhile(as_it_stands(referral))
    row = rows.get()
    Referral.objects.filter(pk=referral.pk).update(version=F("version") + 1)
    record(referral=referral.pk, kind=Kind.TASK_DONE, at=at, by=by, detail=row.template)
    return row
