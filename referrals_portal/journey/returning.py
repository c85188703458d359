"""Coming back with a code and four words: where it stands, and taking it back.

Everything is asked by POST; no address, and no cookie of a day ago, opens anything.
"""

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from referrals_portal.actions.telling import Standing
from referrals_portal.journey import drafts, guessing, keeping, saving, visits
from referrals_portal.journey.asking import BackForm, Mistakes
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
    if "language" in request.GET or "language" in request.POST:
        return _in_another_language(request, at)
    if request.method != "POST":
        return _ask(request, at)
    form = BackForm(request.POST, prefix=DOOR)
    found = guessing.open_with(form.kept, at) if form.is_valid() else None
    if not found:
        if form.is_valid():
            form.refuse()
        return _ask_again(request, form.mistakes, at)
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
    """Make a way back to what was just sent, and lead to the page that shows it this once.

    No page answers the press: going back to one would make another.
    """
    at = timezone.now()
    draft = drafts.read(request, at)
    if draft is None or draft.state is not State.SENT or not draft.own:
        return HttpResponseRedirect(reverse("journey:step", args=["sent"]), status=303)
    ways = ReturnBox.objects.filter(referral=draft.secret.referral)
    if not is_posted(request):
        return _show_once(request, ways.count(), at)
    content = {"standing": Standing.RECEIVED}
    kept, made = keeping.draw(str(draft.secret.referral), draft.compartment, content)
    response = go("back-new")
    drafts.set_cookie(response, draft)
    with transaction.atomic():
        drafts.again(draft, at, lock=True)
        if ways.count() >= keeping.MOST:
            return response
        keeping.store(made, draft.secret.referral)
        visits.forget(request)
        return keep_cookie(response, visits.put_by(kept, at))


def _show_once(request: HttpRequest, ways: int, at: datetime) -> HttpResponse:
    if kept := visits.take(request, at):
        response = show(request, "kept", kept=kept)
        visits.expire_cookie(response)
        return response
    if not ways:
        return HttpResponseRedirect(reverse("journey:step", args=["sent"]), status=303)
    return show(request, "once" if ways < keeping.MOST else "no_more")


def _ask_again(request: HttpRequest, mistakes: Mistakes, at: datetime) -> HttpResponse:
    """Keep what is to be checked, sealed, and ask again; what was typed is kept nowhere."""
    visit = visits.at_the_door(request, at)
    if visit is None:
        visits.forget(request)
        visit = visits.begin("", "", "", at)
    visit.unsaved = {"step": DOOR, "mistakes": mistakes}
    visits.keep(visit, at)
    return keep_cookie(go("back"), visit)


def _in_another_language(request: HttpRequest, at: datetime) -> HttpResponse:
    """Ask anew: what was typed is lost, and so is what was said of it in the other language."""
    if visits.at_the_door(request, at):
        visits.forget(request)
    return go("back")


def _ask(request: HttpRequest, at: datetime) -> HttpResponse:
    visit = visits.at_the_door(request, at)
    said = visit.unsaved.get("mistakes") if visit and visit.unsaved.get("step") == DOOR else None
    form = BackForm(mistakes=said, prefix=DOOR)
    return show(request, "ask", form=form, back_url=reverse("journey:start"))
