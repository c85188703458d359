"""A letter, ready to be printed: nothing on the paper but what a stranger may read."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hub.snapshot import current_hub
from referrals_portal.actions.appointments import MADE, in_words
from referrals_portal.actions.offering import reply_address, says_from
from referrals_portal.actions.tasks import may_be_posted
from referrals_portal.actions.writing import why_not
from referrals_portal.intake.lending import lent
from referrals_portal.intake.message_forms import key_of
from referrals_portal.intake.page import opens
from referrals_portal.intake.reading import Opened, read, written_in
from referrals_portal.intake.since import Since, since
from referrals_portal.intake.written import agreed_in, what
from referrals_portal.messages.catalogue import CATALOGUE, LETTER, OFFER
from referrals_portal.models import Referral, Task
from referrals_portal.safe_contact import SafeContact
from referrals_portal.saying_who import who_we_are
from referrals_portal.sealing.opening import Lent


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on the paper, in ``language``."""

    name: str
    address: str
    date: str
    body: str
    language: str


class NoLetter(Exception):
    """It cannot, or must not, be printed. The text says why, for staff."""


@opens
def letter(request: HttpRequest, row: Referral) -> HttpResponse:
    """Show the letter that ``?task=`` of this referral is about; its opening is written down."""
    at, key = timezone.now(), lent(request)
    tasks = Task.objects.filter(referral=row.pk, kind=Task.Kind.LETTER, done_at__isnull=True)
    wanted = key_of(request.GET.get("task", ""))
    task = tasks.filter(pk=wanted).first() if wanted else None
    if task is None:
        raise Http404
    opened = read(row, by=request.user, at=at, lent=key)
    try:
        paper, why = _paper(row, task, opened, since(row, opened.answers, key), at, key), ""
    except NoLetter as error:
        paper, why = None, str(error)
    context = {
        "referral": row, "task": task, "paper": paper, "why": why, "what": what(task.template),
    }  # fmt: skip
    return render(request, "intake/letter.html", context)


def _paper(
    row: Referral, task: Task, opened: Opened, later: Since, at: datetime, key: Lent | None
) -> Paper:
    safe = later.safe
    if words := why_not(row):
        raise NoLetter(words)
    if not may_be_posted(row, task.template, safe):
        raise NoLetter(_("A letter is not safe for them. Do not post one."))
    language = written_in(opened)
    with translation.override(language):
        today = date_format(timezone.localtime(at), "j F Y")
    said = _said(row, task, opened, safe, key)
    text = CATALOGUE[task.template].wordings[LETTER].filled(said, language)
    name = later.panel(at).ask_for
    return Paper(name, safe.address, today, text.body, language)


def _said(
    row: Referral, task: Task, opened: Opened, safe: SafeContact, key: Lent | None
) -> dict[str, str]:
    """Return what the placeholders of the letter say."""
    said = {"from": who_we_are(current_hub(), written_in(opened), allowed=safe.may_say_who)}
    if task.template == OFFER:
        said |= _offer(opened)
    if task.template == MADE:
        every = [agreed_in(each, key) for each in row.appointments.all()]  # type: ignore[attr-defined]
        about = next((each for each in every if each and each.letter == task.pk), None)
        if about is None:
            raise NoLetter(_("The appointment that this letter is about cannot be opened here."))
        said |= in_words(about.starts_at, written_in(opened))
    return said


def _offer(opened: Opened) -> dict[str, str]:
    if not opened.offer_code:
        raise NoLetter(_("There is no code for this offer, so nobody could answer the letter."))
    crimes = opened.facts.crime_types if opened.facts else ()
    return {
        "code": opened.offer_code,
        "address": reply_address(written_in(opened)),
        "from": says_from(current_hub(), crimes, written_in(opened)),
    }
