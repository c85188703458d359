"""The pages on which somebody answers our offer: their code, what they want, what is safe.

A code opens a visit (see `visits`), and every answer that is kept leads to a page that can be shown
again. A yes is kept at once; what is safe is a further answer, on the journey's own pages.
"""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from hub.snapshot import current_hub
from referrals_portal.actions.offering import answer
from referrals_portal.journey import changing, drafts, language, promises, visits
from referrals_portal.journey.answering.finding import offer_of
from referrals_portal.journey.answering.forms import KINDS, YES, AnswerForm, CodeForm
from referrals_portal.journey.back_pages import go, is_posted, keep_cookie, over, page, show
from referrals_portal.journey.drafts import OpenDraft
from referrals_portal.journey.visits import REPLY, Visit
from referrals_portal.models import FollowUp, Invitation

reply_page = partial(page, door=REPLY)
FIRST = "contact"
"""The first of the pages on what is safe."""


@reply_page
def reply(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and begin a visit for the offer that it opens."""
    at = timezone.now()
    if request.method != "POST":
        return show_at_door(request, "reply/ask", "reply", form=CodeForm())
    if other_language(request):
        return show_at_door(request, "reply/ask", "reply", form=CodeForm(initial=typed(request)))
    form = CodeForm(request.POST)
    offer = offer_of(form.cleaned_data["code"], at) if form.is_valid() else None
    if offer is None:
        if form.is_valid():
            form.refuse()
        return show_at_door(request, "reply/ask", "reply", form=form)
    return _begin(request, offer, at)


@reply_page
def opened(request: HttpRequest) -> HttpResponse:
    """Ask what they want and keep it; once that is done, say so and what happens next."""
    at = timezone.now()
    visit = visits.read(request, at, door=REPLY)
    if visit is None:
        return over(request, REPLY)
    if visit.done:
        return _done(request, visit) if request.method != "POST" else go("reply-open")
    if not is_posted(request):
        chosen = {"answer": request.POST.get("answer", "")}
        return show(request, "want", door=REPLY, form=AnswerForm(initial=chosen))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show(request, "want", door=REPLY, form=form)
    return _keep(request, form.cleaned_data["answer"], at)


@reply_page
def change(request: HttpRequest, step: str) -> HttpResponse:
    """Ask whoever said yes what is safe, as the journey asks it."""
    return changing.asked(request, step, REPLY)


def show_at_door(request: HttpRequest, name: str, address: str, **context: Any) -> HttpResponse:
    """Render a neutral page that has an ``address`` in each language."""
    context |= language.context(request) | {"way_back": True, "neutral": True}
    context["other"] = language.address("reply" if address == "feedback" else "feedback")
    for each in context["languages"]:
        each["to"] = language.address(address, each["code"])
    return render(request, f"journey/{name}.html", context)


def other_language(request: HttpRequest) -> bool:
    """Tell whether the other language of a door was asked for, and nothing else sent."""
    return "other" in request.POST


def typed(request: HttpRequest) -> dict[str, str]:
    """Return what was typed at a door, to be shown again without being judged."""
    return {"code": request.POST.get("code", "")}


def _begin(request: HttpRequest, offer: Invitation, at: datetime) -> HttpResponse:
    visits.forget(request)
    visit = visits.begin(str(offer.referral), offer.compartment, "", at, REPLY)
    response = keep_cookie(go("reply-open"), visit)
    # From here on the language is in the other cookie, as on the journey's pages.
    if (get_language() or language.ENGLISH)[:2] != language.chosen(request):
        drafts.set_cookie(response, drafts.read(request, at) or OpenDraft.new())
    return response


@transaction.atomic
def _keep(request: HttpRequest, want: str, at: datetime) -> HttpResponse:
    """Keep the answer, once for each visit, and lead on; raises `KeysMissing`."""
    visit = visits.read(request, at, lock=True, door=REPLY)
    if visit is None:
        return over(request, REPLY)
    if not visit.done:
        referral = UUID(visit.referral)
        if not answer(referral=referral, compartment=visit.compartment, kind=KINDS[want], at=at):
            return over(request, REPLY)
        visit.done = str(KINDS[want])
        if want == YES:
            visit.promise = promises.made(current_hub(), promises.ANYONE, at).to_json()
        visits.keep(visit, at)
    if visit.done != FollowUp.Kind.ACCEPTED:
        return keep_cookie(go("reply-open"), visit)
    first = reverse("journey:reply-change", args=[FIRST])
    return keep_cookie(HttpResponseRedirect(first, status=303), visit)


def _done(request: HttpRequest, visit: Visit) -> HttpResponse:
    return show(
        request,
        "done",
        door=REPLY,
        promise=promises.kept_in_words(current_hub(), visit.promise),
        said=visit.done == FollowUp.Kind.SAFE_CHANGED,
        never=visit.done == FollowUp.Kind.NEVER,
        safe_url=reverse("journey:reply-change", args=[FIRST]),
    )
