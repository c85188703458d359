"""The pages on which somebody answers our offer: their code, what they want, what is safe."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from hub.snapshot import current_hub
from referrals_portal import sealing
from referrals_portal.actions.offering import answer
from referrals_portal.forms.call import CallForm
from referrals_portal.journey import drafts, language, promises, unsaved
from referrals_portal.journey.answering.finding import Busy, offer_of
from referrals_portal.journey.answering.forms import KINDS, NEVER, YES, AnswerForm, CodeForm
from referrals_portal.journey.entering import phone_us
from referrals_portal.journey.language import speaking
from referrals_portal.models import Invitation
from referrals_portal.safe_contact import SafeContact

CALL = "call"
WANT, SAFE = "want", "safe"
"""Which page was sent: what they want, and what is safe. The first sends neither."""
MOST_OF_A_TOKEN = 40


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes on from page to page in their forms. token: that of the page with the question."""

    code: str = field(repr=False)
    token: str


@never_cache
@speaking
def reply(request: HttpRequest) -> HttpResponse:
    """Ask for the code, then what they want, then for a yes what is safe; carry it out.

    Each page is the answer to the one before and carries the code on. Sent twice, by a press or by
    a browser, it is done once.
    """
    if not sealing.can_seal():
        return phone_us(request)
    if request.method != "POST":
        return _show(request, "ask", form=CodeForm())
    if _other_language(request) and not request.POST.get("page"):
        typed = {"code": request.POST.get("code", "")}
        return _show(request, "ask", form=CodeForm(initial=typed))
    form = CodeForm(request.POST)
    try:
        offer = offer_of(form.cleaned_data["code"], timezone.now()) if form.is_valid() else None
        if offer is None:
            if form.is_valid():
                form.refuse()
            return _show(request, "ask", form=form)
        return _answered(request, offer, form.cleaned_data["code"])
    except Busy:
        return _show(request, "busy", 503)
    except sealing.KeysMissing:
        return phone_us(request)


def _answered(request: HttpRequest, offer: Invitation, code: str) -> HttpResponse:
    token = request.POST.get("token", "")[:MOST_OF_A_TOKEN] or secrets.token_urlsafe(16)
    carried = Carried(code, token)
    page, judged = request.POST.get("page"), not _other_language(request)
    chosen = AnswerForm(request.POST if page in (WANT, SAFE) and judged else None)
    if page == WANT and not judged:
        chosen = AnswerForm(initial={"answer": request.POST.get("answer", "")})
    if page == SAFE:
        return _what_is_safe(request, offer, carried)
    if not chosen.is_valid():
        return _show(request, "want", form=chosen, carried=carried)
    want = chosen.cleaned_data["answer"]
    if want == YES:
        return _show(request, "safe", form=CallForm(prefix=CALL), carried=carried)
    return _send(request, offer, carried, want, {})


def _what_is_safe(request: HttpRequest, offer: Invitation, carried: Carried) -> HttpResponse:
    """Keep what is safe with their yes; they may leave it open."""
    if _other_language(request):
        form = CallForm(prefix=CALL)
        unsaved.fill_in(form, request.POST)
        return _show(request, "safe", form=form, carried=carried)
    if request.POST.get("skip"):
        return _send(request, offer, carried, YES, {})
    form = CallForm(request.POST, prefix=CALL)
    if not form.is_valid():
        return _show(request, "safe", form=form, carried=carried)
    return _send(request, offer, carried, YES, {CALL: drafts.to_json(form.cleaned_data)})


def _send(
    request: HttpRequest,
    offer: Invitation,
    carried: Carried,
    want: str,
    answers: dict[str, dict[str, Any]],
) -> HttpResponse:
    at, hub = timezone.now(), current_hub()
    answer(
        offer=offer,
        kind=KINDS[want],
        answers=answers,
        code=carried.code,
        token=carried.token,
        at=at,
    )
    safe = SafeContact.from_answers(answers) if answers else promises.ANYONE
    promise = promises.in_words(hub, promises.made(hub, safe, at)) if want == YES else ""
    return _show(
        request, "done", promise=promise, said=bool(answers), never=want == NEVER, yes=want == YES
    )


def _other_language(request: HttpRequest) -> bool:
    """Tell whether another language was asked for, and nothing else sent."""
    return "other" in request.POST


def _show(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    context |= language.context(request)
    for each in context["languages"]:
        each["to"] = language.address("reply", each["code"])
    return render(request, f"journey/reply/{name}.html", context, status=status)
