"""Coming back with a code and four words: where it stands, and taking it back.

Everything is asked by POST; no address, and no cookie of a day ago, opens anything.
"""

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from referrals_portal.actions.telling import Standing
from referrals_portal.journey import drafts, guessing, keeping, saving, unsaved, visits
from referrals_portal.journey.asking import BackForm
from referrals_portal.journey.back_pages import (
    ENDED,
    elsewhere,
    go,
    is_posted,
    keep_cookie,
    over,
    page,
    send,
    show,
)
from referrals_portal.journey.drafts import State
from referrals_portal.models import FollowUp, ReturnBox
from referrals_portal.sealing.returning import DRAFT

DOOR = "back"


@page
def back(request: HttpRequest) -> HttpResponse:
    """Ask for the code and the words, and open what they open."""
    at = timezone.now()
    if request.method != "POST":
        return go("back") if request.GET.get("language") else _ask(request, at)
    if not is_posted(request):
        return _put_aside(request, "language", at)
    form = BackForm(request.POST, prefix=DOOR)
    if not form.is_valid():
        return _put_aside(request, "mistake", at)
    found = guessing.open_with(form.kept, at)
    if not found:
        return _put_aside(request, "refused", at)
    visits.forget(request)
    row, inside = found
    if inside.compartment == DRAFT:
        return saving.resume(request, inside.content["draft"], at)
    standing = str(inside.content["standing"])
    visit = visits.begin(str(row.referral), inside.compartment, standing, at)
    return keep_cookie(go("back-open"), visit)


@page
def opened(request: HttpRequest) -> HttpResponse:
    """Say where it stands, and offer what can be done. POST only gives more time."""
    at = timezone.now()
    visit = visits.read(request, at)
    if visit is None:
        return over(request)
    if visit.done:
        return show(request, "done", withdrawn=visit.done == FollowUp.Kind.WITHDRAWN)
    if is_posted(request):
        visits.keep(visit, at)
        return keep_cookie(go("back-open"), visit)
    return show(request, "open", standing=visit.standing, ended=visit.standing in ENDED)


@page
def stop(request: HttpRequest) -> HttpResponse:
    """Take the request back: a page that says what it means, and a button."""
    at = timezone.now()
    if is_posted(request):
        return send(request, FollowUp.Kind.WITHDRAWN, at)
    visit = visits.read(request, at)
    return elsewhere(request, visit) or show(request, "stop", back_url=reverse("journey:back-open"))


@page
def make(request: HttpRequest) -> HttpResponse:
    """Make a way back to what was just sent, and show it this once."""
    at = timezone.now()
    draft = drafts.read(request, at)
    if request.method != "POST" or draft is None or draft.state is not State.SENT or not draft.own:
        return HttpResponseRedirect(reverse("journey:step", args=["sent"]), status=303)
    referral = draft.secret.referral
    content = {"standing": Standing.RECEIVED}
    kept, made = keeping.draw(str(referral), draft.compartment, content)
    with transaction.atomic():
        drafts.again(draft, at, lock=True)
        if ReturnBox.objects.filter(referral=referral).count() >= keeping.MOST:
            return show(request, "no_more")
        keeping.store(made, referral)
    response = show(request, "kept", kept=kept)
    drafts.set_cookie(response, draft)
    return response


def _put_aside(request: HttpRequest, why: unsaved.Why, at: datetime) -> HttpResponse:
    """Keep what was typed, sealed, and ask again: no page answers it (see `unsaved`)."""
    visit = visits.at_the_door(request, at)
    if visit is None:
        visits.forget(request)
        visit = visits.begin("", "", "", at)
    visit.unsaved = unsaved.put_aside(DOOR, request.POST, why)
    visits.keep(visit, at)
    return keep_cookie(go("back"), visit)


def _ask(request: HttpRequest, at: datetime) -> HttpResponse:
    visit = visits.at_the_door(request, at)
    why = unsaved.why(visit, DOOR) if visit else ""
    typed = unsaved.fields(visit) if visit and why else None
    form = BackForm(None if why == "language" else typed, prefix=DOOR)
    if typed and why == "language":
        unsaved.fill_in(form, typed)
    if why == "refused" and form.is_valid():
        form.refuse()
    return show(request, "ask", form=form, back_url=reverse("journey:start"))
