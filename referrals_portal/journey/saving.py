"""Saving an unfinished form for later: a way back to a copy. Off unless the hub turns it on.

The copy is sealed under a secret of its own, which only the code and the words open: the cookie
that is left on the device opens its own draft, for as long as any other.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from hub.snapshot import current_hub
from referrals_portal.forms.base import Answers
from referrals_portal.journey import drafts, keeping, language, routing, tickets, unsaved, visits
from referrals_portal.journey.back_pages import busy
from referrals_portal.journey.drafts import OpenDraft, Stale, State
from referrals_portal.journey.language import speaking
from referrals_portal.sealing.drafts import Secret
from referrals_portal.sealing.returning import DRAFT, Busy
from referrals_portal.steps import BY_KEY, earlier

KEPT_FOR = timedelta(days=7)


@never_cache
@speaking
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is on the page, say what saving means, and show once what leads back to it.

    No page answers what was typed, nor makes a code each time somebody goes back to it: the step's
    own form is posted here and leads to a page with a button, which makes the code and the words
    and leads to the page that shows them.
    """
    if not current_hub().drafts_may_be_saved:
        raise Http404
    at, step = timezone.now(), request.POST.get("save", "")
    draft = drafts.read(request, at)
    if draft is None or draft.state not in (State.FRESH, State.OPEN):
        return HttpResponseRedirect(reverse("journey:begin"), status=303)
    try:
        if step:
            return _keep_this_page(request, draft, step, at)
        if draft.state is State.FRESH:
            return HttpResponseRedirect(reverse("journey:begin"), status=303)
        if request.method != "POST":
            if kept := visits.take(request, at):
                until = at + KEPT_FOR
                response = _show(request, "saved", kept=kept, until=until, on_url=_address(draft))
                visits.expire_cookie(response)
                return response
            return _show(request, "saving", on_url=_address(draft))
        return _make(request, draft, at)
    except Stale:
        # Another tab has just saved something: what is saved is that.
        return HttpResponseRedirect(reverse("journey:save"), status=303)
    except Busy:
        return busy(request, way_back=False)


def _keep_this_page(
    request: HttpRequest, draft: OpenDraft, step: str, at: datetime
) -> HttpResponse:
    answers, typed = _with_this_page(request, draft, step)
    if not answers and not typed:
        return _to(step if step in BY_KEY else routing.first_unanswered({}))
    if answers != draft.answers or typed:
        # Another tab that was quicker has saved something; what is saved stays.
        with suppress(Stale):
            moves = step in routing.MOVES and answers != draft.answers
            drafts.save(draft, answers, at, typed, tickets.seed(request), moves)
    response = HttpResponseRedirect(reverse("journey:save"), status=303)
    drafts.set_cookie(response, draft)
    return response


def _make(request: HttpRequest, draft: OpenDraft, at: datetime) -> HttpResponse:
    secret, until = Secret.new(), at + KEPT_FOR
    kept, made = keeping.draw("", DRAFT, {"draft": secret.to_text()})
    with transaction.atomic():
        drafts.copy(draft, secret, at, until)
        keeping.store(made, expires_at=until)
        visits.forget(request)
        visit = visits.put_by(kept, at)
    response = HttpResponseRedirect(reverse("journey:save"), status=303)
    drafts.set_cookie(response, draft)
    visits.set_cookie(response, visit)
    return response


def resume(request: HttpRequest, secret: str, at: datetime) -> HttpResponse:
    """Give a visitor whose words were right what they saved, in a draft of this device's own."""
    found = Secret.from_text(secret)
    copied = drafts.opened_by(found, at) if found else OpenDraft.new()
    if copied.state is not State.OPEN:
        return _show(request, "gone", 410)
    draft = drafts.from_copy(copied, at)
    response = HttpResponseRedirect(_address(draft), status=303)
    drafts.set_cookie(response, draft)
    return response


def _with_this_page(
    request: HttpRequest, draft: OpenDraft, step: str
) -> tuple[Answers, dict[str, Any]]:
    """Return the answers with those of the page that is open; what cannot be one is put aside."""
    if step not in BY_KEY or not routing.may_visit(draft.answers, step):
        return draft.answers, draft.unsaved
    asked = BY_KEY[step]
    form = asked.form(request.POST, prefix=step, answers=earlier(draft.answers, asked))
    if not form.is_valid():
        typed = unsaved.put_aside(step, request.POST, "later")
        return draft.answers, typed if any(map(any, typed["fields"].values())) else {}
    values = drafts.to_json(form.cleaned_data)
    is_stale = draft.state is State.OPEN and not tickets.is_for(request, draft.version)
    if is_stale and draft.answers.get(step) not in (None, values):
        return draft.answers, unsaved.put_aside(step, request.POST, "conflict")
    return routing.answer(draft.answers, step, values), {}


def _address(draft: OpenDraft) -> str:
    """Return where a draft goes on: at what was typed and is no answer yet, if there is any."""
    typed = draft.unsaved.get("step", "")
    ahead = typed if typed and routing.may_visit(draft.answers, typed) else ""
    return reverse("journey:step", args=[ahead or routing.first_unanswered(draft.answers)])


def _to(step: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("journey:step", args=[step]), status=303)


def _show(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    context |= language.context(request)
    return render(request, f"journey/back/{name}.html", context, status=status)
